import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PacedWords } from './paced-words.js';

let said: string[];
let words: PacedWords;
beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  words = new PacedWords((text) => said.push(text));
});
afterEach(() => {
  words.close();
  vi.useRealTimers();
});

it('says what comes together in one announcement, a repetition once', () => {
  for (const sentence of ['Ada reacted', 'Ada reacted', 'Ben follows you', 'Cy reacted']) words.add(sentence);
  vi.advanceTimersByTime(1_000);
  expect(said).toEqual(['Ada reacted. Ben follows you. And 1 more.']);
});

it('rests between announcements, and keeps nothing back for good', () => {
  for (let second = 0; second < 20; second += 1) {
    words.add(`Word ${second}`);
    vi.advanceTimersByTime(1_000);
  }
  vi.advanceTimersByTime(10_000);
  expect(said).toHaveLength(4);
  expect(said[0]).toBe('Word 0.');
});

it('is silent once it is closed', () => {
  words.add('Too late');
  words.close();
  vi.advanceTimersByTime(20_000);
  expect(said).toEqual([]);
});
