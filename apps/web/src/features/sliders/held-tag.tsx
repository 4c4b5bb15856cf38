import { Hand } from 'lucide-react';
import { Tip } from '../controls/tip.js';
import { colourVar } from '../presence/person.js';
import styles from './held-tag.module.css';
import type { Holder } from './use-holder.js';

interface HeldTagProps {
  /** Of the slider, such as "Sleeves". */
  label: string;
  holder: Holder;
  /** Absent where this person may not move the slider anyway. */
  onTakeOver?: (() => void) | undefined;
}

/** The name of whoever has a hand on a slider. After a moment it is a button that takes the slider over. */
export function HeldTag({ label, holder, onTakeOver }: HeldTagProps) {
  const { person, locks, yields } = holder;
  const style = { background: colourVar(person.colour) };
  if (locks && yields && onTakeOver) {
    return (
      <Tip text={`Take over from ${person.name}`}>
        <button
          type="button"
          className={styles.tag}
          style={style}
          aria-label={`Take ${label} over from ${person.name}`}
          onClick={onTakeOver}
        >
          <Hand /> {person.name}
        </button>
      </Tip>
    );
  }
  return (
    <span className={styles.tag} style={style}>
      <span className={styles.hidden}>held by </span>
      {person.name}
    </span>
  );
}
