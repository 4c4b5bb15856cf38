'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design } from '@toile/room';
import { Check, LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { sliderGroups } from '../sliders/direction-groups.js';
import { useLock } from '../sliders/use-lock.js';
import styles from './children-panel.module.css';

interface LockChipsProps {
  design: Design;
  pack: PackSummary;
  disabled: boolean;
  anotherB: boolean;
  onAnotherB: (anotherB: boolean) => void;
}

/** What the children keep of their parent, group by group, and whether they get another B. */
export function LockChips({ design, pack, disabled, anotherB, onAnotherB }: LockChipsProps) {
  return (
    <fieldset className={styles.chips}>
      <legend className={styles.legend}>Keep</legend>
      {sliderGroups(pack.directions).map(({ group, title, directions }) => (
        <Chip
          key={group}
          label={title}
          design={design}
          names={directions.map(({ id }) => id)}
          disabled={disabled}
        />
      ))}
      <Chip label="Balance" design={design} names={['mix.structure', 'mix.style']} disabled={disabled} />
      <button
        type="button"
        className={`${styles.chip} ${styles.another}`}
        aria-pressed={anotherB}
        onClick={() => onAnotherB(!anotherB)}
      >
        {anotherB ? <Check /> : null} Another B each
      </button>
    </fieldset>
  );
}

function Chip({
  label,
  design,
  names,
  disabled,
}: {
  label: string;
  design: Design;
  names: readonly string[];
  disabled: boolean;
}) {
  const { locked, toggle } = useLock(design, names);
  return (
    <button type="button" className={styles.chip} aria-pressed={locked} disabled={disabled} onClick={toggle}>
      {locked ? <LockKeyhole /> : <LockKeyholeOpen />} {label}
    </button>
  );
}
