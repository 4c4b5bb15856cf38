import styles from './face.module.css';
import { colourVar, initials, type Person } from './person.js';

interface FaceProps {
  person: Person;
  size?: 'normal' | 'small';
  /** They may have gone: nothing is known of them at present. */
  dimmed?: boolean;
}

/** Somebody's initials on their colour. A picture only: put the name beside it or in a tooltip. */
export function Face({ person, size = 'normal', dimmed = false }: FaceProps) {
  return (
    <span
      className={`${styles.face} ${styles[size]}`}
      style={{ background: colourVar(person.colour) }}
      data-dimmed={dimmed}
      data-initials={initials(person.name)}
      aria-hidden="true"
    />
  );
}
