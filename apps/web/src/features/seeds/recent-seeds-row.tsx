'use client';

import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';
import { useMemo } from 'react';
import { RecipePicture } from '../pictures/recipe-picture.js';
import { plainDesign, thumbnailRecipe } from '../pictures/thumbnail.js';
import { seedName } from './seed-words.js';
import styles from './seeds.module.css';

interface RecentSeedsProps {
  recent: readonly SeedDesignSource[];
  pack: PackSummary;
  active: SeedDesignSource | null;
  onActive: (source: SeedDesignSource) => void;
}

/** The garments that this person took last; nothing where there are none. */
export function RecentSeeds({ recent, pack, active, onActive }: RecentSeedsProps) {
  const inPack = recent.filter(({ category }) =>
    pack.manifest.categories.length === 0
      ? category === null
      : category !== null && category < pack.manifest.categories.length,
  );
  if (inPack.length === 0) return null;
  return (
    <div className={styles.recent}>
      <span className={styles.hint}>Recent</span>
      <ul>
        {inPack.map((source) => (
          <li key={`${source.seed}/${source.category}`}>
            <Recent
              source={source}
              pack={pack}
              active={active?.seed === source.seed && active.category === source.category}
              onActive={onActive}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Recent({
  source,
  pack,
  active,
  onActive,
}: {
  source: SeedDesignSource;
  pack: PackSummary;
  active: boolean;
  onActive: (source: SeedDesignSource) => void;
}) {
  const recipe = useMemo(() => thumbnailRecipe(plainDesign(source, pack), pack), [source, pack]);
  const name = seedName(source, pack);
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      aria-pressed={active}
      onClick={() => onActive(source)}
    >
      <RecipePicture recipe={recipe} alt="" />
    </button>
  );
}
