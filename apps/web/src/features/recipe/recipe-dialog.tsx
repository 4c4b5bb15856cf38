'use client';

import type { PackSummary } from '@toile/protocol';
import type { Design } from '@toile/room';
import { Check, ClipboardPaste, Copy } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { Dialog } from '../controls/dialog.js';
import { useToast } from '../controls/toasts.js';
import { copyText } from '../invite/copy-text.js';
import styles from './recipe-dialog.module.css';
import { shareRecipe } from './share-recipe.js';
import type { PasteRecipe } from './use-paste-recipe.js';

interface RecipeDialogProps {
  design: Design | null;
  pack: PackSummary | null;
  open: boolean;
  paste: PasteRecipe;
  onOpenChange: (open: boolean) => void;
}

/** The design's recipe to copy, and a place for one from elsewhere. */
export function RecipeDialog({ design, pack, open, paste, onOpenChange }: RecipeDialogProps) {
  const { http } = useOpenRoom();
  const { edit } = useRights();
  const shared = open && design && pack ? shareRecipe(design, pack, http.baseUrl) : null;
  return (
    <Dialog
      title="Recipe"
      description="Everything that decides a picture, in a line of text. The same recipe gives the same picture, in any room with the same model pack."
      open={open}
      onOpenChange={onOpenChange}
    >
      {shared && design ? (
        <div className={styles.fields}>
          <CopyField label={`Link to ${design.name}`} text={shared.link} />
          <CopyField label="JSON" text={shared.json} />
        </div>
      ) : null}
      {edit ? <PasteForm paste={paste} onDone={() => onOpenChange(false)} /> : null}
    </Dialog>
  );
}

function CopyField({ label, text }: { label: string; text: string }) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const worked = await copyText(text, box.current);
    setCopied(worked);
    toast(
      worked
        ? { text: 'Copied.' }
        : { text: 'This browser would not copy it: select the text and copy it by hand.', tone: 'problem' },
    );
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.row}>
        <input id={id} ref={box} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <Button onClick={copy}>
          {copied ? <Check /> : <Copy />} {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
    </div>
  );
}

function PasteForm({ paste, onDone }: { paste: PasteRecipe; onDone: () => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const why = paste(text);
    setProblem(why);
    if (why === null) onDone();
  };
  return (
    <form className={styles.paste} onSubmit={submit}>
      <label htmlFor={id}>A recipe from elsewhere, as link or JSON</label>
      <textarea
        id={id}
        rows={3}
        spellCheck={false}
        value={text}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
      />
      {problem ? (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      <Button type="submit" tone="solid" disabled={text.trim() === ''}>
        <ClipboardPaste /> Put on the rack
      </Button>
    </form>
  );
}
