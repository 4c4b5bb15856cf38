import type { PackSummary } from '@toile/protocol';
import type { Chip } from '@toile/room';
import { describe, expect, it } from 'vitest';
import {
  candidateSources,
  describedBy,
  seedsToMeasure,
  startedFrom,
  startsShown,
} from './described-design.js';

const packOf = (categories: string[]) =>
  ({ manifest: { categories }, directions: [] }) as unknown as PackSummary;
const chips: Chip[] = [
  { kind: 'category', words: 'dress', category: 2 },
  { kind: 'colour', words: 'navy', name: 'navy', lab: [17, 5, -18] },
  { kind: 'attribute', words: 'long', directionId: 'length', sigmas: 2 },
];

describe('a described design', () => {
  it('gathers what the chips ask for', () => {
    expect(describedBy(chips)).toEqual({ category: 2, colour: [17, 5, -18], sliders: { length: 2 } });
    expect(describedBy([])).toEqual({ category: null, colour: null, sliders: {} });
  });

  it('looks through many seeds of the category for a colour, and through each category where none was named', () => {
    let seed = 0;
    const next = () => seed++;
    const all = candidateSources(describedBy(chips), packOf(['a', 'b', 'c']), next);
    expect(all).toHaveLength(seedsToMeasure);
    expect(new Set(all.map(({ category }) => category))).toEqual(new Set([2]));
    expect(new Set(all.map((source) => source.seed)).size).toBe(seedsToMeasure);
    const any = candidateSources(describedBy([]), packOf(['a', 'b']), next);
    expect(any.map(({ category }) => category)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(any).toHaveLength(startsShown);
    expect(candidateSources(describedBy([]), packOf([]), next)[0]?.category).toBeNull();
  });

  it('starts as what was shown, with another at hand', () => {
    const [a, b] = candidateSources(describedBy(chips), packOf(['a', 'b', 'c']), Math.random);
    const design = startedFrom({ a: a!, b: b! }, describedBy(chips), 'Long navy dress');
    expect(design).toMatchObject({ a, b, structure: 0, style: 0, sliders: { length: 2 } });
  });
});
