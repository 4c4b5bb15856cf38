'use client';

import { limits } from '@toile/protocol';
import { type FormEvent, useEffect, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRack, useRoomState } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Dialog } from '../controls/dialog.js';
import { TextField } from '../controls/text-field.js';
import { wordsOf } from '../controls/words-of.js';
import { DesignPicker } from './design-picker.js';
import { MethodPicker } from './method-picker.js';
import { draftProblem, newDraft, type RoundDraft, requestOf } from './round-draft.js';
import { RoundSettings } from './round-settings.js';
import styles from './start-dialog.module.css';

interface StartDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onStarted: () => void;
}

/** Ask the room something: the question, the designs, the method; the rest is folded away, with good defaults. */
export function StartDialog({ open, onOpenChange, onStarted }: StartDialogProps) {
  return (
    <Dialog
      title="Start a round"
      description="The designs are frozen as they are now: everyone votes on exactly this, and may go on editing."
      open={open}
      onOpenChange={onOpenChange}
    >
      <StartForm
        onStarted={() => {
          onOpenChange(false);
          onStarted();
        }}
      />
    </Dialog>
  );
}

function StartForm({ onStarted }: { onStarted: () => void }) {
  const { client } = useOpenRoom();
  const rack = useRack();
  const members = useRoomState((state) => state.members);
  const taken = useRoomState((state) => state.round?.state.kind === 'open');
  const [draft, setDraft] = useState<RoundDraft>(() => newDraft(rack));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<RoundDraft>) => setDraft((before) => ({ ...before, ...part }));

  // What leaves the rack meanwhile cannot be voted on.
  useEffect(() => {
    setDraft((before) => {
      const left = before.designIds.filter((id) => rack.some((design) => design.id === id));
      return left.length === before.designIds.length ? before : { ...before, designIds: left };
    });
  }, [rack]);

  const problem = taken ? 'A round is open already: end it first.' : draftProblem(draft, members);
  const start = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await client.openRound(requestOf(draft));
      onStarted();
    } catch (error) {
      setFailure(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={start}>
      <TextField
        label="Question"
        value={draft.question}
        maxLength={limits.questionChars}
        onChange={(event) => change({ question: event.target.value })}
        onFocus={(event) => event.currentTarget.select()}
      />
      <DesignPicker rack={rack} picked={draft.designIds} onPick={(designIds) => change({ designIds })} />
      <MethodPicker draft={draft} onChange={change} />
      <RoundSettings draft={draft} onChange={change} />
      <div className={styles.foot}>
        <p role={failure ? 'alert' : 'status'} data-problem={failure !== null}>
          {failure ?? problem ?? ''}
        </p>
        <Button tone="solid" type="submit" disabled={busy || problem !== null}>
          {busy ? 'Starting…' : 'Start the round'}
        </Button>
      </div>
    </form>
  );
}
