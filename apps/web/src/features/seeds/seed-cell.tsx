'use client';

import { recipeHash } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { Plus } from 'lucide-react';
import { memo, useMemo } from 'react';
import { useOpenRoom } from '../../client/room-context.js';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { startSeedDrag } from './seed-drag.js';
import styles from './seeds.module.css';
import type { SeedActions } from './use-seed-actions.js';

interface SeedCellProps {
  id: string;
  source: SeedDesignSource;
  words: string;
  /** Below the picture. */
  caption: string;
  pack: PackSummary;
  sidePx: number;
  active: boolean;
  /** False while the wall flies past: pictures that are not here yet can wait. */
  calm: boolean;
  actions: SeedActions | null;
  mayTake: boolean;
  onActive: (source: SeedDesignSource) => void;
}

/** One garment on the wall. Its buttons are for a pointer: the keyboard and touch have the bar below. */
export const SeedCell = memo(function SeedCell(props: SeedCellProps) {
  const { id, source, words, caption, pack, sidePx, active, calm, actions, mayTake, onActive } = props;
  const { recipePictures } = useOpenRoom();
  const recipe = useMemo(() => thumbnailRecipe(plainDesign(source, pack), pack), [source, pack]);
  const hash = useMemo(() => recipeHash(recipe), [recipe]);
  const wanted = calm || recipePictures.picture(hash).kind === 'shown';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the wall holds the focus and answers the keys.
    <div
      id={id}
      className={styles.cell}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-label={words}
      draggable={actions !== null}
      onDragStart={(event) => startSeedDrag(event, source, words)}
      onClick={() => onActive(source)}
    >
      <span className={styles.sheet} style={{ height: sidePx }}>
        <RecipePicture recipe={wanted ? recipe : null} alt="" />
        {actions ? (
          <span className={styles.quick}>
            {mayTake ? (
              <>
                <button
                  type="button"
                  tabIndex={-1}
                  title="Take as A"
                  onClick={() => actions.take('a', source)}
                >
                  A
                </button>
                <button
                  type="button"
                  tabIndex={-1}
                  title="Take as B"
                  onClick={() => actions.take('b', source)}
                >
                  B
                </button>
              </>
            ) : null}
            <button type="button" tabIndex={-1} title="Put on the rack" onClick={() => actions.hang(source)}>
              <Plus />
            </button>
          </span>
        ) : null}
      </span>
      <span className={styles.number}>{caption}</span>
    </div>
  );
}, sameCell);

/** The wall makes its sources anew at every step of a scroll. */
function sameCell(one: SeedCellProps, other: SeedCellProps): boolean {
  return (Object.keys(one) as (keyof SeedCellProps)[]).every((key) =>
    key === 'source'
      ? one.source.seed === other.source.seed && one.source.category === other.source.category
      : one[key] === other[key],
  );
}
