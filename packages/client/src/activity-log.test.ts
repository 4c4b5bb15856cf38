import { type ActivityEntry, limits } from '@toile/protocol';
import { expect, it } from 'vitest';
import { ActivityLog } from './activity-log.js';

const entry = (number: number): ActivityEntry => ({
  id: `joined:${String(number).padStart(4, '0')}`,
  atMs: number,
  by: { id: 'abcdefghijkm', name: 'Ana' },
  kind: 'joined',
  opened: false,
});
/** From `newest` down, `count` of them. */
const entries = (newest: number, count: number) => Array.from({ length: count }, (_, i) => entry(newest - i));
const times = (log: ActivityLog) => log.activity.entries.map(({ atMs }) => atMs);

/** A log whose server knows the entries 1…`newest`. */
function logOf(newest: number): { log: ActivityLog; asked: number[] } {
  const asked: number[] = [];
  const log = new ActivityLog(async ({ atMs }) => {
    asked.push(atMs);
    return entries(newest, newest)
      .filter((one) => one.atMs < atMs)
      .slice(0, limits.activityPerPage);
  });
  return { log, asked };
}

it('begins with what it is told at the door and takes in what happens, newest first', () => {
  const { log } = logOf(9);
  let told = 0;
  log.subscribe(() => {
    told += 1;
  });
  log.welcome(entries(3, 3));
  log.event({ entries: [entry(5), entry(4)], gone: [], gap: false });
  log.event({ entries: [], gone: [entry(4).id], gap: false });
  expect(times(log)).toEqual([5, 3, 2, 1]);
  expect(told).toBe(4);
  expect(log.activity.complete).toBe(true);
});

it('puts what differs in the place of what it knew', () => {
  const { log } = logOf(9);
  log.welcome(entries(3, 3));
  const renamed = { ...entry(2), by: { id: 'abcdefghijkm', name: 'Anna' } };
  log.event({ entries: [renamed], gone: [], gap: false });
  expect(log.activity.entries).toEqual([entry(3), renamed, entry(1)]);
});

it('reads back page by page to the beginning, once for many who ask at the same time', async () => {
  const total = 2 * limits.activityPerPage + 5;
  const { log, asked } = logOf(total);
  log.welcome(entries(total, 12));
  await Promise.all([log.readOlder(), log.readOlder()]);
  expect(asked).toEqual([total - 11]);
  expect(log.activity.complete).toBe(false);
  await log.readOlder();
  await log.readOlder();
  expect(log.activity.complete).toBe(true);
  expect(times(log)).toEqual(entries(total, total).map(({ atMs }) => atMs));
  await log.readOlder();
  expect(asked).toHaveLength(2);
});

it('keeps what it read over a new connection where that joins on, and lets it go where it does not', async () => {
  const { log } = logOf(20);
  log.welcome(entries(20, 12));
  await log.readOlder();
  log.welcome(entries(22, 12));
  expect(times(log)).toEqual(entries(22, 22).map(({ atMs }) => atMs));
  expect(log.activity.complete).toBe(true);
  log.welcome(entries(90, 12));
  expect(times(log)).toEqual(entries(90, 12).map(({ atMs }) => atMs));
  expect(log.activity.complete).toBe(false);
  log.event({ entries: entries(200, 2), gone: [], gap: true });
  expect(times(log)).toEqual([200, 199]);
});

it('drops a page that joins on to nothing any more', async () => {
  let answer = (_entries: ActivityEntry[]): void => undefined;
  const log = new ActivityLog(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  log.welcome(entries(20, 12));
  const reading = log.readOlder();
  log.welcome(entries(90, 12));
  answer(entries(8, 5));
  await reading;
  expect(times(log)).toEqual(entries(90, 12).map(({ atMs }) => atMs));
});
