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
const working = { workers: [worker('cpu', 40), worker('cpu', 1)], pending: 3, queueOk: true };

it('names the provider and what was drawn', () => {
  expect(rendererWords(working, 0)).toEqual({
    short: 'on cpu',
    long: '2 renderers at work on cpu: 41 pictures drawn, 3 pictures waiting.',
    state: 'resting',
  });
});

it('says what it is drawing', () => {
  expect(rendererWords(working, 2)).toMatchObject({ short: 'Drawing 2 designs', state: 'drawing' });
  expect(rendererWords(working, 1)?.short).toBe('Drawing 1 design');
});

it('warns where nothing draws, whatever waits', () => {
  expect(rendererWords({ workers: [], pending: 0, queueOk: true }, 2)).toMatchObject({
    short: 'No renderer is running: pictures wait',
    state: 'trouble',
  });
  expect(rendererWords({ ...working, queueOk: false }, 0)?.state).toBe('trouble');
  expect(rendererWords(null, 0)).toBeNull();
});
