'use client';

import type { Design } from '@toile/room';
import { useRoomState } from '../../client/use-room.js';
import { PlacingHint } from '../comments/placing-hint.js';
import { StageComments } from '../comments/stage-comments.js';
import { EarlierPicture } from '../history/earlier-picture.js';
import { HistorySheet } from '../history/history-sheet.js';
import { Cursors } from '../presence/cursors.js';
import { AddDesignButton } from '../rack/add-design-button.js';
import { StageReactions } from '../reactions/stage-reactions.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { useWearable } from '../worn/use-wearable.js';
import { WornBar } from '../worn/worn-bar.js';
import { useWornChoice } from '../worn/worn-choice.js';
import { WornView } from '../worn/worn-view.js';
import { Basting } from './basting.js';
import { DesignPicture } from './design-picture.js';
import { DrawingMark } from './drawing-mark.js';
import { RenderFailure } from './render-failure.js';
import styles from './stage.module.css';
import { StageCorner } from './stage-corner.js';
import { useStageCursor } from './use-stage-cursor.js';

interface StageProps {
  design: Design | null;
  onAdded: (id: string) => void;
  /** Comment on the design as a whole. */
  onComment: () => void;
}

/** The pattern paper with the garment on it, large; always light paper. */
export function Stage({ design, onAdded, onComment }: StageProps) {
  const synced = useRoomState((state) => state.synced);
  return (
    <section className={styles.stage} aria-label="Stage" data-stage>
      {design ? <OnStage key={design.id} design={design} /> : null}
      <EarlierPicture />
      <HistorySheet />
      {design ? <WornBar design={design} /> : null}
      {design ? <StageCorner design={design} onComments={onComment} /> : null}
      {design ? <PlacingHint onWhole={onComment} /> : null}
      {!design && !synced ? <Basting>Opening the room…</Basting> : null}
      {!design && synced ? <EmptyStage onAdded={onAdded} /> : null}
    </section>
  );
}

function OnStage({ design }: { design: Design }) {
  const failure = useRoomState((state) => state.failures[design.id] ?? null);
  const sketch = useIsSketch(design);
  const cursor = useStageCursor();
  const choice = useWornChoice();
  const wearable = useWearable(design);
  const worn = choice.worn && wearable.kind === 'wearable';
  return (
    <div className={styles.sheet} data-sheet {...cursor}>
      <div className={styles.flat} data-worn={worn}>
        <DesignPicture design={design} waiting={failure ? '' : 'Drawing the first picture…'} />
        {sketch ? null : <StageComments design={design} />}
        <Cursors designId={design.id} />
      </div>
      {worn ? <WornView design={design} wearable={wearable} choice={choice} /> : null}
      <StageReactions designId={design.id} />
      {failure ? (
        <RenderFailure designId={design.id} failure={failure} />
      ) : (
        <DrawingMark designId={design.id} />
      )}
    </div>
  );
}

function EmptyStage({ onAdded }: { onAdded: (id: string) => void }) {
  const mayEdit = useRoomState((state) => state.me?.role === 'host' || state.me?.role === 'editor');
  return (
    <div className={styles.empty}>
      <p className={styles.question}>Nothing hangs here yet.</p>
      <p>
        {mayEdit
          ? 'A design starts as a mixture of two garments; shape it from there, together.'
          : 'The first design appears here as soon as an editor adds one.'}
      </p>
      {mayEdit ? (
        <AddDesignButton tone="solid" onAdded={onAdded}>
          Hang the first design
        </AddDesignButton>
      ) : null}
    </div>
  );
}
