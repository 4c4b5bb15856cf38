import styles from './face.module.css';
import { colourVar, initials, type Person } from './person.js';

/** Somebody's initials on their colour. A picture only: put the name beside it or in a tooltip. */
export function Face({ person, size = 'normal' }: { person: Person; size?: 'normal' | 'small' }) {
  return (
    <span
      className={`${styles.face} ${styles[size]}`}
      style={{ background: colourVar(person.colour) }}
      data-initials={initials(person.name)}
      aria-hidden="true"
    />
  );
}
