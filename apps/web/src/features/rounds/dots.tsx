import styles from './dots.module.css';

/** Dots of thread: the placed ones filled. A picture only; say the numbers beside it. */
export function Dots({ filled, of }: { filled: number; of: number }) {
  return Array.from({ length: of }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the dots are all alike.
    <i key={index} className={styles.dot} data-filled={index < filled} aria-hidden="true" />
  ));
}
