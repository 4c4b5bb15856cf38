import type { PackSummary } from '@toile/protocol';
import type { SeedDesignSource } from '@toile/room';

/** The garment of a seed, as people call it: "dress 1204", or "seed 1204" of a pack without categories. */
export function seedWords({ seed, category }: SeedDesignSource, { manifest }: PackSummary): string {
  const kind = category === null ? null : manifest.categories[category];
  return `${kind ?? 'seed'} ${seed}`;
}

/** With a capital, as a design's name. */
export function seedName(source: SeedDesignSource, pack: PackSummary): string {
  const words = seedWords(source, pack);
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
