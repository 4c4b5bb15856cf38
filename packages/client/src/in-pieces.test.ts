import { expect, it } from 'vitest';
import { inPieces } from './in-pieces.js';

const list = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ id: `${from + at}` }));
const ids = (changes: { id: string }[]) => new Set(changes.map(({ id }) => id));
const sizes = (pieces: unknown[][]) => pieces.map((piece) => piece.length);

it('sends what nobody suspects in one piece, and suspects one by one in their place', () => {
  const changes = list(0, 9);
  expect(inPieces(changes, new Set())).toEqual([changes]);
  expect(sizes(inPieces(changes, ids(list(2, 5))))).toEqual([2, 1, 1, 1, 4]);
  expect(inPieces(changes, ids(list(2, 5))).flat()).toEqual(changes);
  expect(inPieces([], new Set())).toEqual([]);
});

it('never sends more pieces than a connection of a voter bears, and comes down to one', () => {
  let suspects = list(0, 5_000);
  for (let round = 0; suspects.length > 1; round++) {
    const pieces = inPieces(list(0, 5_000), ids(suspects));
    expect(pieces.length).toBeLessThan(40);
    suspects = pieces.find((piece) => piece.some(({ id }) => id === '777')) ?? [];
    expect(round).toBeLessThan(4);
  }
  expect(suspects).toEqual([{ id: '777' }]);
});
