import { expect, it } from 'vitest';
import { rendererWords } from './renderer-words.js';

const worker = (provider: string, framesDrawn: number) => ({
  workerId: provider,
  provider,
  threads: 2,
  packIds: [],
  startedAtMs: 0,
  framesDrawn,
});

it('names the provider and what was drawn', () => {
  const words = rendererWords({ workers: [worker('cpu', 40), worker('cpu', 1)], pending: 3, queueOk: true });
  expect(words).toEqual({
    short: 'on cpu',
    long: '2 renderers at work on cpu: 41 pictures drawn, 3 pictures waiting.',
    trouble: false,
  });
});

it('warns where nothing draws', () => {
  expect(rendererWords({ workers: [], pending: 0, queueOk: true })?.short).toBe('no renderer at work');
  expect(rendererWords({ workers: [worker('cpu', 1)], pending: 0, queueOk: false })?.trouble).toBe(true);
  expect(rendererWords(null)).toBeNull();
});
