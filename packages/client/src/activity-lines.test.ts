import type { ActivityEntry, FieldChange, PackSummary, Version } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { activityLines, whoWords } from './activity-lines.js';
import { versionWords, type WordSources } from './change-words.js';

const ana = { id: 'aaaaaaaaaaaa', name: 'Ana' };
const ben = { id: 'bbbbbbbbbbbb', name: 'Ben' };
const dress = 'dddddddddddd';
const coat = 'cccccccccccc';
const direction = (id: string, label: string, lowLabel: string, highLabel: string) => ({
  id,
  label,
  lowLabel,
  highLabel,
});
const pack = {
  directions: [
    direction('sleeves', 'Sleeves', 'short', 'long'),
    direction('lightness', 'Lightness', 'dark', 'light'),
    direction('neckline', 'Neckline', 'high', 'open at the front'),
    direction('component-3', 'Component 3', '−', '+'),
  ],
} as unknown as PackSummary;
const sources: WordSources = {
  pack,
  designName: (designId) => ({ [dress]: 'Field dress', [coat]: 'Coat' })[designId] ?? null,
  versionTime: (versionId) => (versionId === 'known' ? '10:42' : null),
};

const change = (field: string, from: FieldChange['from'], to: FieldChange['to']): FieldChange => ({
  field,
  from,
  to,
});
/** A latent's field, of a photo. */
const ofPhoto = `${'ab'.repeat(32)}.AAAA`;
let at = 0;
const version = (from: Partial<Version> & { fields?: object } = {}): Version => {
  const { fields, ...rest } = from;
  at += 1_000;
  return {
    id: `v${at}`,
    designId: dress,
    atMs: at,
    by: ana,
    deed: 'changed',
    changes: [],
    state: JSON.stringify({ name: 'Field dress', ...fields }),
    naming: null,
    ...rest,
  };
};
const words = (...changes: FieldChange[]) => versionWords(version({ changes }), sources);
/** Entries as a server tells them: newest first. */
const feed = (...oldestFirst: ActivityEntry[]) =>
  activityLines(oldestFirst.toReversed(), sources).map(({ by, words: text }) =>
    `${whoWords(by, null)} ${text}`.trim(),
  );
const made = (one: Version): ActivityEntry => ({
  id: `version:${one.id}`,
  atMs: one.atMs,
  by: one.by,
  kind: 'version',
  version: one,
});
const voted = (by: typeof ana, designId: string): ActivityEntry => {
  at += 1_000;
  return { id: `voted:${designId}:${by.id}`, atMs: at, by, kind: 'voted', designId };
};
const joined = (by: typeof ana, opened = false): ActivityEntry => {
  at += 1_000;
  return { id: `joined:${by.id}`, atMs: at, by, kind: 'joined', opened };
};

describe('what somebody did to a design', () => {
  it.each([
    ['lengthened the sleeves of Field dress', [change('slider.sleeves', 0, 2)]],
    ['shortened the sleeves of Field dress', [change('slider.sleeves', 2, -1)]],
    ['darkened the lightness of Field dress', [change('slider.lightness', 0, -1)]],
    ['moved the neckline of Field dress towards open at the front', [change('slider.neckline', 0, 1)]],
    ['turned Component 3 of Field dress up', [change('slider.component-3', -1, 1)]],
    ['turned Component 3 of Field dress down', [change('slider.component-3', 1, 0)]],
    ['changed a slider of Field dress', [change('slider.unheard-of', 1, 0)]],
    ['moved the structure of Field dress towards B', [change('mix.structure', 0, 0.4)]],
    ['moved the style of Field dress towards A', [change('mix.style', 0.4, 0)]],
    ['made Field dress wilder', [change('truncationPsi', 0.5, 1)]],
    ['changed source A of Field dress', [change('a.seed', 1, 2)]],
    ['took a photo as A of Field dress', [change('a.latent', null, ofPhoto), change('a.seed', 1, 2)]],
    [
      'took a photo as A and B of Field dress',
      [change('a.latent', null, ofPhoto), change('b.latent', null, ofPhoto)],
    ],
    ['changed source A of Field dress', [change('a.latent', ofPhoto, null), change('a.seed', 1, 2)]],
    ['changed source A of Field dress', [change('a.latent', null, '.AAAA')]],
    [
      'changed source A and the style of Field dress',
      [change('a.latent', null, ofPhoto), change('mix.style', 0, 1)],
    ],
    ['changed source A of Field dress', [change('a.category', null, 2), change('a.seed', 1, 2)]],
    ['changed the layers of Field dress', [change('mix.layer.2', null, 1), change('mix.layer.3', null, 1)]],
    ['renamed Coat to Field dress', [change('name', 'Coat', 'Field dress')]],
    ['changed the details of Field dress', [change('pocket', 0, 1)]],
    [
      'changed the sleeves and the style of Field dress',
      [change('slider.sleeves', 0, 1), change('mix.style', 0, 1)],
    ],
    [
      'changed source B, the structure and 2 more of Field dress',
      [
        change('b.seed', 0, 1),
        change('mix.structure', 0, 1),
        change('mix.style', 0, 1),
        change('slider.sleeves', 0, 1),
      ],
    ],
    [
      'restored Field dress as it was at 10:42',
      [change('restored', null, 'known'), change('slider.sleeves', 0, 1)],
    ],
    ['restored an earlier look of Field dress', [change('restored', null, 'unheard of')]],
  ])('"%s"', (sentence, changes) => {
    expect(words(...changes)).toBe(sentence);
  });

  it.each([
    ['added Field dress', {}],
    ['added Field dress from a photo', { 'a.latent': ofPhoto, 'b.latent': ofPhoto }],
    ['pasted Field dress', { 'lineage.how': 'paste', 'lineage.parent': null }],
    ['copied Coat to Field dress', { 'lineage.how': 'copy', 'lineage.parent': coat }],
    ['took Field dress from the children of Coat', { 'lineage.how': 'child', 'lineage.parent': coat }],
    [
      'branched Field dress off another design',
      { 'lineage.how': 'branch', 'lineage.parent': 'eeeeeeeeeeee' },
    ],
  ])('"%s"', (sentence, fields) => {
    expect(versionWords(version({ deed: 'added', fields }), sources)).toBe(sentence);
  });

  it('says that a design has gone and come back', () => {
    expect(versionWords(version({ deed: 'removed' }), sources)).toBe('took Field dress off the rack');
    expect(versionWords(version({ deed: 'returned' }), sources)).toBe('brought Field dress back');
    expect(versionWords(version({ deed: 'removed', state: '{' }), sources)).toBe(
      'took Untitled off the rack',
    );
  });
});

describe('the feed', () => {
  it('is one sentence for what belongs together, newest first', () => {
    const sleeves = (from: number, to: number, by = ana) =>
      made(version({ by, changes: [change('slider.sleeves', from, to)] }));
    expect(
      feed(
        joined(ana, true),
        joined(ben),
        joined({ id: 'mmmmmmmmmmmm', name: 'Mika' }),
        sleeves(0, 1),
        sleeves(1, 3),
        sleeves(3, 2, ben),
        voted(ben, dress),
        voted(ben, coat),
        made(version({ deed: 'added', designId: dress })),
        made(version({ deed: 'added', designId: coat })),
        made(version({ deed: 'removed', designId: coat })),
      ),
    ).toEqual([
      'Ana took Field dress off the rack',
      'Ana added Field dress and Coat',
      'Ben voted for Field dress and Coat',
      'Ben shortened the sleeves of Field dress',
      'Ana lengthened the sleeves of Field dress',
      'Ben and Mika joined',
      'Ana opened the room',
    ]);
  });

  it('adds up what one person changed in one go: there and back again is the last word', () => {
    const step = (field: string, from: number, to: number) =>
      made(version({ changes: [change(field, from, to)] }));
    expect(feed(step('slider.sleeves', 0, 2), step('mix.style', 0, 1), step('slider.sleeves', 2, 3))).toEqual(
      ['Ana changed the sleeves and the style of Field dress'],
    );
    expect(feed(step('slider.sleeves', 0, 2), step('slider.sleeves', 2, 0))).toEqual([
      'Ana shortened the sleeves of Field dress',
    ]);
  });

  it('begins a new sentence after a while, for another design, and for a restored look', () => {
    const one = made(version({ changes: [change('slider.sleeves', 0, 2)] }));
    at += 11 * 60_000;
    const later = made(version({ changes: [change('slider.sleeves', 2, 3)] }));
    const other = made(
      version({ designId: coat, fields: { name: 'Coat' }, changes: [change('mix.style', 0, 1)] }),
    );
    const back = made(
      version({ designId: coat, fields: { name: 'Coat' }, changes: [change('restored', null, 'known')] }),
    );
    const naming = { name: 'Final', by: ben, atMs: at };
    const named: ActivityEntry = {
      ...other,
      kind: 'named',
      id: 'named:1',
      by: ben,
      version: version({ designId: coat, naming }),
    };
    expect(feed(one, later, other, back, named)).toEqual([
      'Ben named a version of Coat “Final”',
      'Ana restored Coat as it was at 10:42',
      'Ana moved the style of Coat towards B',
      'Ana lengthened the sleeves of Field dress',
      'Ana lengthened the sleeves of Field dress',
    ]);
  });

  it('tells what was asked and what was decided', () => {
    const question = 'Which two?';
    const asked: ActivityEntry = { id: 'asked:1', atMs: at, by: ana, kind: 'asked', question };
    const decided = (
      winner: string | null,
      outcome: 'revealed' | 'cancelled' = 'revealed',
    ): ActivityEntry => {
      return { id: 'decided:1', atMs: at, by: ana, kind: 'decided', question, outcome, winner };
    };
    expect(feed(asked, decided(dress))).toEqual([
      '“Which two?” was decided: Field dress',
      'Ana asked “Which two?”',
    ]);
    expect(feed(decided(null))).toEqual(['“Which two?” ended without a winner']);
    expect(feed(decided(null, 'cancelled'))).toEqual(['Ana called off “Which two?”']);
  });

  it('says who: me, others, and no more names than can be read', () => {
    expect(whoWords([ana], ana.id)).toBe('You');
    expect(whoWords([ana, ben], ben.id)).toBe('You and Ana');
    const many = ['A', 'B', 'C', 'D'].map((name) => ({ id: name, name }));
    expect(whoWords(many, null)).toBe('A, B and 2 more');
  });
});
