import { randomBytes } from 'node:crypto';
import {
  type Invite,
  type InviteRole,
  type Member,
  newDesignId,
  newInviteId,
  newMemberId,
  newRoomId,
  type Room,
  roleAtLeast,
  roles,
} from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { DocLog, Store } from './store.js';
import { describeLockConformance } from './store-locks.conformance.js';
import { openBeforeTests, type StorePlace } from './store-place.conformance.js';
import { describeVersionConformance } from './store-versions.conformance.js';
import { aHash, aMember, aRoom, bytes } from './testing/samples.js';

/** What every implementation of `Store` must do; `place` makes an empty one. */
export function describeStoreConformance(name: string, place: () => Promise<StorePlace>): void {
  describe(`${name} conforms to Store`, () => {
    let here: StorePlace;
    let store: Store;

    openBeforeTests(place, (opened, at) => {
      store = opened;
      here = at;
    });

    /** A room with its host in it. */
    const newRoom = async () => {
      const room = aRoom();
      const host = aMember({ role: 'host' });
      const session = aHash();
      await store.createRoom(room, host, session);
      return { room, host, session };
    };
    const join = async (roomId: string, from: Partial<Member> = {}, session = aHash()) =>
      store.joinRoom(roomId, aMember(from), session);

    describe('rooms', () => {
      it('gives back the room and its host as they were created', async () => {
        const { room, host, session } = await newRoom();
        expect(await store.room(room.id)).toEqual(room);
        expect(await store.members(room.id)).toEqual([host]);
        expect(await store.memberBySession(room.id, session)).toEqual(host);
      });

      it('answers nothing for what does not exist', async () => {
        const roomId = newRoomId();
        expect(await store.room(roomId)).toBeNull();
        expect(await store.renameRoom(roomId, 'x')).toBeNull();
        expect(await store.members(roomId)).toEqual([]);
        expect(await store.memberBySession(roomId, aHash())).toBeNull();
        expect(await store.setRole(roomId, newMemberId(), 'editor')).toBeNull();
        expect(await store.removeMember(roomId, newMemberId())).toBe(false);
        expect(await store.invites(roomId)).toEqual([]);
        expect(await store.revokeInvite(roomId, newInviteId(), 1)).toBe(false);
        expect(await store.inviteByToken(aHash())).toBeNull();
        expect(await store.docLog(roomId, 0)).toEqual({ seq: 0, snapshot: null, updates: [] });
        expect(await store.votes(roomId)).toEqual({});
        expect(await store.visits(aHash(), 10)).toEqual([]);
        await store.describeRoom(roomId, { designCount: 1, cover: null });
        await store.visited(roomId, newMemberId(), 1);
        await store.setVote(roomId, newDesignId(), newMemberId(), false, 1);
        expect(await store.room(roomId)).toBeNull();
      });

      it('refuses a second room of the same id and leaves the first as it was', async () => {
        const { room, host } = await newRoom();
        const again = store.createRoom({ ...aRoom(), id: room.id }, aMember({ role: 'host' }), aHash());
        await expect(again).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
        expect(await store.room(room.id)).toEqual(room);
        expect(await store.members(room.id)).toEqual([host]);
      });

      it('renames', async () => {
        const { room } = await newRoom();
        const renamed = { ...room, name: 'Spring Été ✂️ 春' };
        expect(await store.renameRoom(room.id, renamed.name)).toEqual(renamed);
        expect(await store.room(room.id)).toEqual(renamed);
      });

      it('keeps text that no database can hold readable', async () => {
        const { room } = await newRoom();
        const renamed = await store.renameRoom(room.id, 'a\0b\uD800c 🧵');
        expect(renamed?.name).toBe('a\uFFFDb\uFFFDc 🧵');
        expect(await store.room(room.id)).toEqual(renamed);
      });

      it('takes quotes and SQL in a name for text', async () => {
        const name = `'; DROP TABLE rooms; -- $1 ?1 "`;
        const { room } = await newRoom();
        await store.renameRoom(room.id, name);
        expect((await store.room(room.id))?.name).toBe(name);
      });

      it('keeps times exactly, also between milliseconds', async () => {
        const room = { ...aRoom(), createdAtMs: 1_790_000_000_123.25 };
        await store.createRoom(room, aMember({ role: 'host' }), aHash());
        expect(await store.room(room.id)).toEqual(room);
      });
    });

    describe('members', () => {
      it('lists them by the time they joined', async () => {
        const { room, host } = await newRoom();
        const late = await join(room.id, { joinedAtMs: host.joinedAtMs + 2 });
        const early = await join(room.id, { joinedAtMs: host.joinedAtMs + 1 });
        expect(await store.members(room.id)).toEqual([host, early, late]);
      });

      it.each(roles.flatMap((had) => roles.map((linked) => [had, linked] as const)))(
        'joining as %s and again as %s keeps the member, with the higher role',
        async (had, linked) => {
          const { room } = await newRoom();
          const session = aHash();
          const first = await join(room.id, { role: had }, session);
          const again = await join(room.id, { role: linked, name: 'Somebody else' }, session);
          expect(again).toEqual({ ...first, role: roleAtLeast(had, linked) ? had : linked });
          expect(await store.memberBySession(room.id, session)).toEqual(again);
          expect(await store.members(room.id)).toHaveLength(2);
        },
      );

      it('joining with the same member again changes nothing', async () => {
        const { room } = await newRoom();
        const member = aMember();
        const session = aHash();
        expect(await store.joinRoom(room.id, member, session)).toEqual(member);
        expect(await store.joinRoom(room.id, member, session)).toEqual(member);
      });

      it('makes one member of a session that joins many times at once', async () => {
        const { room } = await newRoom();
        const session = aHash();
        const joined = await Promise.all(
          Array.from({ length: 8 }, (_, i) =>
            join(room.id, { role: i === 5 ? 'editor' : 'viewer' }, session),
          ),
        );
        expect(new Set(joined.map(({ id }) => id)).size).toBe(1);
        expect((await store.memberBySession(room.id, session))?.role).toBe('editor');
        expect(await store.members(room.id)).toHaveLength(2);
      });

      it('refuses to join a room that does not exist, or as a member who is somebody else', async () => {
        const { room, host } = await newRoom();
        await expect(join(newRoomId())).rejects.toMatchObject({ code: 'conflict' });
        await expect(join(room.id, { id: host.id })).rejects.toMatchObject({ code: 'conflict' });
        expect(await store.members(room.id)).toEqual([host]);
      });

      it('changes a role, up and down', async () => {
        const { room } = await newRoom();
        const member = await join(room.id, { role: 'editor' });
        for (const role of ['host', 'viewer'] as const) {
          expect(await store.setRole(room.id, member.id, role)).toEqual({ ...member, role });
        }
        expect((await store.members(room.id)).at(-1)?.role).toBe('viewer');
      });

      it('takes a member out, with their session and their votes, once', async () => {
        const { room, host } = await newRoom();
        const session = aHash();
        const member = await join(room.id, {}, session);
        const designId = newDesignId();
        await store.setVote(room.id, designId, member.id, true, 1);
        await store.setVote(room.id, designId, host.id, true, 2);

        expect(await store.removeMember(room.id, member.id)).toBe(true);
        expect(await store.removeMember(room.id, member.id)).toBe(false);
        expect(await store.members(room.id)).toEqual([host]);
        expect(await store.memberBySession(room.id, session)).toBeNull();
        expect(await store.visits(session, 10)).toEqual([]);
        expect(await store.votes(room.id)).toEqual({ [designId]: [host.id] });
      });

      it('lets a removed session come back as a new member, without the old role and votes', async () => {
        const { room } = await newRoom();
        const session = aHash();
        const before = await join(room.id, { role: 'editor' }, session);
        await store.setVote(room.id, newDesignId(), before.id, true, 1);
        await store.removeMember(room.id, before.id);
        const after = await join(room.id, { role: 'viewer' }, session);
        expect(after.id).not.toBe(before.id);
        expect(after.role).toBe('viewer');
        expect(await store.votes(room.id)).toEqual({});
      });
    });

    describe('visits', () => {
      it('lists the rooms of a session, most recently visited first', async () => {
        const session = aHash();
        const visited: { room: Room; member: Member; others: number }[] = [];
        for (const others of [0, 1, 2]) {
          const { room } = await newRoom();
          const member = await join(room.id, { role: 'voter', joinedAtMs: 1_000 + others }, session);
          for (let i = 0; i < others; i++) await join(room.id);
          visited.push({ room, member, others });
        }
        const [first, second, third] = visited as [Visited, Visited, Visited];
        await store.visited(first.room.id, first.member.id, 5_000);
        await store.visited(second.room.id, second.member.id, 4_000);
        await store.visited(first.room.id, first.member.id, 3_000); // late news of an earlier visit
        await store.describeRoom(second.room.id, { designCount: 7, cover: 'recipe text ✂️' });

        const visit = ({ room, others }: Visited, visitedAtMs: number) => ({
          room,
          role: 'voter',
          memberCount: others + 2,
          visitedAtMs,
          designCount: 0,
          cover: null,
        });
        const expected = [
          visit(first, 5_000),
          { ...visit(second, 4_000), designCount: 7, cover: 'recipe text ✂️' },
          visit(third, 1_002), // joining is a visit
        ];
        expect(await store.visits(session, 10)).toEqual(expected);
        expect(await store.visits(session, 2)).toEqual(expected.slice(0, 2));

        await store.describeRoom(second.room.id, { designCount: 0, cover: null });
        expect((await store.visits(session, 10))[1]).toEqual(visit(second, 4_000));
      });

      it('orders visits of the same time by room id', async () => {
        const session = aHash();
        const ids: string[] = [];
        for (let i = 0; i < 6; i++) {
          const { room } = await newRoom();
          await join(room.id, { joinedAtMs: 9 }, session);
          ids.push(room.id);
        }
        expect((await store.visits(session, 10)).map(({ room }) => room.id)).toEqual(ids.sort());
      });
    });

    describe('invites', () => {
      const invite = async (roomId: string, role: InviteRole, createdBy: string) => {
        const tokenHash = aHash();
        const made: Invite = { id: newInviteId(), role, createdAtMs: 1_000, createdBy };
        await store.replaceInvite(roomId, made, tokenHash);
        return { made, tokenHash };
      };

      it('keeps one live invite a role, listed from the least role', async () => {
        const { room, host } = await newRoom();
        const editor = await invite(room.id, 'editor', host.id);
        const viewer = await invite(room.id, 'viewer', host.id);
        const voter = await invite(room.id, 'voter', host.id);
        expect(await store.invites(room.id)).toEqual([viewer.made, voter.made, editor.made]);

        const newer = await invite(room.id, 'viewer', host.id);
        expect(await store.invites(room.id)).toEqual([newer.made, voter.made, editor.made]);
        const answer = { roomId: room.id, role: 'viewer' };
        expect(await store.inviteByToken(viewer.tokenHash)).toEqual({ ...answer, revoked: true });
        expect(await store.inviteByToken(newer.tokenHash)).toEqual({ ...answer, revoked: false });
      });

      it('revokes once, and the link can still be told from a made-up one', async () => {
        const { room, host } = await newRoom();
        const { made, tokenHash } = await invite(room.id, 'voter', host.id);
        expect(await store.revokeInvite(newRoomId(), made.id, 2_000)).toBe(false);
        expect(await store.revokeInvite(room.id, made.id, 2_000)).toBe(true);
        expect(await store.revokeInvite(room.id, made.id, 3_000)).toBe(false);
        expect(await store.invites(room.id)).toEqual([]);
        expect(await store.inviteByToken(tokenHash)).toEqual({
          roomId: room.id,
          role: 'voter',
          revoked: true,
        });
      });

      it('refuses an invite that cannot be made, and the earlier one stays live', async () => {
        const { room, host } = await newRoom();
        const { made, tokenHash } = await invite(room.id, 'editor', host.id);
        const sameToken = store.replaceInvite(room.id, { ...made, id: newInviteId() }, tokenHash);
        await expect(sameToken).rejects.toMatchObject({ code: 'conflict' });
        expect(await store.invites(room.id)).toEqual([made]);
        await expect(invite(newRoomId(), 'viewer', host.id)).rejects.toMatchObject({ code: 'conflict' });
      });

      it('leaves one live invite where many are made at once', async () => {
        const { room, host } = await newRoom();
        const made = await Promise.all(Array.from({ length: 8 }, () => invite(room.id, 'editor', host.id)));
        const live = await store.invites(room.id);
        expect(live).toHaveLength(1);
        const answers = await Promise.all(made.map(({ tokenHash }) => store.inviteByToken(tokenHash)));
        expect(answers.filter((answer) => answer?.revoked === false)).toHaveLength(1);
      });

      it('outlives the member who made it', async () => {
        const { room } = await newRoom();
        const member = await join(room.id, { role: 'host' });
        const { made, tokenHash } = await invite(room.id, 'viewer', member.id);
        await store.removeMember(room.id, member.id);
        expect(await store.invites(room.id)).toEqual([made]);
        expect((await store.inviteByToken(tokenHash))?.revoked).toBe(false);
      });
    });

    describe('document log', () => {
      it('numbers the rows of each room from 1', async () => {
        const [a, b] = [await newRoom(), await newRoom()];
        for (const seq of [1, 2, 3]) {
          expect(await store.appendUpdate(a.room.id, bytes(seq))).toBe(seq);
          expect(await store.appendUpdate(b.room.id, bytes(seq))).toBe(seq);
        }
        expect(await store.docLog(a.room.id, 1)).toEqual({
          seq: 3,
          snapshot: null,
          updates: [
            { seq: 2, update: bytes(2) },
            { seq: 3, update: bytes(3) },
          ],
        });
        expect(await store.docLog(a.room.id, 3)).toEqual({ seq: 3, snapshot: null, updates: [] });
        expect(await store.docLog(a.room.id, 9)).toEqual({ seq: 3, snapshot: null, updates: [] });
      });

      it('gives back any bytes: none, a view into a larger buffer, a Buffer, and a megabyte', async () => {
        const { room } = await newRoom();
        const large = randomBytes(1_048_576);
        const given = [new Uint8Array(0), new Uint8Array([9, 0, 255, 7, 9]).subarray(1, 4), large];
        for (const update of given) await store.appendUpdate(room.id, update);
        const { updates } = await store.docLog(room.id, 0);
        expect(updates.map(({ update }) => Buffer.compare(update, given.shift()!))).toEqual([0, 0, 0]);
        for (const { update } of updates) expect(Object.getPrototypeOf(update)).toBe(Uint8Array.prototype);
      });

      it('has taken the bytes when the call returns: the caller may use the array again', async () => {
        const { room } = await newRoom();
        const update = bytes(1, 2, 3);
        const appended = store.appendUpdate(room.id, update);
        update.fill(0);
        await appended;
        expect((await store.docLog(room.id, 0)).updates[0]?.update).toEqual(bytes(1, 2, 3));
        expect(update).toHaveLength(3);
      });

      it('reads hundreds of rows in order', async () => {
        const { room } = await newRoom();
        const seqs = await Promise.all(
          Array.from({ length: 300 }, (_, i) => store.appendUpdate(room.id, bytes(i & 255, i >> 8))),
        );
        expect(seqs.slice().sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
        for (const afterSeq of [0, 99, 100, 101, 200]) {
          const { updates } = await store.docLog(room.id, afterSeq);
          expect(updates.map(({ seq }) => seq)).toEqual(
            Array.from({ length: 300 - afterSeq }, (_, i) => afterSeq + i + 1),
          );
          for (const { seq, update } of updates) {
            const i = seqs.indexOf(seq);
            expect(update).toEqual(bytes(i & 255, i >> 8));
          }
        }
      });

      it('refuses to append to a room that does not exist', async () => {
        await expect(store.appendUpdate(newRoomId(), bytes(1))).rejects.toMatchObject({ code: 'conflict' });
      });

      it('compacts: a reader gets the snapshot only where it lacks some of it', async () => {
        const { room } = await newRoom();
        for (const seq of [1, 2, 3, 4]) await store.appendUpdate(room.id, bytes(seq));
        await store.compact(room.id, { seq: 3, update: bytes(1, 2, 3) });
        const snapshot = { seq: 3, update: bytes(1, 2, 3) };
        const updates = [{ seq: 4, update: bytes(4) }];
        for (const afterSeq of [0, 1, 2]) {
          expect(await store.docLog(room.id, afterSeq)).toEqual({ seq: 4, snapshot, updates });
        }
        expect(await store.docLog(room.id, 3)).toEqual({ seq: 4, snapshot: null, updates });
        expect(await store.docLog(room.id, 4)).toEqual({ seq: 4, snapshot: null, updates: [] });
        expect(await store.appendUpdate(room.id, bytes(5))).toBe(5);
      });

      it('keeps the later of two snapshots', async () => {
        const { room } = await newRoom();
        for (const seq of [1, 2, 3]) await store.appendUpdate(room.id, bytes(seq));
        const later = { seq: 3, update: bytes(1, 2, 3) };
        await store.compact(room.id, later);
        await store.compact(room.id, { seq: 2, update: bytes(1, 2) });
        await store.compact(room.id, { seq: 0, update: bytes() });
        expect(await store.docLog(room.id, 0)).toEqual({ seq: 3, snapshot: later, updates: [] });
      });

      it('refuses a snapshot of rows that do not exist', async () => {
        const { room } = await newRoom();
        await store.appendUpdate(room.id, bytes(1));
        const early = store.compact(room.id, { seq: 2, update: bytes(1, 2) });
        await expect(early).rejects.toMatchObject({ code: 'conflict' });
        const nowhere = store.compact(newRoomId(), { seq: 1, update: bytes(1) });
        await expect(nowhere).rejects.toMatchObject({ code: 'conflict' });
        expect(await store.docLog(room.id, 0)).toEqual({
          seq: 1,
          snapshot: null,
          updates: [{ seq: 1, update: bytes(1) }],
        });
      });

      it('gives two writers of one room different numbers without a gap', async () => {
        const { room } = await newRoom();
        const other = await here.open();
        try {
          const writers = [store, other].map(async (writer, i) => {
            const got: number[] = [];
            for (let n = 0; n < 40; n++) got.push(await writer.appendUpdate(room.id, bytes(i, n)));
            return got;
          });
          const [a, b] = (await Promise.all(writers)) as [number[], number[]];
          expect([...a, ...b].sort((x, y) => x - y)).toEqual(Array.from({ length: 80 }, (_, i) => i + 1));
          const { updates } = await store.docLog(room.id, 0);
          expect(updates.map(({ update }) => update)).toEqual(
            Array.from({ length: 80 }, (_, i) => {
              const inA = a.indexOf(i + 1);
              return inA >= 0 ? bytes(0, inA) : bytes(1, b.indexOf(i + 1));
            }),
          );
        } finally {
          await other.close();
        }
      });

      it('a failing call among many leaves no gap and fails no other', async () => {
        const { room } = await newRoom();
        const calls = await Promise.allSettled(
          Array.from({ length: 30 }, (_, i) =>
            i % 3 === 1
              ? store.createRoom(room, aMember({ role: 'host' }), aHash())
              : store.appendUpdate(room.id, bytes(i)),
          ),
        );
        expect(calls.map(({ status }) => status)).toEqual(
          Array.from({ length: 30 }, (_, i) => (i % 3 === 1 ? 'rejected' : 'fulfilled')),
        );
        expect((await store.docLog(room.id, 0)).updates).toHaveLength(20);
      });

      it.each([1, 2, 3, 4])('every reading order rebuilds the document (seed %i)', async (seed) => {
        const random = mulberry32(seed);
        const { room } = await newRoom();
        const other = await here.open();
        // The document of this test is the bytes of its updates, one after another.
        const whole: number[] = [];
        const ends = [0]; // length of the document after each row
        const readers = Array.from({ length: 4 }, () => ({ seq: 0, state: [] as number[] }));
        const documentAt = (seq: number) => whole.slice(0, ends[seq]);
        try {
          for (let step = 0; step < 120; step++) {
            const via = random() < 0.5 ? store : other;
            const head = ends.length - 1;
            const what = random();
            if (what < 0.55) {
              const update = Array.from({ length: Math.floor(random() * 6) }, () =>
                Math.floor(random() * 256),
              );
              expect(await via.appendUpdate(room.id, bytes(...update))).toBe(head + 1);
              whole.push(...update);
              ends.push(whole.length);
            } else if (what < 0.7) {
              const seq = Math.floor(random() * (head + 1));
              await via.compact(room.id, { seq, update: bytes(...documentAt(seq)) });
            } else {
              const reader = readers[Math.floor(random() * readers.length)]!;
              if (random() < 0.2) Object.assign(reader, { seq: 0, state: [] });
              catchUp(reader, await via.docLog(room.id, reader.seq));
              expect(reader).toEqual({ seq: head, state: whole });
            }
          }
          const fresh = { seq: 0, state: [] as number[] };
          catchUp(fresh, await store.docLog(room.id, 0));
          expect(fresh).toEqual({ seq: ends.length - 1, state: whole });
        } finally {
          await other.close();
        }
      });

      it('shows one moment to a reader while others append and compact', async () => {
        const { room } = await newRoom();
        const other = await here.open();
        try {
          let writing = true;
          const write = async () => {
            for (let seq = 1; seq <= 60; seq++) {
              await other.appendUpdate(room.id, bytes(seq));
              if (seq % 5 === 0) {
                const state = Array.from({ length: seq }, (_, i) => i + 1);
                await other.compact(room.id, { seq, update: bytes(...state) });
              }
            }
            writing = false;
          };
          const readAll = async () => {
            while (writing) {
              const reader = { seq: 0, state: [] as number[] };
              catchUp(reader, await store.docLog(room.id, 0));
              expect(reader.state).toEqual(Array.from({ length: reader.seq }, (_, i) => i + 1));
            }
          };
          await Promise.all([write(), readAll()]);
          expect((await store.docLog(room.id, 0)).snapshot?.seq).toBe(60);
        } finally {
          await other.close();
        }
      });
    });

    describe('votes', () => {
      it('counts one vote of a member for a design, by time and then by member id', async () => {
        const { room, host } = await newRoom();
        const [red, blue] = [newDesignId(), newDesignId()];
        const others = [await join(room.id), await join(room.id), await join(room.id)];
        const tied = others.map(({ id }) => id).sort();
        for (const id of tied.slice().reverse()) await store.setVote(room.id, red, id, true, 2_000);
        await store.setVote(room.id, red, host.id, true, 1_000);
        await store.setVote(room.id, red, host.id, true, 9_000); // counted already, at 1000
        await store.setVote(room.id, blue, host.id, true, 3_000);
        expect(await store.votes(room.id)).toEqual({ [red]: [host.id, ...tied], [blue]: [host.id] });
      });

      it('takes a vote back, and giving it again counts from then', async () => {
        const { room, host } = await newRoom();
        const member = await join(room.id);
        const designId = newDesignId();
        await store.setVote(room.id, designId, host.id, true, 1);
        await store.setVote(room.id, designId, member.id, true, 2);
        await store.setVote(room.id, designId, host.id, false, 3);
        await store.setVote(room.id, designId, host.id, false, 4);
        expect(await store.votes(room.id)).toEqual({ [designId]: [member.id] });
        await store.setVote(room.id, designId, host.id, true, 5);
        expect(await store.votes(room.id)).toEqual({ [designId]: [member.id, host.id] });
        await store.setVote(room.id, designId, host.id, false, 6);
        await store.setVote(room.id, designId, member.id, false, 7);
        expect(await store.votes(room.id)).toEqual({});
      });

      it('refuses the vote of somebody who is not in the room', async () => {
        const [a, b] = [await newRoom(), await newRoom()];
        const vote = store.setVote(a.room.id, newDesignId(), b.host.id, true, 1);
        await expect(vote).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
        expect(await store.votes(a.room.id)).toEqual({});
      });
    });

    describeLockConformance(() => store);
    describeVersionConformance(() => store);

    it('answers a ping with how long it took', async () => {
      expect(await store.ping()).toBeGreaterThan(0);
      expect(await store.ping()).toBeLessThan(10_000);
    });

    it('finds everything again after it was closed and opened', async () => {
      const before = await here.open();
      const room = aRoom();
      const host = aMember({ role: 'host' });
      const session = aHash();
      const designId = newDesignId();
      const invite: Invite = { id: newInviteId(), role: 'viewer', createdAtMs: 5, createdBy: host.id };
      await before.createRoom(room, host, session);
      await before.replaceInvite(room.id, invite, aHash());
      await before.appendUpdate(room.id, bytes(1));
      await before.appendUpdate(room.id, bytes(2));
      await before.compact(room.id, { seq: 1, update: bytes(1) });
      await before.setVote(room.id, designId, host.id, true, 1);
      await before.close();

      const after = await here.open();
      try {
        expect(await after.room(room.id)).toEqual(room);
        expect(await after.memberBySession(room.id, session)).toEqual(host);
        expect(await after.invites(room.id)).toEqual([invite]);
        expect(await after.docLog(room.id, 0)).toEqual({
          seq: 2,
          snapshot: { seq: 1, update: bytes(1) },
          updates: [{ seq: 2, update: bytes(2) }],
        });
        expect(await after.votes(room.id)).toEqual({ [designId]: [host.id] });
      } finally {
        await after.close();
      }
    });

    it('finishes the calls under way when it is closed, and refuses later ones', async () => {
      const { room } = await newRoom();
      const closing = await here.open();
      const underWay = Array.from({ length: 20 }, (_, i) => closing.appendUpdate(room.id, bytes(i)));
      const closed = closing.close();
      await expect(closing.ping()).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
      expect((await Promise.all(underWay)).sort((a, b) => a - b)).toEqual(underWay.map((_, i) => i + 1));
      await closed;
      await closing.close();
      await expect(closing.room(room.id)).rejects.toMatchObject({ name: 'StoreError', code: 'closed' });
      expect((await store.docLog(room.id, 0)).seq).toBe(20);
    });
  });
}

type Visited = { room: Room; member: Member; others: number };

function catchUp(reader: { seq: number; state: number[] }, log: DocLog): void {
  if (log.snapshot) Object.assign(reader, { seq: log.snapshot.seq, state: [...log.snapshot.update] });
  for (const { seq, update } of log.updates) {
    expect(seq).toBe(reader.seq + 1);
    reader.seq = seq;
    reader.state.push(...update);
  }
  expect(reader.seq).toBe(log.seq);
}

/** A small seeded generator of numbers in [0, 1), so that a failing run can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
