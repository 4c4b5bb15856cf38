import { expect, it } from 'vitest';
import { dayName, momentTime, relativeTime } from './relative-time.js';

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

it.each([
  [now, '15:30'],
  [at(2026, 10, 19, 0, 5), '00:05'],
  [at(2026, 10, 18, 23, 59), 'yesterday, 23:59'],
  [at(2026, 10, 17, 9, 7), 'Tuesday, 09:07'],
  [at(2025, 10, 19, 12, 0), '19 November 2025, 12:00'],
])('%d was at "%s"', (then, words) => {
  expect(momentTime(then, now)).toBe(words);
});

it('names yesterday also in the first hour of a day', () => {
  expect(momentTime(at(2026, 10, 18, 23, 50), at(2026, 10, 19, 0, 10))).toBe('yesterday, 23:50');
});

it.each([
  [now, 'Today'],
  [at(2026, 10, 18, 23, 59), 'Yesterday'],
  [at(2026, 10, 17, 9, 7), 'Tuesday'],
  [at(2026, 10, 12, 12, 0), '12 November'],
])('%d is the day "%s"', (then, words) => {
  expect(dayName(then, now)).toBe(words);
});
