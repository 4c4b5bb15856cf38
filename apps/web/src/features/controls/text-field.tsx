'use client';

import { type ComponentProps, useId } from 'react';
import styles from './field.module.css';

/** A labelled text field; `problem` says in words what is wrong with its value. */
export function TextField({
  label,
  problem,
  ...rest
}: ComponentProps<'input'> & { label: string; problem?: string | null }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={styles.input}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        {...rest}
      />
      {problem ? (
        <p id={`${id}-problem`} role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
    </div>
  );
}
