import { newDesignId, newMemberId, newVersionId, type Round } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { ImportedRoom, Store } from './store.js';
import { openBeforeTests, type StorePlace } from './store-place.conformance.js';
import { aHash, aMember, aResult, aRoom, aRound, aVersion, bytes } from './testing/samples.js';

/** What `importRoom` of every `Store` must do; `place` makes an empty one. */
export function describeImportConformance(name: string, place: () => Promise<StorePlace>): void {
  describe(`${name} takes rooms in from elsewhere`, () => {
    let store: Store;

    openBeforeTests(place, (opened) => {
      store = opened;
    });

    const nothing: ImportedRoom = { members: [], update: bytes(1), votes: [], rounds: [], versions: [] };
    const revealed = (): Round => {
      const { openedAtMs, ...round } = aRound();
      const atMs = openedAtMs + 60_000;
      return { ...round, openedAtMs, state: { kind: 'revealed', atMs, by: null, results: aResult(2) } };
    };

    it('with all that belongs to them', async () => {
      const [room, host, session] = [aRoom(), aMember({ role: 'host' }), aHash()];
      const past = [1, 2].map(() => ({ member: aMember(), sessionHash: aHash() }));
      const [one, other] = past.map(({ member }) => member);
      const [red, blue] = [newDesignId(), newDesignId()];
      const open = revealed();
      const cancelled: Round = {
        ...aRound(),
        state: { kind: 'cancelled', atMs: open.openedAtMs + 9, by: newMemberId() },
      };
      const versions = [
        aVersion({ designId: red }),
        aVersion({ designId: red }),
        aVersion({ designId: blue }),
      ];
      const update = bytes(4, 5, 6);
      await store.importRoom(room, host, session, {
        members: past,
        update,
        votes: [
          { designId: red, memberId: other!.id, atMs: 1 },
          { designId: red, memberId: one!.id, atMs: 2 },
        ],
        rounds: [open, cancelled],
        versions,
      });
      expect(await store.room(room.id)).toEqual(room);
      expect(await store.memberBySession(room.id, session)).toEqual(host);
      expect((await store.members(room.id)).map(({ id }) => id).sort()).toEqual(
        [host, one!, other!].map(({ id }) => id).sort(),
      );
      expect(await store.docLog(room.id, 0)).toEqual({
        seq: 1,
        snapshot: null,
        updates: [{ seq: 1, update }],
      });
      expect(await store.votes(room.id)).toEqual({ [red]: [other!.id, one!.id] });
      expect(await store.rounds.revealed(room.id)).toEqual([open]);
      const all = await store.rounds.all(room.id);
      expect(all.toSorted((one, other) => (one.id < other.id ? -1 : 1))).toEqual(
        [open, cancelled].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
      );
      expect(await store.rounds.round(room.id, cancelled.id)).toEqual(cancelled);
      expect(await store.roomVersions(room.id)).toEqual(versions);
      expect(await store.appendUpdate(room.id, bytes(7))).toBe(2);
    });

    it('or nothing of them', async () => {
      const [room, host] = [aRoom(), aMember({ role: 'host' })];
      const strangers = { designId: newDesignId(), memberId: newMemberId(), atMs: 1 };
      const importing = store.importRoom(room, host, aHash(), { ...nothing, votes: [strangers] });
      await expect(importing).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
      expect(await store.room(room.id)).toBeNull();
      expect(await store.members(room.id)).toEqual([]);
      expect((await store.docLog(room.id, 0)).seq).toBe(0);
    });

    it('and refuses a round that is open, and a room that is there', async () => {
      const [room, host] = [aRoom(), aMember({ role: 'host' })];
      const open = store.importRoom(room, host, aHash(), { ...nothing, rounds: [aRound()] });
      await expect(open).rejects.toThrow(TypeError);
      await store.importRoom(room, host, aHash(), nothing);
      const again = store.importRoom(room, aMember({ role: 'host' }), aHash(), nothing);
      await expect(again).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.members(room.id)).toEqual([host]);
    });

    it('lists every version of a room, oldest first, also of designs that are gone', async () => {
      const room = aRoom();
      await store.createRoom(room, aMember({ role: 'host' }), aHash());
      const atMs = 5_000;
      const ids = [newVersionId(), newVersionId()].sort();
      const same = ids.map((id) => aVersion({ id, atMs }));
      const later = aVersion({ atMs: atMs + 1, deed: 'removed' });
      await store.addVersions(room.id, [later, ...same.toReversed()], { perDesign: 10, perRoom: 10 });
      expect(await store.roomVersions(room.id)).toEqual([...same, later]);
      expect(await store.roomVersions(aRoom().id)).toEqual([]);
    });
  });
}
