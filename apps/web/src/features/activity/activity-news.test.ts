import type { ActivityEntry } from '@toile/protocol';
import { expect, it } from 'vitest';
import { announcement, newsSince } from './activity-news.js';

const entry = (id: string, atMs: number, by: string): ActivityEntry => ({
  id,
  atMs,
  by: { id: by, name: by },
  kind: 'joined',
  opened: false,
});

it('is what others did since then', () => {
  const entries = [entry('d', 4, 'me'), entry('c', 3, 'ana'), entry('b', 2, 'ben'), entry('a', 1, 'ana')];
  expect(newsSince(entries, 1, 'me').map(({ id }) => id)).toEqual(['c', 'b']);
  expect(newsSince(entries, 0, null)).toHaveLength(4);
  expect(newsSince(entries, 9, 'me')).toEqual([]);
});

it('says two sentences and counts the others', () => {
  expect(announcement([])).toBe('');
  expect(announcement(['Ana joined'])).toBe('Ana joined.');
  expect(announcement(['Ana joined', 'Ben joined', 'Mika voted', 'Jo voted'])).toBe(
    'Ana joined. Ben joined. And 2 more.',
  );
});
