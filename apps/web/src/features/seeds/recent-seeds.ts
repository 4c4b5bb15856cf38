import type { SeedDesignSource } from '@toile/room';
import { z } from 'zod';
import { keep, readKept } from '../../client/kept.js';

const kept = 14;
const schema = z.array(
  z.object({
    kind: z.literal('seed'),
    seed: z.int().min(0).max(0xffff_ffff),
    category: z.int().min(0).nullable(),
  }),
);

/** The seeds that this browser took from the wall last, of one pack, the latest first. */
export function recentSeeds(packId: string): readonly SeedDesignSource[] {
  try {
    return schema.parse(JSON.parse(readKept(`seeds.${packId.slice(0, 16)}`) ?? '[]'));
  } catch {
    // Written by another version, or by hand: it is a convenience only.
    return [];
  }
}

/** Put `source` first. Answers the new list. */
export function keepRecentSeed(packId: string, source: SeedDesignSource): readonly SeedDesignSource[] {
  const others = recentSeeds(packId).filter(
    ({ seed, category }) => seed !== source.seed || category !== source.category,
  );
  const list = [source, ...others].slice(0, kept);
  keep(`seeds.${packId.slice(0, 16)}`, JSON.stringify(list));
  return list;
}
