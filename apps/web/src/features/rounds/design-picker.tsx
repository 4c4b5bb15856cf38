'use client';

import { limits } from '@toile/protocol';
import type { Design } from '@toile/room';
import { Check } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../controls/button.js';
import { DesignPicture } from '../stage/design-picture.js';
import styles from './design-picker.module.css';

interface DesignPickerProps {
  rack: readonly Design[];
  picked: readonly string[];
  onPick: (designIds: string[]) => void;
}

/** Which designs a round is about, picked from the rack by their pictures. */
export function DesignPicker({ rack, picked, onPick }: DesignPickerProps) {
  const id = useId();
  const all = rack.slice(0, limits.designsPerRound).map((design) => design.id);
  const toggle = (designId: string) =>
    onPick(picked.includes(designId) ? picked.filter((one) => one !== designId) : [...picked, designId]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in a row with buttons.
    <div className={styles.picker} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <span id={id}>
          Designs: {picked.length} of {rack.length}
        </span>
        <Button tone="quiet" onClick={() => onPick(all)} disabled={picked.length === all.length}>
          All
        </Button>
        <Button tone="quiet" onClick={() => onPick([])} disabled={picked.length === 0}>
          None
        </Button>
      </div>
      {rack.length === 0 ? <p>Nothing hangs on the rack yet.</p> : null}
      <ul className={styles.designs}>
        {rack.map((design) => (
          <li key={design.id}>
            <button
              type="button"
              aria-pressed={picked.includes(design.id)}
              onClick={() => toggle(design.id)}
              aria-label={design.name}
            >
              <span className={styles.picture}>
                <DesignPicture design={design} alt="" />
              </span>
              <span className={styles.tick}>
                <Check />
              </span>
              <span className={styles.name}>{design.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
