import { expect, it } from 'vitest';
import { afterIdFor, dropIndex, neighbourOf } from './rack-order.js';

const ids = ['a', 'b', 'c', 'd'];
const middles = [50, 150, 250, 350];

/** The order after the move, as the rack would be read back. */
function moved(id: string, toIndex: number): string {
  const afterId = afterIdFor(ids, id, toIndex);
  const others = ids.filter((other) => other !== id);
  const at = afterId === null ? 0 : others.indexOf(afterId) + 1;
  return [...others.slice(0, at), id, ...others.slice(at)].join('');
}

it.each([
  ['c', 0, 'cabd'],
  ['c', 1, 'acbd'],
  ['a', 1, 'bacd'],
  ['a', 3, 'bcda'],
  ['a', 99, 'bcda'],
  ['d', 2, 'abdc'],
  ['b', 1, 'abcd'],
])('moves %s to place %d: %s', (id, index, order) => {
  expect(moved(id, index)).toBe(order);
});

it.each([
  [1, -20, 'bacd'],
  [1, 140, 'abcd'],
  [1, 160, 'abcd'],
  [1, 260, 'acbd'],
  [1, 900, 'acdb'],
  [3, 40, 'dabc'],
])('a card dropped: index %d at y %d gives %s', (index, y, order) => {
  expect(moved(ids[index] as string, dropIndex(middles, index, y))).toBe(order);
});

it('selects the next design when one leaves, and the one before at the end', () => {
  expect(neighbourOf(ids, 'b')).toBe('c');
  expect(neighbourOf(ids, 'd')).toBe('c');
  expect(neighbourOf(['a'], 'a')).toBeNull();
});
