'use client';

import { limits } from '@toile/protocol';
import type { Design } from '@toile/room';
import { Redo2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { usePhone } from '../../client/use-phone.js';
import { useRights } from '../../client/use-room.js';
import type { Undo } from '../../client/use-undo.js';
import { CommentButton } from '../comments/comment-button.js';
import { IconButton } from '../controls/icon-button.js';
import { NameInPlace } from '../controls/name-in-place.js';
import { useAttempt } from '../controls/use-attempt.js';
import { HeartButton } from '../hearts/heart-button.js';
import { LockMark } from '../locks/lock-mark.js';
import { NotesButton } from '../notes/notes-button.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import styles from './stage-tools.module.css';

/** From so many characters on a name is set smaller, in two lines where it needs them; a phone then needs three. */
const long = 20;
const veryLong = 36;
const lengthOf = (name: string) =>
  name.length < long ? 'short' : name.length < veryLong ? 'long' : 'very-long';

interface StageToolsProps {
  design: Design | null;
  undo: Undo;
  /** What leads on from the design. */
  explore: ReactNode;
  onComments: () => void;
}

/** Over the stage: the design's name, what to do with it, undo and redo of one's own edits, and one's heart for it. */
export function StageTools({ design, undo, explore, onComments }: StageToolsProps) {
  const { client } = useOpenRoom();
  // Nobody else has a private sketch to comment on, or to vote for; and it is edited whatever is locked.
  const shared = useIsSketch(design) ? null : design;
  const { edit: mayRename } = useRights(design?.id ?? null);
  const { edit } = useRights(shared === null ? (design?.id ?? null) : null);
  const attempt = useAttempt();
  const phone = usePhone();
  return (
    <div className={styles.tools}>
      <div className={styles.title} data-length={lengthOf(design?.name ?? '')}>
        {design && mayRename ? (
          <NameInPlace
            key={design.id}
            label="Design name"
            value={design.name}
            maxChars={limits.designNameChars}
            wraps
            onCommit={(name) => attempt(() => client.edit.rename(design.id, name))}
          />
        ) : (
          <h2>{design?.name ?? ''}</h2>
        )}
      </div>
      {design ? <LockMark designId={design.id} /> : null}
      {design && !phone ? <NotesButton key={design.id} design={design} /> : null}
      {edit ? (
        <>
          <IconButton label="Undo" hint="my last edit, Ctrl+Z" disabled={!undo.canUndo} onClick={undo.undo}>
            <Undo2 />
          </IconButton>
          <IconButton
            label="Redo"
            hint="Ctrl+Shift+Z"
            className={styles.redo}
            disabled={!undo.canRedo}
            onClick={undo.redo}
          >
            <Redo2 />
          </IconButton>
        </>
      ) : null}
      {shared && !phone ? <CommentButton onOpen={onComments} /> : null}
      {explore}
      {shared ? (
        <span className={styles.heart}>
          <HeartButton key={shared.id} design={shared} />
        </span>
      ) : null}
    </div>
  );
}
