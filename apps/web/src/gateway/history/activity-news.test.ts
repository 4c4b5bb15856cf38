import type { ActivityEntry } from '@toile/protocol';
import { expect, it } from 'vitest';
import { activityNews } from './activity-news.js';

const entry = (id: string, atMs: number, opened = false): ActivityEntry => ({
  id,
  atMs,
  by: { id: 'abcdefghijkm', name: 'Ana' },
  kind: 'joined',
  opened,
});
const list = [entry('c', 3), entry('b', 2), entry('a', 1)];

it('is silent where nothing has happened', () => {
  expect(activityNews(list, list)).toBeNull();
  expect(activityNews([], [])).toBeNull();
});

it('tells what is new and what differs, and nothing of what fell off the end', () => {
  const [c, b] = list as [ActivityEntry, ActivityEntry];
  const changed = { ...b, by: { ...b.by, name: 'Anna' } };
  expect(activityNews(list, [entry('d', 4), c, changed])).toEqual({
    entries: [entry('d', 4), changed],
    gone: [],
    gap: false,
  });
});

it('tells what never happened', () => {
  expect(activityNews(list, [list[0]!, list[2]!])).toEqual({ entries: [], gone: ['b'], gap: false });
});

it('says when more may have happened than it can tell', () => {
  const after = [entry('z', 9), entry('y', 8)];
  expect(activityNews(list, after)).toEqual({ entries: after, gone: [], gap: true });
  expect(activityNews([], after)).toEqual({ entries: after, gone: [], gap: false });
});
