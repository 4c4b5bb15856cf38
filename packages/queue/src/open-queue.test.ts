import { expect, it } from 'vitest';
import { openQueue } from './open-queue.js';

it('opens in process without a URL', async () => {
  const { queue, bus } = await openQueue({ url: undefined });
  expect(queue.kind).toBe('memory');
  expect(await queue.stats()).toEqual({ pending: 0, running: 0, oldestJobAgeMs: 0, workers: [] });
  await bus.publish('roomA00000000000', { kind: 'awareness-query' });
  await queue.close();
  await bus.close();
});
