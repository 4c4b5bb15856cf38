import type { PhotoLikeness } from '@toile/protocol';

/** In words, and what that takes: dB, share of the outline, distance of the colours. The worst of them decides. */
const steps = [
  { words: 'Very close', leastDb: 24, leastShape: 0.92, mostColour: 5 },
  { words: 'Close', leastDb: 20, leastShape: 0.85, mostColour: 10 },
  { words: 'Roughly alike', leastDb: 15, leastShape: 0.7, mostColour: 20 },
] as const;

/** How close the drawn garment comes to the photo's: in words first, then in the numbers that say so. */
export function likenessWords({ psnrDb, shape, colourDistance }: PhotoLikeness): string {
  const met = steps.find(
    ({ leastDb, leastShape, mostColour }) =>
      psnrDb >= leastDb && (shape ?? 1) >= leastShape && (colourDistance ?? 0) <= mostColour,
  );
  const facts = [
    `${Math.round(psnrDb)} dB`,
    ...(shape === null ? [] : [`outline ${Math.round(shape * 100)}% the same`]),
    ...(colourDistance === null ? [] : [`colour off by ΔE ${Math.round(colourDistance)}`]),
  ];
  return `${met?.words ?? 'Only loosely alike'}: ${facts.join(', ')}`;
}
