import { expect, it } from 'vitest';
import { relativeTime } from './relative-time.js';

const now = new Date(2026, 10, 19, 15, 30).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

it.each([
  [now + 5_000, 'now'],
  [now - 59_000, 'now'],
  [now - 60_000, '1 minute ago'],
  [now - 59 * 60_000, '59 minutes ago'],
  [at(2026, 10, 19, 14, 29), '1 hour ago'],
  [at(2026, 10, 19, 0, 5), '15 hours ago'],
  [at(2026, 10, 18, 23, 59), 'yesterday'],
  [at(2026, 10, 17, 12, 0), 'Tuesday'],
  [at(2026, 10, 12, 12, 0), '12 November'],
  [at(2025, 10, 19, 12, 0), '19 November 2025'],
])('%d is "%s"', (then, words) => {
  expect(relativeTime(then, now)).toBe(words);
});
