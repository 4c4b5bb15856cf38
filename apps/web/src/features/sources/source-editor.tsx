'use client';

import type { Design, Side } from '@toile/room';
import { Shuffle } from 'lucide-react';
import { useId } from 'react';
import { randomSeed } from '../../client/random-seed.js';
import { useOpenRoom } from '../../client/room-context.js';
import { useDesignPack } from '../../client/use-room.js';
import { Button } from '../controls/button.js';
import { useAttempt } from '../controls/use-attempt.js';
import { PhotoButton } from '../photos/photo-button.js';
import { PhotoOfSource } from '../photos/photo-of-source.js';
import { LockToggle } from '../sliders/lock-toggle.js';
import { useLock } from '../sliders/use-lock.js';
import { CategorySelect } from './category-select.js';
import { SeedField } from './seed-field.js';
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
  const put = (change: { seed?: number; category?: number }) =>
    attempt(() => {
      client.undo.stopCapturing();
      client.edit.setSource(design.id, side, change);
    });

  return (
    <div className={styles.editor}>
      {source.kind === 'latent' && source.photo !== null ? (
        <PhotoOfSource design={design} side={side} hash={source.photo} />
      ) : null}
      <div>
        <label htmlFor={`${id}-seed`}>{source.kind === 'seed' ? 'Seed' : 'A seed in its place'}</label>
        <SeedField id={`${id}-seed`} seed={source.seed} onSeed={(seed) => put({ seed })} />
      </div>
      {categories && categories.length > 0 ? (
        <div>
          <label htmlFor={`${id}-category`}>Category</label>
          <CategorySelect
            id={`${id}-category`}
            className={styles.category}
            categories={categories}
            value={source.category}
            onCategory={(category) => put({ category })}
          />
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
