import type { ComponentProps } from 'react';
import styles from './button.module.css';

type Tone = 'solid' | 'line' | 'quiet' | 'thread';

/** A pill. `solid` is the one thing to do here, `thread` belongs to voting, `quiet` has no outline. */
export function Button({
  tone = 'line',
  className,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & { tone?: Tone }) {
  return <button type={type} className={`${styles.button} ${styles[tone]} ${className ?? ''}`} {...rest} />;
}
