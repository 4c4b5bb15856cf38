import { canonicalRecipe, type Recipe, recipeHash, recipeJson } from '@toile/latent';
import type { Round } from '@toile/protocol';
import { expect, it } from 'vitest';
import { csvCell, type RevealedRound, roundCsv, roundFileName, roundJson } from './round-export.js';

const recipe: Recipe = canonicalRecipe({
  v: 1,
  pack: 'ab'.repeat(32),
  a: { kind: 'seed', seed: 1, category: null },
  b: { kind: 'seed', seed: 2, category: null },
  mix: { structure: 0.5, style: 0.5 },
  truncationPsi: 0.7,
  sliders: {},
  output: { tier: 'final', sizePx: 256, format: 'webp' },
});

const row = (designId: string, place: number, total: number) => ({
  designId,
  place,
  total,
  voters: 1,
  tieBreak: null,
});

const round: RevealedRound = {
  id: 'abcdefghijkm',
  question: 'Which,\n"one"?',
  method: { kind: 'score' },
  options: [
    { designId: 'aaaaaaaaaaaa', name: '-2+3', recipe: recipeJson(recipe) },
    { designId: 'bbbbbbbbbbbb', name: 'Coat', recipe: recipeJson({ ...recipe, truncationPsi: 1 }) },
  ],
  anonymous: false,
  hidden: true,
  electorate: { kind: 'role', least: 'voter' },
  quorum: 2,
  openedBy: 'cccccccccccc',
  openedAtMs: 0,
  state: {
    kind: 'revealed',
    atMs: Date.UTC(2030, 0, 2, 3, 4, 5),
    by: null,
    results: {
      rows: [row('bbbbbbbbbbbb', 1, 7), row('aaaaaaaaaaaa', 2, 3)],
      winner: 'bbbbbbbbbbbb',
      voted: 2,
      eligible: 3,
      abstained: 0,
      quorumReached: true,
      tieRule: 'Tails.',
      runoff: null,
      ballots: [
        { member: { id: 'cccccccccccc', name: 'Ana', colour: 'sea' }, ballot: { bbbbbbbbbbbb: 5 } },
        {
          member: { id: 'dddddddddddd', name: '+Bo', colour: 'sky' },
          ballot: { bbbbbbbbbbbb: 2, aaaaaaaaaaaa: 3 },
        },
      ],
    },
  },
};

it('writes one row a design, best first, and a column a person', () => {
  const hash = recipeHash(recipe);
  const lines = roundCsv(round).split('\r\n');
  expect(lines[0]).toMatch(/^\uFEFFplace,design,points,people,.*,tie rule,Ana,'\+Bo$/);
  expect(lines[1]).toMatch(
    /^1,Coat,7,1,,bbbbbbbbbbbb,[0-9a-f]{64},"Which,\n""one""\?",score,no,2030-01-02T03:04:05/,
  );
  expect(lines[1]).toMatch(/,2,3,0,2,yes,Tails\.,5,2$/);
  expect(lines[2]).toMatch(new RegExp(`^2,'-2\\+3,3,1,,aaaaaaaaaaaa,${hash},.*,Tails\\.,,3$`, 's'));
  expect(lines.slice(3)).toEqual(['']);
});

it('names nobody where the round was anonymous', () => {
  const { state } = round;
  const secret = {
    ...round,
    anonymous: true,
    state: { ...state, results: { ...state.results, ballots: null } },
  };
  expect(roundCsv(secret)).not.toMatch(/Ana|Bo/);
});

it.each([
  ['plain', 'plain'],
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-5', "'-5"],
  ['@cmd', "'@cmd"],
  ['＝1', "'＝1"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  [' =1', "' =1"],
  ['a=b', 'a=b'],
  ['a "quoted", cell', '"a ""quoted"", cell"'],
  ['', ''],
  [-5, '-5'],
])('writes the cell %j as %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it('gives back the whole round as JSON', () => {
  const parsed = JSON.parse(roundJson({ id: 'r', name: 'Autumn' }, round)) as { round: Round };
  expect(parsed).toEqual({ room: { id: 'r', name: 'Autumn' }, round });
});

it.each([
  ['Which two go to sampling?', 'which-two-go-to-sampling.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['"; rm -rf', 'rm-rf.csv'],
  ['春', 'round.csv'],
])('names the file of %j %s', (question, name) => {
  expect(roundFileName(question, 'csv')).toBe(name);
});
