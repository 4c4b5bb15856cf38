'use client';

import type { Design } from '@toile/room';
import { usePhone } from '../../client/use-phone.js';
import { CommentButton } from '../comments/comment-button.js';
import { NotesButton } from '../notes/notes-button.js';
import { ReactionButton } from '../reactions/reaction-button.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import styles from './stage-corner.module.css';

interface StageCornerProps {
  design: Design;
  onComments: () => void;
}

/**
 * In a corner of the paper, where a garment hardly ever is: reactions and, on a phone, notes and comments, which
 * wider screens have above it.
 */
export function StageCorner({ design, onComments }: StageCornerProps) {
  const phone = usePhone();
  const sketch = useIsSketch(design);
  return (
    <div className={styles.corner}>
      {phone ? <NotesButton key={design.id} design={design} /> : null}
      {phone && !sketch ? <CommentButton onOpen={onComments} /> : null}
      <ReactionButton design={design} />
    </div>
  );
}
