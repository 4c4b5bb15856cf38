'use client';

import type { Design } from '@toile/room';
import { NotebookPen } from 'lucide-react';
import { Popover } from 'radix-ui';
import { IconButton } from '../controls/icon-button.js';
import styles from './notes.module.css';
import { NotesForm } from './notes-form.js';

/** Beside the title: the design's style number and note, on a slip of paper. A dot says that there is something. */
export function NotesButton({ design }: { design: Pick<Design, 'id' | 'name' | 'styleNumber' | 'note'> }) {
  const written = design.styleNumber !== '' || design.note !== '';
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <IconButton
          label={written ? 'Notes' : 'Notes, none yet'}
          className={styles.open}
          data-written={written}
        >
          <NotebookPen />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={`Notes on ${design.name}`}
        >
          <NotesForm design={design} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
