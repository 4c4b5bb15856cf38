import { type Chip, designOfState } from '@toile/room';
import { testPack } from '@toile/room/testing';
import { describe, expect, it } from 'vitest';
import {
  candidateSources,
  describedBy,
  lockedWords,
  seedsToMeasure,
  startedFrom,
  startsShown,
} from './described-design.js';

const packOf = (categories: string[]) => testPack({ categories, sliders: [] });
const chips: Chip[] = [
  { kind: 'category', words: 'dress', category: 2 },
  { kind: 'colour', words: 'navy', name: 'navy', lab: [17, 5, -18] },
  { kind: 'attribute', words: 'long', directionId: 'length', sigmas: 2 },
];

describe('a described design', () => {
  it('gathers what the chips ask for', () => {
    expect(describedBy(chips)).toEqual({
      category: 2,
      colour: [17, 5, -18],
      sliders: { length: 2 },
      from: null,
    });
    expect(describedBy([])).toEqual({ category: null, colour: null, sliders: {}, from: null });
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

  it('keeps what is locked in the design that it is described from, and says what that is', () => {
    const pack = packOf(['a', 'b', 'c']);
    const from = designOfState('abcdefghijkm', {
      'a.seed': 5,
      'mix.structure': 0.4,
      'slider.length': -1,
      'slider.hem': 1,
      'lock.length': 1,
      'lock.mix.structure': 1,
    });
    const [a, b] = candidateSources(describedBy(chips, from), pack, Math.random);
    const kept = startedFrom({ a: a!, b: b! }, describedBy(chips, from), 'Long');
    expect(kept).toMatchObject({
      a,
      b,
      structure: 0.4,
      style: 0,
      sliders: { length: -1 },
      locks: from.locks,
    });
    // Locked at rest: the words do not move it either.
    const resting = startedFrom({ a: a!, b: b! }, describedBy(chips, { ...from, sliders: {} }), 'Long');
    expect(resting.sliders).toEqual({});
    expect(lockedWords({ ...from, locks: ['length', 'source.a'] }, pack)).toEqual(['length', 'garment A']);
  });

  it('shows what was asked for as B where A is locked, and only sliders where both are', () => {
    const pack = packOf(['a', 'b', 'c']);
    const from = designOfState('abcdefghijkm', { 'a.seed': 5, 'b.seed': 6, 'lock.source.a': 1 });
    const described = describedBy(chips, from);
    const [a, b] = candidateSources(described, pack, Math.random);
    expect(startedFrom({ a: a!, b: b! }, described, 'Long')).toMatchObject({
      a: from.a,
      b: a,
      structure: 1,
      style: 1,
    });
    const stuck = describedBy(chips, { ...from, locks: ['source.a', 'source.b'] });
    expect(candidateSources(stuck, pack, Math.random)).toHaveLength(1);
    expect(startedFrom({ a: a!, b: b! }, stuck, 'Long')).toMatchObject({
      a: from.a,
      b: from.b,
      structure: 0,
    });
  });
});
