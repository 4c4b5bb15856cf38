'use client';

import { limits } from '@toile/protocol';
import type { Design } from '@toile/room';
import { useId } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { useRights } from '../../client/use-room.js';
import field from '../controls/field.module.css';
import { useAttempt } from '../controls/use-attempt.js';
import styles from './notes.module.css';
import { useDraft } from './use-draft.js';

type Noted = Pick<Design, 'id' | 'styleNumber' | 'note'>;

/** Style number and note, to write for editors and to read for everybody else. */
export function NotesForm({ design }: { design: Noted }) {
  const { edit } = useRights(design.id);
  return edit ? <Writing design={design} /> : <Reading design={design} />;
}

function Writing({ design }: { design: Noted }) {
  const { client } = useOpenRoom();
  const attempt = useAttempt();
  const id = useId();
  const commit = (name: 'styleNumber' | 'note') => (text: string) =>
    void attempt(() => {
      client.undo.stopCapturing();
      client.edit.setField(design.id, name, text);
      client.undo.stopCapturing();
    });
  const styleNumber = useDraft(design.styleNumber, commit('styleNumber'));
  const note = useDraft(design.note, commit('note'));
  return (
    <div className={styles.form}>
      <div className={field.field}>
        <label htmlFor={`${id}-number`}>Style number</label>
        <input
          id={`${id}-number`}
          className={styles.number}
          maxLength={limits.styleNumberChars}
          placeholder="S-104"
          autoComplete="off"
          spellCheck={false}
          {...styleNumber}
        />
      </div>
      <div className={field.field}>
        <label htmlFor={`${id}-note`}>Note</label>
        <textarea
          id={`${id}-note`}
          className={styles.note}
          rows={5}
          maxLength={limits.noteChars}
          placeholder="Fabric, trims, what to ask the maker"
          {...note}
        />
      </div>
      <p className={styles.fine}>Both are printed on the line sheet. Ctrl+Enter keeps, Escape takes back.</p>
    </div>
  );
}

function Reading({ design }: { design: Noted }) {
  const { styleNumber, note } = design;
  if (styleNumber === '' && note === '') return <p className={styles.fine}>No notes yet.</p>;
  return (
    <dl className={styles.read}>
      {styleNumber ? (
        <>
          <dt>Style number</dt>
          <dd>{styleNumber}</dd>
        </>
      ) : null}
      {note ? (
        <>
          <dt>Note</dt>
          <dd className={styles.text}>{note}</dd>
        </>
      ) : null}
    </dl>
  );
}
