import { expect, it } from 'vitest';
import { ServerClock } from './server-clock.js';

it('believes the message that was under way for the shortest time', () => {
  const clock = new ServerClock();
  expect(clock.offsetMs).toBe(0);
  // The server is 5000 ms ahead; messages take 300, 20 and 900 ms.
  for (const [sentMs, tookMs] of [
    [1_000, 300],
    [2_000, 20],
    [3_000, 900],
  ] as const) {
    clock.sample(sentMs + 5_000, sentMs + tookMs);
  }
  expect(clock.offsetMs).toBe(4_980);
});

it('forgets at a new connection, also where the server now is behind', () => {
  const clock = new ServerClock();
  clock.sample(9_000, 1_000);
  clock.restart();
  clock.sample(1_000, 3_000);
  expect(clock.offsetMs).toBe(-2_000);
});
