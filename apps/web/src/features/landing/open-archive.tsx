'use client';

import { limits } from '@toile/protocol';
import { useRouter } from 'next/navigation.js';
import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import { browserHttp } from '../../client/browser-http.js';
import { keepName } from '../../client/kept.js';
import { useKeptName } from '../../client/use-kept-name.js';
import { Button } from '../controls/button.js';
import { Dialog } from '../controls/dialog.js';
import { TextField } from '../controls/text-field.js';
import { wordsOf } from '../controls/words-of.js';
import styles from './open-archive.module.css';

/** A room that was taken away elsewhere, opened here. */
export function OpenArchive() {
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.line}>
      Bringing a room from elsewhere?{' '}
      <button type="button" className={styles.open} onClick={() => setOpen(true)}>
        Open an archive
      </button>
      <Dialog
        title="Open an archive"
        description="A room that somebody took away as a file becomes a new room here, and you its host."
        open={open}
        onOpenChange={setOpen}
      >
        <ArchiveForm />
      </Dialog>
    </div>
  );
}

function ArchiveForm() {
  const router = useRouter();
  const id = useId();
  const [name, setName] = useKeptName();
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0] ?? null;
    setFile(chosen);
    setProblem(chosen && chosen.size > limits.archiveBytes ? 'That file is too large to be a room.' : null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !file || file.size > limits.archiveBytes) return;
    setBusy(true);
    setProblem(null);
    try {
      keepName(name);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { room } = await browserHttp().openArchive(bytes, name.trim() || 'Host');
      router.push(`/r/${room.id}`);
    } catch (error) {
      setProblem(wordsOf(error));
      setBusy(false);
    }
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.file}>
        <input
          id={id}
          type="file"
          accept=".zip,application/zip"
          className={styles.input}
          required
          onChange={choose}
        />
        <label htmlFor={id} data-chosen={file !== null}>
          <b>{file ? file.name : 'Choose the file'}</b>
          <span>{file ? words(file.size) : 'a .toile.zip, from “Export” in a room'}</span>
        </label>
      </div>
      <TextField
        label="Your name"
        placeholder="Ana"
        value={name}
        maxLength={limits.memberNameChars}
        autoComplete="nickname"
        required
        onChange={(event) => setName(event.target.value)}
      />
      {problem ? (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      ) : null}
      <Button tone="solid" type="submit" disabled={busy || !file}>
        {busy ? 'Opening…' : 'Open the room'}
      </Button>
    </form>
  );
}

const words = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
