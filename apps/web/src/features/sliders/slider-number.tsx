'use client';

import { type KeyboardEvent, useState } from 'react';
import styles from './slider-number.module.css';

interface SliderNumberProps {
  /** Of the slider, such as "Sleeves". */
  label: string;
  /** What is shown, such as "+0.5 σ". */
  text: string;
  /** What is edited, without its unit. */
  value: number;
  disabled: boolean;
  onPut: (value: number) => void;
}

/** The small number beside a slider. Click it to type an exact one: Enter sets it, Escape leaves it. */
export function SliderNumber({ label, text, value, disabled, onPut }: SliderNumberProps) {
  const [draft, setDraft] = useState<string | null>(null);

  const commit = () => {
    const typed = parseNumber(draft ?? '');
    if (typed !== null && typed !== value) onPut(typed);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(null);
    event.stopPropagation();
  };

  if (draft === null) {
    return (
      <button
        type="button"
        className={styles.number}
        aria-label={`${label}, exact value: ${text}`}
        disabled={disabled}
        onClick={() => setDraft(String(value))}
      >
        {text}
      </button>
    );
  }
  return (
    <input
      className={styles.input}
      aria-label={`Exact value of ${label}`}
      inputMode="decimal"
      value={draft}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}

/** A number as people type it: "0.5", "0,5", "−1", "+2 σ"; null where there is none. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.').replace(/σ|%/, '').trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}
