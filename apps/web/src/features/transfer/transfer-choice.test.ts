import { wPlusText } from '@toile/latent';
import type { Design, LatentDesignSource } from '@toile/room';
import { testPack } from '@toile/room/testing';
import { describe, expect, it } from 'vitest';
import { plainDesign } from '../pictures/thumbnail.js';
import {
  choiceWords,
  designsToChoose,
  firstChoices,
  kindsWords,
  photosToChoose,
  sameChoice,
} from './transfer-choice.js';

const packNamed = (digit: string) =>
  testPack({
    formatVersion: 2,
    id: digit.repeat(64),
    resolutionPx: 64,
    zDim: 2,
    wDim: 2,
    numWs: 3,
    categories: ['shirt', 'dress'],
    structureLayers: [0, 1],
    sliders: [],
  });
const pack = packNamed('a');
const other = packNamed('b');
const packs = { pack, packs: [pack, other] };

const seed = (number: number, category = 0) => ({ kind: 'seed', seed: number, category }) as const;
const photo = (layers: number, value = 1): LatentDesignSource => ({
  kind: 'latent',
  wPlus: wPlusText(new Float32Array(layers * 2).fill(value), { numWs: layers, wDim: 2 }),
  photo: 'cd'.repeat(32),
  category: 1,
  seed: 3,
});
const named = (id: string, fields: Partial<Design> = {}): Design => ({
  ...plainDesign(seed(1), pack, id),
  pack: null,
  id,
  order: id,
  ...fields,
});

describe('what a transfer may take', () => {
  const rack = [named('a0'), named('a1'), named('a2', { pack: other.manifest.id }), named('a3')];
  const [, design] = rack as [Design, Design];

  it('is the design itself first, then the others that its pack draws', () => {
    expect(designsToChoose(design, rack, packs).map(({ id }) => id)).toEqual(['a1', 'a0', 'a3']);
  });

  it('begins with the design and the next one on the rack, or a seed of its kind', () => {
    const designs = designsToChoose(design, rack, packs);
    expect(firstChoices(design, designs, pack, 77)).toEqual({
      structure: { kind: 'design', designId: 'a1' },
      appearance: { kind: 'design', designId: 'a3' },
    });
    expect(firstChoices(named('a9'), [named('a9'), ...rack], pack, 77).appearance).toMatchObject({
      designId: 'a0',
    });
    const dress = named('a5', { a: seed(4, 1) });
    expect(firstChoices(dress, [dress], pack, 77).appearance).toEqual({ kind: 'seed', source: seed(77, 1) });
  });

  it('has the photographs of the rack, each once, where the pack can draw them', () => {
    const designs = [
      named('Coat', { a: photo(3) }),
      named('Skirt', { b: photo(3) }),
      named('Hat', { a: photo(4), b: photo(3, 2) }),
      named('Copy', { a: { ...photo(3, 5), photo: null } }),
    ];
    const found = photosToChoose(designs, pack);
    expect(found.map(({ name }) => name)).toEqual(['photo of Coat', 'photo of Hat']);
    const choice = { kind: 'photo', source: photo(3) } as const;
    expect(choiceWords(choice, designs, pack)).toBe('photo of Coat');
    expect(choiceWords(choice, [], pack)).toBe('a photo');
  });

  it('is called by its name', () => {
    expect(choiceWords({ kind: 'design', designId: 'a3' }, rack, pack)).toBe('a3');
    expect(choiceWords({ kind: 'design', designId: 'zz' }, rack, pack)).toBe('a design that is gone');
    expect(choiceWords({ kind: 'seed', source: seed(12, 1) }, rack, pack)).toBe('dress 12');
  });

  it('knows the same choice again', () => {
    const chosen = { kind: 'design', designId: 'a1' } as const;
    expect(sameChoice(chosen, { ...chosen })).toBe(true);
    expect(sameChoice(chosen, { kind: 'seed', source: seed(1) })).toBe(false);
    expect(sameChoice({ kind: 'seed', source: seed(1) }, { kind: 'seed', source: seed(1, 1) })).toBe(false);
  });

  it('says what comes out of two kinds', () => {
    expect(kindsWords(seed(1, 1), seed(2, 0), pack)).toBe('dress in the look of shirt');
    expect(kindsWords(seed(1, 1), seed(2, 1), pack)).toBeNull();
    expect(kindsWords({ ...seed(1), category: null }, seed(2, 1), pack)).toBeNull();
  });
});
