import type { ComponentProps } from 'react';
import styles from './icon-button.module.css';
import { Tip } from './tip.js';

/** A round button with a picture instead of words; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  hint,
  type = 'button',
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; hint?: string }) {
  return (
    <Tip text={hint ? `${label} (${hint})` : label}>
      <button type={type} aria-label={label} className={`${styles.icon} ${className ?? ''}`} {...rest} />
    </Tip>
  );
}
