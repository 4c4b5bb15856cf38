'use client';

import { History, Pause, Play, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import styles from './history-sheet.module.css';
import { HistoryPictures } from './history-strip.js';
import { useLookingBack } from './looking-back.js';
import { HistoryScrubber, useEarlierWords } from './looking-back-bar.js';
import { NameVersion } from './name-version.js';
import { useRestore } from './use-restore.js';

/** On a phone: a button in the corner of the stage, and the history in the place of the tray, under the stage. */
export function HistorySheet() {
  const { design, back } = useLookingBack();
  const [open, setOpen] = useState(false);
  const onOpenChange = (next: boolean) => {
    setOpen(next);
    if (!next) back();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Dialog.Trigger asChild>
        <IconButton label="History" className={styles.button} disabled={!design}>
          <History />
        </IconButton>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Content
          className={styles.sheet}
          aria-describedby={undefined}
          // The stage above stays in reach: pointing at it does not end the look back.
          onInteractOutside={(event) => event.preventDefault()}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>History</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X />
              </IconButton>
            </Dialog.Close>
          </header>
          <Contents />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Contents() {
  const { design, steps, at, earlier, playing, play, back } = useLookingBack();
  const { edit } = useRights();
  const restore = useRestore();
  const words = useEarlierWords();
  return (
    <>
      <div className={styles.pictures}>
        <HistoryPictures />
      </div>
      <div className={styles.scrubber}>
        <IconButton
          label={playing ? 'Pause' : 'Replay'}
          disabled={steps.length < 2}
          onClick={() => play(!playing)}
        >
          {playing ? <Pause /> : <Play />}
        </IconButton>
        <HistoryScrubber />
      </div>
      <p className={styles.words}>
        {words
          ? `${words.when} · ${words.who} ${words.deeds.join(', ')}`
          : 'Now. Choose a picture to look back.'}
      </p>
      <div className={styles.buttons}>
        {edit && design ? <NameVersion key={`${design.id} ${at}`} /> : null}
        {earlier && edit ? <Button onClick={restore}>Restore</Button> : null}
        {earlier ? (
          <Button tone="solid" onClick={back}>
            Back to now
          </Button>
        ) : null}
      </div>
    </>
  );
}
