'use client';

import type { Design, Side } from '@toile/room';
import { ChevronLeft, ChevronRight, Shuffle } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import fields from '../controls/field.module.css';
import { IconButton } from '../controls/icon-button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { PhotoButton } from '../photos/photo-button.js';
import { PhotoOfSource } from '../photos/photo-of-source.js';
import { LockToggle } from '../sliders/lock-toggle.js';
import { useLock } from '../sliders/use-lock.js';
import { parseSeed, stepSeed } from './seed.js';
import styles from './source-editor.module.css';

interface SourceEditorProps {
  design: Design;
  side: Side;
}

/** Choose the garment of one side: its seed, its category, or whatever comes. */
export function SourceEditor({ design, side }: SourceEditorProps) {
  const source = design[side];
  const lock = useLock(design, [`source.${side}`]);
  const { client } = useOpenRoom();
  const categories = useDesignPack(design)?.manifest.categories;
  const attempt = useAttempt();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const put = (change: { seed?: number; category?: number }) =>
    attempt(() => {
      client.undo.stopCapturing();
      client.edit.setSource(design.id, side, change);
    });

  const commit = () => {
    const seed = parseSeed(draft ?? '');
    if (seed !== null && seed !== source.seed) void put({ seed });
    setDraft(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
  };

  return (
    <div className={styles.editor}>
      {source.kind === 'latent' && source.photo !== null ? (
        <PhotoOfSource design={design} side={side} hash={source.photo} />
      ) : null}
      <div>
        <label htmlFor={`${id}-seed`}>{source.kind === 'seed' ? 'Seed' : 'A seed in its place'}</label>
        <div className={styles.row}>
          <IconButton label="Previous seed" onClick={() => put({ seed: stepSeed(source.seed, -1) })}>
            <ChevronLeft />
          </IconButton>
          <input
            id={`${id}-seed`}
            className={styles.seed}
            inputMode="numeric"
            autoComplete="off"
            value={draft ?? String(source.seed)}
            aria-invalid={draft !== null && parseSeed(draft) === null ? true : undefined}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
          <IconButton label="Next seed" onClick={() => put({ seed: stepSeed(source.seed, 1) })}>
            <ChevronRight />
          </IconButton>
        </div>
      </div>
      {categories && categories.length > 0 ? (
        <div>
          <label htmlFor={`${id}-category`}>Category</label>
          <select
            id={`${id}-category`}
            className={`${fields.select} ${styles.category}`}
            value={source.category ?? 0}
            onChange={(event) => put({ category: Number(event.target.value) })}
          >
            {categories.map((name, index) => (
              <option key={name} value={index}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <div className={styles.row}>
        <Button className={styles.shuffle} onClick={() => put({ seed: randomSeed() })}>
          <Shuffle /> Shuffle
        </Button>
        <LockToggle lock={lock} />
      </div>
      <PhotoButton side={side} />
      <p className={styles.note}>
        The same seed is always the same garment, here and in other StyleGAN2 tools.
      </p>
    </div>
  );
}
