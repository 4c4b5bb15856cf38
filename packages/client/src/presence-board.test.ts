import type { Member } from '@toile/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { PresenceBoard } from './presence-board.js';

const member = (id: string): Member => ({ id, name: id, role: 'editor', colour: 'sea', joinedAtMs: 0 });
const [alice, bob] = [member('aliceAAAAAAA'), member('bobBBBBBBBBB')];
const quiet = { looking: null, holding: null, cursor: null, following: null };

describe('PresenceBoard', () => {
  let awareness: Awareness;
  let board: PresenceBoard;
  let changes: number;
  let published: number;
  let connected: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    awareness = new Awareness(new Y.Doc());
    awareness.setLocalState(null);
    changes = 0;
    published = 0;
    connected = true;
    board = new PresenceBoard(awareness, {
      changed: () => {
        changes += 1;
      },
      connected: () => connected,
    });
    awareness.on('update', () => {
      published += 1;
    });
  });
  afterEach(() => {
    board.stop();
    awareness.destroy();
    vi.useRealTimers();
  });

  it('publishes nothing before the server has said who this is, then all of it', () => {
    board.set({ looking: 'designAAAAAA' });
    board.set({ cursor: { x: 0.5, y: 0.5 } });
    expect(published).toBe(0);
    board.identify(alice, [alice]);
    expect(awareness.getLocalState()).toEqual({
      member: alice.id,
      looking: 'designAAAAAA',
      holding: null,
      cursor: { x: 0.5, y: 0.5 },
      following: null,
    });
    expect(board.entries).toEqual([
      {
        clientId: awareness.clientID,
        mine: true,
        stale: false,
        presence: awareness.getLocalState(),
        member: alice,
      },
    ]);
  });

  it('sends cursor moves about 20 times a second, and the last one always', () => {
    board.identify(alice, [alice]);
    vi.advanceTimersByTime(1000);
    published = 0;
    for (let step = 0; step < 100; step++) {
      board.set({ cursor: { x: step / 100, y: 0 } });
      vi.advanceTimersByTime(10);
    }
    expect(published).toBeLessThanOrEqual(21);
    vi.advanceTimersByTime(50);
    expect(awareness.getLocalState()?.cursor).toEqual({ x: 0.99, y: 0 });
  });

  it('sends a release, a hold and a look at once, with the cursor that was waiting', () => {
    board.identify(alice, [alice]);
    board.set({ cursor: { x: 0.1, y: 0 } });
    board.set({ cursor: { x: 0.2, y: 0 } });
    board.set({ holding: { designId: 'designAAAAAA', field: 'mix.style' } });
    expect(awareness.getLocalState()).toMatchObject({ cursor: { x: 0.2 }, holding: { field: 'mix.style' } });
    board.set({ cursor: null });
    expect(awareness.getLocalState()?.cursor).toBeNull();
    published = 0;
    board.set({ cursor: null });
    expect(published).toBe(0);
  });

  it('reads others, ignores what is no presence, and keeps entries that did not change', () => {
    board.identify(alice, [alice]);
    const other = new Awareness(new Y.Doc());
    const junk = new Awareness(new Y.Doc());
    other.setLocalState({ member: bob.id, ...quiet });
    junk.setLocalState({ member: 'nobody', cursor: 'everywhere' });
    for (const one of [other, junk]) {
      applyAwarenessUpdate(awareness, encodeAwarenessUpdate(one, [one.clientID]), 'wire');
    }
    expect(board.entries.map(({ presence }) => presence.member)).toEqual([alice.id, bob.id]);
    expect(board.entries[1]).toMatchObject({ mine: false, member: null });

    const before = board.entries;
    board.identify(alice, [alice, bob]);
    expect(board.entries[0]).toBe(before[0]);
    expect(board.entries[1]).toMatchObject({ member: bob });
    const known = board.entries;
    changes = 0;
    board.identify(alice, [alice, bob]);
    expect(board.entries).toBe(known);
    expect(changes).toBe(0);
    other.destroy();
    junk.destroy();
  });

  it('moves to another awareness with its own state', () => {
    board.identify(alice, [alice]);
    board.set({ looking: 'designAAAAAA' });
    const next = new Awareness(new Y.Doc());
    next.setLocalState(null);
    board.follow(next);
    expect(next.getLocalState()).toMatchObject({ member: alice.id, looking: 'designAAAAAA' });
    expect(board.entries.map(({ clientId }) => clientId)).toEqual([next.clientID]);
    next.destroy();
  });

  describe('while the connection is away', () => {
    /** Bob's browser. */
    let other: Awareness;
    const heard = (to = awareness) =>
      applyAwarenessUpdate(to, encodeAwarenessUpdate(other, [other.clientID]), 'wire');
    const bobs = () => board.entries.filter(({ presence }) => presence.member === bob.id);
    /** As y-websocket does when its socket closes. */
    const lose = () => {
      connected = false;
      removeAwarenessStates(awareness, [other.clientID], 'wire');
    };

    beforeEach(() => {
      other = new Awareness(new Y.Doc());
      const holding = { designId: 'designAAAAAA', field: 'mix.style' };
      const cursor = { x: 0.5, y: 0.5 };
      other.setLocalState({ member: bob.id, ...quiet, looking: 'designAAAAAA', holding, cursor });
      board.identify(alice, [alice, bob]);
      heard();
    });
    afterEach(() => other.destroy());

    it('keeps the others where they looked, as stale, without hand and cursor', () => {
      changes = 0;
      lose();
      expect(changes).toBe(1);
      const presence = { member: bob.id, ...quiet, looking: 'designAAAAAA' };
      expect(bobs()).toEqual([{ clientId: other.clientID, mine: false, stale: true, presence, member: bob }]);
    });

    it('puts what they say on return in the place of what they said, under another clientId too', () => {
      for (const reload of [false, true]) {
        lose();
        connected = true;
        board.reconnected();
        if (reload) other = new Awareness(new Y.Doc());
        other.setLocalState({ member: bob.id, ...quiet, looking: 'designBBBBBB' });
        heard();
        expect(bobs()).toMatchObject([{ stale: false, presence: { looking: 'designBBBBBB' } }]);
      }
      vi.advanceTimersByTime(60_000);
      expect(bobs()).toMatchObject([{ stale: false }]);
    });

    it('forgets who does not come back: some seconds after the return, or in the end without one', () => {
      lose();
      vi.advanceTimersByTime(20_000);
      connected = true;
      board.reconnected();
      vi.advanceTimersByTime(11_900);
      expect(bobs()).toHaveLength(1);
      vi.advanceTimersByTime(200);
      expect(bobs()).toEqual([]);
      other.setLocalState({ member: bob.id, ...quiet });
      heard();
      lose();
      vi.advanceTimersByTime(30_000);
      expect(bobs()).toEqual([]);
    });

    it('lets go at once of who leaves while it stands', () => {
      removeAwarenessStates(awareness, [other.clientID], 'wire');
      expect(bobs()).toEqual([]);
    });

    it('keeps them over a change of document', () => {
      const next = new Awareness(new Y.Doc());
      next.setLocalState(null);
      connected = false;
      board.follow(next);
      expect(bobs()).toMatchObject([{ stale: true }]);
      connected = true;
      heard(next);
      expect(bobs()).toMatchObject([{ stale: false }]);
      next.destroy();
    });
  });
});
