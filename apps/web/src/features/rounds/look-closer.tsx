'use client';

import type { RoundOption } from '@toile/protocol';
import { Maximize2 } from 'lucide-react';
import { useState } from 'react';
import { Dialog } from '../controls/dialog.js';
import { IconButton } from '../controls/icon-button.js';
import { FrozenPicture } from './frozen-picture.js';
import styles from './look-closer.module.css';

/** A small button on a frozen picture that shows it as large as the window allows. */
export function LookCloser({ option }: { option: RoundOption }) {
  const [open, setOpen] = useState(false);
  return (
    <span className={styles.corner}>
      <IconButton
        label={`Look closer at ${option.name}`}
        className={styles.button}
        onClick={() => setOpen(true)}
      >
        <Maximize2 />
      </IconButton>
      <Dialog
        title={option.name}
        description="As it was when the round opened: this is what the votes are for."
        open={open}
        onOpenChange={setOpen}
      >
        <div className={styles.sheet}>
          <FrozenPicture option={option} />
        </div>
      </Dialog>
    </span>
  );
}
