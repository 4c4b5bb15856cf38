'use client';

import type { Design } from '@toile/room';
import { usePhone } from '../../client/use-phone.js';
import { CommentButton } from '../comments/comment-button.js';
import { NotesButton } from '../notes/notes-button.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import styles from './stage-corner.module.css';

interface StageCornerProps {
  design: Design;
  onComments: () => void;
}

/** On a phone: notes and comments in a corner of the paper, where a garment hardly ever is. Wider screens have them above it. */
export function StageCorner({ design, onComments }: StageCornerProps) {
  const phone = usePhone();
  const sketch = useIsSketch(design);
  if (!phone) return null;
  return (
    <div className={styles.corner}>
      <NotesButton key={design.id} design={design} />
      {sketch ? null : <CommentButton onOpen={onComments} />}
    </div>
  );
}
