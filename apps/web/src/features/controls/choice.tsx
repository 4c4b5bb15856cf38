'use client';

import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import styles from './choice.module.css';

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly label: string; readonly disabled?: boolean }[];
  onChange: (value: T) => void;
  disabled?: boolean;
}

/** One of a few, side by side; arrow keys walk along them. */
export function Choice<T extends string>({ label, value, options, onChange, disabled }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={styles.choice}>
      <span id={id}>{label}</span>
      <RadioGroup.Root
        className={styles.options}
        aria-labelledby={id}
        value={value}
        disabled={disabled ?? false}
        onValueChange={(next) => onChange(next as T)}
      >
        {options.map((option) => (
          <RadioGroup.Item key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.label}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
