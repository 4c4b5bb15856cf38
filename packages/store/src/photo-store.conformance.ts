import { createHash } from 'node:crypto';
import { newMemberId, newRoomId, type Photo } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { PhotoBounds } from './photo-store.js';
import type { Store } from './store.js';
import { openBeforeTests, type StorePlace } from './store-place.conformance.js';
import { aHash, aMember, aRoom, bytes } from './testing/samples.js';

/** What the photographs of every `Store` must do; `place` makes an empty one. */
export function describePhotoConformance(name: string, place: () => Promise<StorePlace>): void {
  describe(`${name} conforms to PhotoStore`, () => {
    let here: StorePlace;
    let store: Store;

    openBeforeTests(place, (opened, at) => {
      store = opened;
      here = at;
    });

    const plenty: PhotoBounds = { perRoom: 10, bytesPerRoom: 1_000 };
    const newRoom = async (): Promise<string> => {
      const room = aRoom();
      await store.createRoom(room, aMember({ role: 'host' }), aHash());
      return room.id;
    };
    let clock = 1_700_000_000_000.5;
    const aPhoto = (content: Uint8Array, from: Partial<Photo> = {}): Photo => ({
      hash: createHash('sha256').update(content).digest('hex'),
      bytes: content.length,
      widthPx: 768,
      heightPx: 1_024,
      by: newMemberId(),
      atMs: clock++,
      ...from,
    });

    it('gives back a photograph and its bytes, and what it knows of all, oldest first', async () => {
      const roomId = await newRoom();
      const [content, other] = [bytes(0, 255, 1, 0), bytes(7, 7)];
      const [photo, later] = [aPhoto(content), aPhoto(other)];
      expect(await store.photos.keep(roomId, later, other, plenty)).toBe('kept');
      expect(await store.photos.keep(roomId, photo, content, plenty)).toBe('kept');
      expect(await store.photos.photo(roomId, photo.hash)).toEqual(photo);
      expect(await store.photos.bytes(roomId, photo.hash)).toEqual(content);
      expect(await store.photos.list(roomId)).toEqual([photo, later]);
    });

    it('keeps one once, as of whoever brought it first, also where it is full', async () => {
      const roomId = await newRoom();
      const content = bytes(1, 2, 3);
      const first = aPhoto(content);
      await store.photos.keep(roomId, first, content, plenty);
      const again = { ...first, by: newMemberId(), atMs: first.atMs + 1 };
      expect(await store.photos.keep(roomId, again, content, plenty)).toBe('there');
      expect(await store.photos.keep(roomId, again, content, { ...plenty, perRoom: 1 })).toBe('there');
      expect(await store.photos.list(roomId)).toEqual([first]);
    });

    it('keeps so many in a room, and so many bytes', async () => {
      const roomId = await newRoom();
      const keep = (content: Uint8Array, bounds: Partial<PhotoBounds>) =>
        store.photos.keep(roomId, aPhoto(content), content, { ...plenty, ...bounds });
      expect(await keep(bytes(1, 1, 1), { bytesPerRoom: 3 })).toBe('kept');
      expect(await keep(bytes(2), { bytesPerRoom: 3 })).toBe('too-large');
      expect(await keep(bytes(2), { perRoom: 1 })).toBe('too-many');
      expect(await keep(bytes(2), { perRoom: 2, bytesPerRoom: 4 })).toBe('kept');
      expect(await store.photos.list(roomId)).toHaveLength(2);
    });

    it('keeps no more than that where many come at once, from two instances', async () => {
      const roomId = await newRoom();
      const other = await here.open();
      try {
        const contents = Array.from({ length: 8 }, (_, n) => bytes(n, n));
        const outcomes = await Promise.all(
          contents.map((content, n) =>
            (n % 2 ? store : other).photos.keep(roomId, aPhoto(content), content, { ...plenty, perRoom: 3 }),
          ),
        );
        expect(outcomes.filter((outcome) => outcome === 'kept')).toHaveLength(3);
        expect(outcomes.filter((outcome) => outcome === 'too-many')).toHaveLength(5);
        expect(await store.photos.list(roomId)).toHaveLength(3);
      } finally {
        await other.close();
      }
    });

    it('keeps the photographs of one room from another', async () => {
      const [roomId, otherId] = [await newRoom(), await newRoom()];
      const content = bytes(5);
      const photo = aPhoto(content);
      await store.photos.keep(roomId, photo, content, plenty);
      expect(await store.photos.bytes(otherId, photo.hash)).toBeNull();
      expect(await store.photos.list(otherId)).toEqual([]);
      expect(await store.photos.keep(otherId, photo, content, plenty)).toBe('kept');
      await store.photos.remove(otherId, photo.hash);
      expect(await store.photos.photo(roomId, photo.hash)).toEqual(photo);
    });

    it('removes one for good, after which it may come again', async () => {
      const roomId = await newRoom();
      const content = bytes(9, 9);
      const photo = aPhoto(content);
      await store.photos.keep(roomId, photo, content, plenty);
      expect(await store.photos.remove(roomId, photo.hash)).toBe(true);
      expect(await store.photos.remove(roomId, photo.hash)).toBe(false);
      expect(await store.photos.photo(roomId, photo.hash)).toBeNull();
      expect(await store.photos.bytes(roomId, photo.hash)).toBeNull();
      expect(await store.photos.keep(roomId, photo, content, plenty)).toBe('kept');
    });

    it('answers nothing for a room that is not there, and refuses its photographs', async () => {
      const roomId = newRoomId();
      const content = bytes(1);
      const photo = aPhoto(content);
      expect(await store.photos.list(roomId)).toEqual([]);
      expect(await store.photos.remove(roomId, photo.hash)).toBe(false);
      const nowhere = store.photos.keep(roomId, photo, content, plenty);
      await expect(nowhere).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    });
  });
}
