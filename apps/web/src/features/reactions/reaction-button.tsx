'use client';

import type { Design } from '@toile/room';
import { SmilePlus } from 'lucide-react';
import { Popover, Toolbar } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { useReadOnly } from '../../client/read-only.js';
import { useRights } from '../../client/use-room.js';
import { IconButton } from '../controls/icon-button.js';
import { useIsSketch } from '../scratch/use-scratch.js';
import { useShortcut } from '../shortcuts/use-shortcut.js';
import { someSpot, usePointedSpot } from './pointed-spot.js';
import styles from './reaction-button.module.css';
import { allMarks } from './reaction-marks.js';
import { useReact } from './use-react.js';

/**
 * In the corner of the stage: a few marks to hold up beside the design, for those who may. With R they go up where
 * the mouse points. Nothing on a private sketch, and nothing while one looks back.
 */
export function ReactionButton({ design }: { design: Design }) {
  const { comment } = useRights();
  const past = useReadOnly();
  const sketch = useIsSketch(design);
  return comment && !past && !sketch ? <Reactions key={design.id} design={design} /> : null;
}

function Reactions({ design }: { design: Design }) {
  const [open, setOpen] = useState(false);
  const { react, tooMany } = useReact(design.id);
  const pointed = usePointedSpot();
  /** Where the mouse pointed when R was pressed. */
  const spot = useRef<ReturnType<typeof pointed>>(null);
  useShortcut('r', () => {
    spot.current = pointed();
    setOpen(true);
  });
  const hold = (index: number) => {
    const chosen = allMarks[index];
    if (chosen) react(chosen.mark, spot.current ?? someSpot());
  };
  const latest = useRef(hold);
  latest.current = hold;
  // On the window: a number typed right after R comes before the focus does.
  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      // The tooltip of a button would take the first Escape for itself.
      if (event.key === 'Escape') setOpen(false);
      if (!/^[1-9]$/.test(event.key)) return;
      event.preventDefault();
      latest.current(Number(event.key) - 1);
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [open]);

  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        spot.current = null;
        setOpen(next);
      }}
    >
      <Popover.Trigger asChild>
        <IconButton label="React" hint="R" className={styles.button} aria-keyshortcuts="R">
          <SmilePlus />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.slip}
          side="top"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          aria-label={`React to ${design.name}`}
        >
          <Toolbar.Root className={styles.marks} aria-label="Reactions">
            {allMarks.map(({ mark, words, Icon }, index) => (
              <Toolbar.Button key={mark} asChild>
                <IconButton
                  label={words}
                  hint={String(index + 1)}
                  className={styles.mark}
                  aria-keyshortcuts={String(index + 1)}
                  onClick={() => hold(index)}
                >
                  <Icon />
                </IconButton>
              </Toolbar.Button>
            ))}
          </Toolbar.Root>
          <p role="status" className={styles.hint} data-said={tooMany}>
            {tooMany ? 'A breath, please: that one was too many.' : ''}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
