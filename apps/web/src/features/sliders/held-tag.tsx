import { colourVar, type Person } from '../presence/person.js';
import styles from './held-tag.module.css';

/** The name of whoever has a hand on a slider. */
export function HeldTag({ person }: { person: Person }) {
  return (
    <span className={styles.tag} style={{ background: colourVar(person.colour) }}>
      <span className={styles.hidden}>held by </span>
      {person.name}
    </span>
  );
}
