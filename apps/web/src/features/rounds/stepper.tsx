'use client';

import { Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../controls/icon-button.js';
import styles from './stepper.module.css';

interface StepperProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}

/** A small whole number between two buttons; it can be typed as well. */
export function Stepper({ label, value, min, max, onChange }: StepperProps) {
  const id = useId();
  const to = (next: number) => onChange(Math.min(max, Math.max(min, next)));
  return (
    <span className={styles.stepper}>
      <label htmlFor={id}>{label}</label>
      <IconButton label={`${label}: one less`} disabled={value <= min} onClick={() => to(value - 1)}>
        <Minus />
      </IconButton>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={value}
        onChange={(event) => {
          const typed = event.target.valueAsNumber;
          if (Number.isInteger(typed)) to(typed);
        }}
      />
      <IconButton label={`${label}: one more`} disabled={value >= max} onClick={() => to(value + 1)}>
        <Plus />
      </IconButton>
    </span>
  );
}
