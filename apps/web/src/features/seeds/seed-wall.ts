import type { SeedDesignSource } from '@toile/room';
import { seedsEnd } from './seed-window.js';

/** What a wall shows: one category, all of them in turn, or (null) a pack that has none. */
export type WallKind = number | 'all' | null;

/** A wall: places in a row, from 0 to below `end`, each with its garment. */
export interface SeedWall {
  readonly end: number;
  readonly sourceAt: (place: number) => SeedDesignSource;
  /** Where a garment hangs; on a wall without its category, where its number does. */
  readonly placeOf: (source: Pick<SeedDesignSource, 'seed' | 'category'>) => number;
}

/** All categories: every seed once for each, one number after the other. */
export function seedWall(kind: WallKind, categories: number): SeedWall {
  if (kind !== 'all') {
    return {
      end: seedsEnd,
      sourceAt: (seed) => ({ kind: 'seed', seed, category: kind }),
      placeOf: ({ seed }) => seed,
    };
  }
  return {
    end: seedsEnd * categories,
    sourceAt: (place) => ({
      kind: 'seed',
      seed: Math.floor(place / categories),
      category: place % categories,
    }),
    placeOf: ({ seed, category }) => seed * categories + (category ?? 0),
  };
}
