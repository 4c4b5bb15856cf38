import type { ActivityEntry, ActivityEvent } from '@toile/protocol';

/**
 * What has happened between two readings of the newest entries, both newest first; null where nothing has. Entries
 * that only fell off the end of the list are not news.
 */
export function activityNews(
  before: readonly ActivityEntry[],
  after: readonly ActivityEntry[],
): ActivityEvent | null {
  const told = new Map(before.map((entry) => [entry.id, JSON.stringify(entry)]));
  const entries = after.filter((entry) => told.get(entry.id) !== JSON.stringify(entry));
  const present = new Set(after.map(({ id }) => id));
  const oldestMs = after.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
  const gone = before.filter(({ id, atMs }) => !present.has(id) && atMs > oldestMs).map(({ id }) => id);
  if (entries.length === 0 && gone.length === 0) return null;
  const gap = before.length > 0 && !after.some(({ id }) => told.has(id));
  return { entries, gone, gap };
}
