import { type Ballot, ToileError } from '@toile/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BallotWriter } from './ballot-writer.js';

let sent: { ballot: Ballot | null; done: () => void; fail: (error: unknown) => void }[];
let refused: unknown[];
let writer: BallotWriter;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  refused = [];
  writer = new BallotWriter(
    (ballot) => new Promise((done, fail) => sent.push({ ballot, done: () => done(), fail })),
    { changed: () => undefined, refused: (error) => refused.push(error) },
  );
});
afterEach(() => {
  writer.close();
  vi.useRealTimers();
});

/** Let the promises that are settled go on. */
const settle = () => vi.advanceTimersByTimeAsync(0);

it('sends the first tap at once and of the others only the last', async () => {
  for (const dots of [1, 2, 3]) writer.write({ coat: dots });
  expect(sent.map(({ ballot }) => ballot)).toEqual([{ coat: 1 }]);
  expect(writer.draft).toEqual({ ballot: { coat: 3 } });
  sent[0]?.done();
  await settle();
  expect(sent.map(({ ballot }) => ballot)).toEqual([{ coat: 1 }, { coat: 3 }]);
  expect(writer.draft).not.toBeNull();
  sent[1]?.done();
  await settle();
  expect(writer.draft).toBeNull();
});

it('keeps what could not be sent, and sends the newest again', async () => {
  writer.write({ coat: 1 });
  sent[0]?.fail(new ToileError('store-unavailable'));
  await settle();
  expect(writer).toMatchObject({ draft: { ballot: { coat: 1 } }, waiting: true });
  expect(refused).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(sent).toHaveLength(2);
  writer.write(null);
  sent[1]?.done();
  await settle();
  expect(sent[2]?.ballot).toBeNull();
  sent[2]?.done();
  await settle();
  expect(writer).toMatchObject({ draft: null, waiting: false });
});

it('drops what is refused for good, and says so', async () => {
  writer.write({ coat: 9 });
  const error = new ToileError('ballot-invalid');
  sent[0]?.fail(error);
  await settle();
  expect(refused).toEqual([error]);
  expect(writer.draft).toBeNull();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
});

it('sends nothing more once it is closed', async () => {
  writer.write({ coat: 1 });
  sent[0]?.fail(new ToileError('internal'));
  await settle();
  writer.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
});
