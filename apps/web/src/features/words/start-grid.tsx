'use client';

import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { useMemo } from 'react';
import { Button } from '../controls/button.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import styles from './describe-box.module.css';
import { type Described, startedFrom } from './described-design.js';

interface StartGridProps {
  pack: PackSummary;
  described: Described;
  sources: readonly SeedDesignSource[];
  /** What has ranked them by words, where something has. */
  by: string | null;
  /** What they are starts for, in words. */
  label: string;
  /** `b` is another of them. */
  onChoose: (sources: { a: SeedDesignSource; b: SeedDesignSource }) => void;
  onMore: () => void;
}

/** Starts to choose from, nearest first: a click hangs one on the rack. */
export function StartGrid({ pack, described, sources, by, label, onChoose, onMore }: StartGridProps) {
  const recipes = useMemo(
    () =>
      sources.map((source) =>
        thumbnailRecipe(
          plainDesign(source, pack),
          pack,
          startedFrom({ a: source, b: source }, described, ''),
        ),
      ),
    [sources, pack, described],
  );
  return (
    <div className={styles.starts}>
      {by === null ? null : (
        <p className={styles.by} role="status">
          Ranked by {by}
        </p>
      )}
      <ul className={styles.grid} aria-label={`Starts for ${label}`}>
        {sources.map((source, at) => (
          <li key={`${source.seed}-${source.category}`}>
            <button
              type="button"
              className={styles.start}
              aria-label={`Put start ${at + 1} on the rack (seed ${source.seed})`}
              onClick={() => onChoose({ a: source, b: sources[(at + 1) % sources.length] ?? source })}
            >
              <RecipePicture recipe={recipes[at] ?? null} alt="" />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <span>Choose one for the rack</span>
        <Button tone="quiet" onClick={onMore}>
          Others
        </Button>
      </div>
    </div>
  );
}
