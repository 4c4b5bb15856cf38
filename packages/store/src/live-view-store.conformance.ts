import { type LiveView, newLiveViewId, newMemberId, newRoomId } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { Store } from './store.js';
import { openBeforeTests, type StorePlace } from './store-place.conformance.js';
import { aHash, aMember, aRoom } from './testing/samples.js';

/** What the live views of every `Store` must do; `place` makes an empty one. */
export function describeLiveViewConformance(name: string, place: () => Promise<StorePlace>): void {
  describe(`${name} conforms to LiveViewStore`, () => {
    let here: StorePlace;
    let store: Store;

    openBeforeTests(place, (opened, at) => {
      store = opened;
      here = at;
    });

    const newRoom = async (): Promise<string> => {
      const room = aRoom();
      await store.createRoom(room, aMember({ role: 'host' }), aHash());
      return room.id;
    };
    const aView = (from: Partial<LiveView> = {}): LiveView => ({
      id: newLiveViewId(),
      createdAtMs: 1_700_000_000_000.5,
      createdBy: newMemberId(),
      embedding: { kind: 'off' },
      ...from,
    });

    it('gives back a live view, by its room, its token and its id', async () => {
      const roomId = await newRoom();
      const embedding = {
        kind: 'origins',
        origins: ['https://atelier.example', 'http://localhost:8080'],
      } as const;
      const [view, tokenHash] = [
        aView({ embedding: { ...embedding, origins: [...embedding.origins] } }),
        aHash(),
      ];
      await store.liveViews.replace(roomId, view, tokenHash);
      expect(await store.liveViews.current(roomId)).toEqual(view);
      const found = { roomId, view, revoked: false };
      expect(await store.liveViews.byToken(tokenHash)).toEqual(found);
      expect(await store.liveViews.byId(view.id)).toEqual(found);
    });

    it('has one for each room: a new one revokes the one before, which stays known', async () => {
      const [roomId, otherId] = [await newRoom(), await newRoom()];
      const [first, firstHash, second, secondHash] = [aView(), aHash(), aView(), aHash()];
      const [elsewhere, elsewhereHash] = [aView(), aHash()];
      await store.liveViews.replace(otherId, elsewhere, elsewhereHash);
      await store.liveViews.replace(roomId, first, firstHash);
      await store.liveViews.replace(roomId, second, secondHash);
      expect(await store.liveViews.current(roomId)).toEqual(second);
      expect(await store.liveViews.byToken(firstHash)).toEqual({ roomId, view: first, revoked: true });
      expect((await store.liveViews.byToken(elsewhereHash))?.revoked).toBe(false);
    });

    it('two that are made at once leave one that works', async () => {
      const roomId = await newRoom();
      const other = await here.open();
      try {
        const made = Array.from({ length: 8 }, (_, n) => ({
          view: aView(),
          hash: aHash(),
          store: n % 2 ? store : other,
        }));
        await Promise.all(
          made.map(({ view, hash, store: via }) => via.liveViews.replace(roomId, view, hash)),
        );
        const found = await Promise.all(made.map(({ hash }) => store.liveViews.byToken(hash)));
        const live = found.filter((one) => one?.revoked === false);
        expect(live.map((one) => one?.view)).toEqual([await store.liveViews.current(roomId)]);
      } finally {
        await other.close();
      }
    });

    it('says whose pages may frame it', async () => {
      const roomId = await newRoom();
      const view = aView();
      await store.liveViews.replace(roomId, view, aHash());
      for (const embedding of [
        { kind: 'any' },
        { kind: 'origins', origins: ['https://a.example'] },
      ] as const) {
        const set = { ...view, embedding: structuredClone(embedding) as LiveView['embedding'] };
        expect(await store.liveViews.setEmbedding(roomId, set.embedding)).toEqual(set);
        expect((await store.liveViews.byId(view.id))?.view).toEqual(set);
      }
    });

    it('is revoked once', async () => {
      const roomId = await newRoom();
      const [view, hash] = [aView(), aHash()];
      await store.liveViews.replace(roomId, view, hash);
      expect(await store.liveViews.revoke(roomId, 5)).toBe(true);
      expect(await store.liveViews.revoke(roomId, 6)).toBe(false);
      expect(await store.liveViews.current(roomId)).toBeNull();
      expect(await store.liveViews.byToken(hash)).toEqual({ roomId, view, revoked: true });
      expect(await store.liveViews.setEmbedding(roomId, { kind: 'any' })).toBeNull();
    });

    it('answers nothing for what does not exist, and refuses a view of no room', async () => {
      const roomId = newRoomId();
      expect(await store.liveViews.current(roomId)).toBeNull();
      expect(await store.liveViews.setEmbedding(roomId, { kind: 'off' })).toBeNull();
      expect(await store.liveViews.revoke(roomId, 1)).toBe(false);
      expect(await store.liveViews.byToken(aHash())).toBeNull();
      expect(await store.liveViews.byId(newLiveViewId())).toBeNull();
      const nowhere = store.liveViews.replace(roomId, aView(), aHash());
      await expect(nowhere).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    });
  });
}
