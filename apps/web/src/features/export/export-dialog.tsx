'use client';

import type { Design } from '@toile/room';
import { Tabs } from 'radix-ui';
import { Dialog } from '../controls/dialog.js';
import styles from './export-dialog.module.css';
import { FilmForm } from './film-form.js';
import { LineSheetForm } from './line-sheet-form.js';
import { PicturesForm } from './pictures-form.js';
import { RoomForm } from './room-form.js';

interface ExportDialogProps {
  /** The design on the stage. */
  design: Design | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const ways = [
  { id: 'pictures', label: 'Pictures', Form: PicturesForm },
  { id: 'line-sheet', label: 'Line sheet', Form: LineSheetForm },
  { id: 'film', label: 'Film', Form: FilmForm },
  { id: 'room', label: 'Whole room', Form: RoomForm },
] as const;

/** Everything that can be taken out of a room as a file. */
export function ExportDialog({ design, open, onOpenChange }: ExportDialogProps) {
  return (
    <Dialog
      title="Take it away"
      description="Drawn anew from the recipes, in the size and form that you need."
      open={open}
      onOpenChange={onOpenChange}
    >
      <Tabs.Root defaultValue={ways[0].id}>
        <Tabs.List className={styles.ways} aria-label="What to take">
          {ways.map(({ id, label }) => (
            <Tabs.Trigger key={id} value={id}>
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {ways.map(({ id, Form }) => (
          <Tabs.Content key={id} value={id} className={styles.way}>
            <Form design={design} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Dialog>
  );
}
