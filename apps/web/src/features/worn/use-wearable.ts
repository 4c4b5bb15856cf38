'use client';

import type { Design } from '@toile/room';
import { type Category, categoryNamed } from '@toile/worn';
import { useDesignPack } from '../../client/use-room.js';

/** The kind of garment that a design is mostly cut as, or why it cannot be put on a figure. */
export type Wearable =
  | { readonly kind: 'wearable'; readonly category: Category; readonly noun: string }
  | { readonly kind: 'unknown'; readonly why: string };

export function useWearable(design: Design): Wearable {
  const pack = useDesignPack(design);
  // The cut comes from the structure layers, whichever source they are mostly of.
  const source = design.structure > 0.5 ? design.b : design.a;
  const noun = source.category === null ? undefined : pack?.manifest.categories[source.category];
  const category = noun === undefined ? null : categoryNamed(noun);
  if (category && noun !== undefined) return { kind: 'wearable', category, noun };
  return {
    kind: 'unknown',
    why: pack
      ? 'Only garments can be worn, and this model does not say what it draws.'
      : 'The model is not here yet.',
  };
}
