'use client';

import type { Design } from '@toile/room';
import { History, Pause, Play, X } from 'lucide-react';
import { Dialog, Tabs } from 'radix-ui';
import { useState } from 'react';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { IconButton } from '../controls/icon-button.js';
import { FamilyTree } from '../lineage/family-tree.js';
import { hasFamily, useLineageWords } from '../lineage/lineage-line.js';
import { useFamily } from '../lineage/use-family.js';
import styles from './history-sheet.module.css';
import { HistoryPictures } from './history-strip.js';
import { useLookingBack } from './looking-back.js';
import { HistoryScrubber, RestoreButtons, useEarlierWords } from './looking-back-bar.js';
import { NameVersion } from './name-version.js';

/**
 * On a phone: a button in the corner of the stage, and in the place of the tray, under the stage, the design's
 * history and its family.
 */
export function HistorySheet() {
  const { design, back } = useLookingBack();
  const [open, setOpen] = useState(false);
  const onOpenChange = (next: boolean) => {
    setOpen(next);
    if (!next) back();
  };
  return (
    <Dialog.Root open={open && design !== null} onOpenChange={onOpenChange} modal={false}>
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
          <Dialog.Title className="unseen">History</Dialog.Title>
          <Tabs.Root defaultValue="steps" className={styles.tabs}>
            <div className={styles.head}>
              <Tabs.List className={styles.list} aria-label="History">
                <Tabs.Trigger value="steps" className={styles.tab}>
                  Steps
                </Tabs.Trigger>
                <Tabs.Trigger value="family" className={styles.tab}>
                  Family
                </Tabs.Trigger>
              </Tabs.List>
              <Dialog.Close asChild>
                <IconButton label="Close">
                  <X />
                </IconButton>
              </Dialog.Close>
            </div>
            <Tabs.Content value="steps" className={styles.steps}>
              <Steps />
            </Tabs.Content>
            <Tabs.Content value="family" className={styles.family}>
              {design ? <Family design={design} /> : null}
            </Tabs.Content>
          </Tabs.Root>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Steps() {
  const { design, steps, at, earlier, playing, play, back } = useLookingBack();
  const { edit } = useRights();
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
        <RestoreButtons />
        {earlier ? (
          <Button tone="solid" onClick={back}>
            Back to now
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Family({ design }: { design: Design }) {
  const family = useFamily(design);
  const words = useLineageWords(design, family);
  return (
    <>
      <p className={styles.words}>
        {hasFamily(family) ? words : [words, 'Copies, children and branches will hang here.'].join('. ')}
      </p>
      {family ? <FamilyTree family={family} current={design.id} /> : null}
    </>
  );
}
