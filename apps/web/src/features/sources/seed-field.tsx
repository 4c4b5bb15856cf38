'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { IconButton } from '../controls/icon-button.js';
import { parseSeed, stepSeed } from './seed.js';
import styles from './seed-field.module.css';

interface SeedFieldProps {
  seed: number;
  onSeed: (seed: number) => void;
  /** Of the input, for a label elsewhere. */
  id?: string;
  /** Where no label stands beside it. */
  label?: string;
}

/** A seed to type in or step through; what is typed counts once it is whole. */
export function SeedField({ seed, onSeed, id, label }: SeedFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const typed = parseSeed(draft ?? '');
    if (typed !== null && typed !== seed) onSeed(typed);
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
  };
  return (
    <div className={styles.row}>
      <IconButton label="Previous seed" onClick={() => onSeed(stepSeed(seed, -1))}>
        <ChevronLeft />
      </IconButton>
      <input
        id={id}
        aria-label={label}
        className={styles.seed}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(seed)}
        aria-invalid={draft !== null && parseSeed(draft) === null ? true : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <IconButton label="Next seed" onClick={() => onSeed(stepSeed(seed, 1))}>
        <ChevronRight />
      </IconButton>
    </div>
  );
}
