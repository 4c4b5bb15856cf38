import type { PresenceEntry } from '@toile/client';
import { expect, it } from 'vitest';
import { whenTakenOver } from './taken-over.js';

const held = { designId: 'AAAAAAAAAAAA', field: 'slider.sleeves' };

function people() {
  let listener: (() => void) | undefined;
  const client = {
    presences: [] as readonly PresenceEntry[],
    subscribePresence: (heard: () => void) => {
      listener = heard;
      return () => undefined;
    },
  };
  const entry = (clientId: number, over: boolean, field = held.field, mine = false): PresenceEntry => ({
    clientId,
    mine,
    stale: false,
    member: null,
    presence: {
      member: 'BBBBBBBBBBBB',
      looking: null,
      cursor: null,
      following: null,
      holding: { ...held, field, ...(over ? { over: true } : {}) },
    },
  });
  return {
    client,
    entry,
    now: (...entries: PresenceEntry[]) => {
      client.presences = entries;
      listener?.();
    },
  };
}

it('tells of somebody who takes the field, not of one who merely touches it or holds another', () => {
  const { client, entry, now } = people();
  let taken = 0;
  whenTakenOver(client, held, () => taken++);
  now(entry(1, false), entry(2, true, 'slider.hem'), entry(3, true, held.field, true));
  expect(taken).toBe(0);
  now(entry(1, true));
  expect(taken).toBe(1);
});

it('does not give it back to the one it was taken from, until they take it again', () => {
  const { client, entry, now } = people();
  client.presences = [entry(1, true)];
  let taken = 0;
  whenTakenOver(client, held, () => taken++);
  now(entry(1, true));
  now();
  expect(taken).toBe(0);
  now(entry(1, true));
  expect(taken).toBe(1);
});
