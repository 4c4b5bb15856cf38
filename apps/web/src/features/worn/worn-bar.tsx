'use client';

import type { Design } from '@toile/room';
import { type BodyId, bodyIds, type PoseId, poseIds } from '@toile/worn';
import { useShortcut } from '../shortcuts/use-shortcut.js';
import { useWearable } from './use-wearable.js';
import styles from './worn-bar.module.css';
import { chooseWorn, useWornChoice } from './worn-choice.js';

const bodyNames: Readonly<Record<BodyId, string>> = {
  straight: 'Straight body',
  curved: 'Curved body',
  broad: 'Broad body',
  full: 'Full body',
};
const poseNames: Readonly<Record<PoseId, string>> = {
  standing: 'Standing',
  resting: 'At ease',
  walking: 'Walking',
};

/** Flat or worn, and by whom: a corner of the stage. */
export function WornBar({ design }: { design: Design }) {
  const { worn, body, pose } = useWornChoice();
  const wearable = useWearable(design);
  const can = wearable.kind === 'wearable';
  useShortcut('w', () => chooseWorn({ worn: !worn }), can);
  return (
    <div className={styles.bar}>
      <fieldset className={styles.switch} aria-label="How to look at it">
        <button type="button" aria-pressed={!(worn && can)} onClick={() => chooseWorn({ worn: false })}>
          Flat
        </button>
        <button
          type="button"
          aria-pressed={worn && can}
          disabled={!can}
          title={wearable.kind === 'unknown' ? wearable.why : undefined}
          onClick={() => chooseWorn({ worn: true })}
        >
          Worn
        </button>
      </fieldset>
      {worn && can ? (
        <>
          <select
            aria-label="Body"
            value={body}
            onChange={(event) => chooseWorn({ body: event.target.value as BodyId })}
          >
            {bodyIds.map((id) => (
              <option key={id} value={id}>
                {bodyNames[id]}
              </option>
            ))}
          </select>
          <select
            aria-label="Pose"
            value={pose}
            onChange={(event) => chooseWorn({ pose: event.target.value as PoseId })}
          >
            {poseIds.map((id) => (
              <option key={id} value={id}>
                {poseNames[id]}
              </option>
            ))}
          </select>
        </>
      ) : null}
    </div>
  );
}
