import styles from './wordmark.module.css';

/** The name, linked to the first page. */
export function Wordmark({ size = 'normal' }: { size?: 'normal' | 'large' }) {
  return (
    <a href="/" className={`${styles.mark} ${styles[size]}`} aria-label="Toile, first page">
      Toile
      <i />
    </a>
  );
}
