'use client';

import { limits, type RoundMethod } from '@toile/protocol';
import { useId } from 'react';
import styles from './method-picker.module.css';
import type { RoundDraft } from './round-draft.js';
import { methodWords } from './round-words.js';
import { Stepper } from './stepper.js';

const kinds: readonly RoundMethod['kind'][] = ['dots', 'approval', 'score', 'ranked'];

/** How the round is decided: four methods, each with the one sentence that it takes to choose. */
export function MethodPicker({
  draft,
  onChange,
}: {
  draft: RoundDraft;
  onChange: (part: Partial<RoundDraft>) => void;
}) {
  const name = useId();
  return (
    <fieldset className={styles.methods}>
      <legend>How people vote</legend>
      {kinds.map((kind) => (
        <div key={kind} className={styles.method} data-chosen={draft.method === kind}>
          <label>
            <input
              type="radio"
              name={name}
              checked={draft.method === kind}
              onChange={() => onChange({ method: kind })}
            />
            <span>
              <b>{methodWords[kind].title}</b> {methodWords[kind].does}
            </span>
          </label>
          {kind === 'dots' && draft.method === 'dots' ? (
            <div className={styles.dots}>
              <Stepper
                label="Dots a person"
                value={draft.dotsPerMember}
                min={1}
                max={limits.dotsPerMember}
                onChange={(dotsPerMember) => onChange({ dotsPerMember })}
              />
              <Stepper
                label="Most on one design"
                value={Math.min(draft.dotsPerDesign, draft.dotsPerMember)}
                min={1}
                max={draft.dotsPerMember}
                onChange={(dotsPerDesign) => onChange({ dotsPerDesign })}
              />
            </div>
          ) : null}
        </div>
      ))}
    </fieldset>
  );
}
