import { type Member, newDesignId, newMemberId, newRoomId } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { Store } from './store.js';
import { aHash, aMember, aRoom } from './testing/samples.js';

/** What the locks and the handing over of every `Store` must do. */
export function describeLockConformance(store: () => Store): void {
  const newRoom = async (): Promise<{ roomId: string; host: Member }> => {
    const room = aRoom();
    const host = aMember({ role: 'host' });
    await store().createRoom(room, host, aHash());
    return { roomId: room.id, host };
  };
  const join = (roomId: string, from: Partial<Member> = {}) =>
    store().joinRoom(roomId, aMember({ role: 'editor', ...from }), aHash());

  describe('locks', () => {
    it('locks a room and designs apart, and tells who did and when', async () => {
      const { roomId, host } = await newRoom();
      const [coat, shirt] = [newDesignId(), newDesignId()];
      expect(await store().locks(roomId)).toEqual({ room: null, designs: {} });
      const lock = { by: host.id, atMs: 1_790_000_000_123.5 };
      await store().setLock(roomId, coat, lock);
      await store().setLock(roomId, shirt, { ...lock, atMs: 2 });
      await store().setLock(roomId, null, lock);
      expect(await store().locks(roomId)).toEqual({
        room: lock,
        designs: { [coat]: lock, [shirt]: { ...lock, atMs: 2 } },
      });
      await store().setLock(roomId, coat, null);
      await store().setLock(roomId, null, null);
      expect(await store().locks(roomId)).toEqual({ room: null, designs: { [shirt]: { ...lock, atMs: 2 } } });
    });

    it('keeps the first lock of two, and takes unlocking twice for once', async () => {
      const { roomId, host } = await newRoom();
      await store().setLock(roomId, null, { by: host.id, atMs: 1 });
      await store().setLock(roomId, null, { by: newMemberId(), atMs: 2 });
      expect((await store().locks(roomId)).room).toEqual({ by: host.id, atMs: 1 });
      await store().setLock(roomId, null, null);
      await store().setLock(roomId, null, null);
      expect((await store().locks(roomId)).room).toBeNull();
    });

    it('keeps the locks of one room from another, and those of somebody who has left', async () => {
      const [{ roomId }, other] = [await newRoom(), await newRoom()];
      const guest = await join(roomId);
      await store().setLock(roomId, null, { by: guest.id, atMs: 1 });
      await store().removeMember(roomId, guest.id);
      expect((await store().locks(roomId)).room).toEqual({ by: guest.id, atMs: 1 });
      expect((await store().locks(other.roomId)).room).toBeNull();
    });

    it('answers nothing for a room that is not there, and refuses to lock it', async () => {
      const roomId = newRoomId();
      expect(await store().locks(roomId)).toEqual({ room: null, designs: {} });
      await store().setLock(roomId, null, null);
      const locked = store().setLock(roomId, null, { by: newMemberId(), atMs: 1 });
      await expect(locked).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    });
  });

  describe('handing over', () => {
    const roles = async (roomId: string) =>
      Object.fromEntries((await store().members(roomId)).map(({ id, role }) => [id, role]));

    it('makes one host and the other an editor, both at once', async () => {
      const { roomId, host } = await newRoom();
      const voter = await join(roomId, { role: 'voter' });
      const bystander = await join(roomId, { role: 'viewer' });
      expect(await store().handOver(roomId, host.id, voter.id)).toBe(true);
      expect(await roles(roomId)).toEqual({
        [host.id]: 'editor',
        [voter.id]: 'host',
        [bystander.id]: 'viewer',
      });
    });

    it('does nothing where the one is no host, the other is not there, or both are one', async () => {
      const { roomId, host } = await newRoom();
      const editor = await join(roomId);
      const before = await roles(roomId);
      expect(await store().handOver(roomId, editor.id, host.id)).toBe(false);
      expect(await store().handOver(roomId, host.id, newMemberId())).toBe(false);
      expect(await store().handOver(roomId, newMemberId(), editor.id)).toBe(false);
      expect(await store().handOver(roomId, host.id, host.id)).toBe(false);
      expect(await store().handOver(newRoomId(), host.id, editor.id)).toBe(false);
      expect(await roles(roomId)).toEqual(before);
    });

    it('leaves exactly one host when one hands over to many at the same moment', async () => {
      const { roomId, host } = await newRoom();
      const guests = await Promise.all(Array.from({ length: 6 }, () => join(roomId)));
      const done = await Promise.all(guests.map(({ id }) => store().handOver(roomId, host.id, id)));
      expect(done.filter(Boolean)).toHaveLength(1);
      expect(Object.values(await roles(roomId)).filter((role) => role === 'host')).toHaveLength(1);
    });
  });
}
