import type { Spot } from '@toile/room';
import type { ComponentProps } from 'react';
import styles from './pin.module.css';

/** A numbered pin whose point is at a spot of the picture. */
export function Pin({
  spot,
  settled = false,
  unread = false,
  children,
  ...rest
}: ComponentProps<'button'> & { spot: Spot; settled?: boolean; unread?: boolean }) {
  return (
    <button
      type="button"
      className={styles.pin}
      data-settled={settled}
      data-unread={unread}
      style={{ left: `${spot.x * 100}%`, top: `${spot.y * 100}%` }}
      {...rest}
    >
      {children}
    </button>
  );
}
