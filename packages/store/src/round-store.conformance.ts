import {
  limits,
  type Member,
  newDesignId,
  newMemberId,
  newRoomId,
  newRoundId,
  type Round,
} from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { Store } from './store.js';
import { openBeforeTests, type StorePlace } from './store-place.conformance.js';
import { aHash, aMember, aResult, aRoom, aRound } from './testing/samples.js';

/** What the rounds of every `Store` must do; `place` makes an empty one. */
export function describeRoundConformance(name: string, place: () => Promise<StorePlace>): void {
  describe(`${name} conforms to RoundStore`, () => {
    let here: StorePlace;
    let store: Store;

    openBeforeTests(place, (opened, at) => {
      store = opened;
      here = at;
    });

    /** A room of `guests` voters and their host. */
    const newRoom = async (guests = 0): Promise<{ roomId: string; members: Member[] }> => {
      const room = aRoom();
      const members = [aMember({ role: 'host' })];
      await store.createRoom(room, members[0]!, aHash());
      for (let guest = 0; guest < guests; guest++) {
        members.push(await store.joinRoom(room.id, aMember({ role: 'voter' }), aHash()));
      }
      return { roomId: room.id, members };
    };
    const opened = async (roomId: string, from: Partial<Round> = {}): Promise<Round> => {
      const round = aRound(from);
      expect(await store.rounds.open(roomId, round)).toBe(true);
      return round;
    };
    const timed = (closesAtMs: number): Partial<Round> => ({
      state: { kind: 'open', closesAtMs, extensions: 0 },
    });
    const current = async (roomId: string) => {
      const urn = await store.rounds.current(roomId);
      if (!urn) throw new Error('there is no round');
      return urn;
    };
    const reveal = async (roomId: string, round: Round, atMs: number) => {
      const { ballotSeq, ballots } = await current(roomId);
      return store.rounds.reveal(roomId, round.id, { results: aResult(ballots.length), ballotSeq, atMs });
    };

    it('gives back a round as it was opened', async () => {
      const { roomId } = await newRoom();
      const round = await opened(roomId, {
        question: `'; DROP TABLE rounds; -- \0 \uD800 🧵`,
        method: { kind: 'ranked' },
        anonymous: true,
        electorate: { kind: 'members', memberIds: [newMemberId()] },
        quorum: 3,
        ...timed(1_790_000_000_123.25),
      });
      expect(await current(roomId)).toEqual({ round, ballots: [], ballotSeq: 0 });
      expect(await store.rounds.round(roomId, round.id)).toEqual(round);
    });

    it('answers nothing for what does not exist', async () => {
      const { roomId, members } = await newRoom();
      const [roundId, memberId] = [newRoundId(), members[0]!.id];
      expect(await store.rounds.current(roomId)).toBeNull();
      expect(await store.rounds.current(newRoomId())).toBeNull();
      expect(await store.rounds.round(roomId, roundId)).toBeNull();
      expect(await store.rounds.revealed(roomId)).toEqual([]);
      expect(await store.rounds.cast(roomId, roundId, memberId, {}, 1)).toBe(false);
      expect(await store.rounds.cast(roomId, roundId, memberId, null, 1)).toBe(false);
      expect(await store.rounds.extend(roomId, roundId, 1, 1)).toBe(false);
      expect(await store.rounds.close(roomId, roundId, memberId, 1)).toBe(false);
      expect(await store.rounds.cancel(roomId, roundId, memberId, 1)).toBe(false);
      const counted = { results: aResult(0), ballotSeq: 0, atMs: 1 };
      expect(await store.rounds.reveal(roomId, roundId, counted)).toBe(false);
      const opening = store.rounds.open(newRoomId(), aRound());
      await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
    });

    it('opens one round at a time in a room, however many try at once', async () => {
      const { roomId, members } = await newRoom();
      const other = await newRoom();
      const rounds = Array.from({ length: 6 }, () => aRound());
      const tries = await Promise.all(rounds.map((round) => store.rounds.open(roomId, round)));
      expect(tries.filter(Boolean)).toHaveLength(1);
      expect((await current(roomId)).round).toEqual(rounds[tries.indexOf(true)]);
      await opened(other.roomId);

      await store.rounds.cancel(roomId, rounds[tries.indexOf(true)]!.id, members[0]!.id, 5);
      const next = await opened(roomId);
      expect((await current(roomId)).round).toEqual(next);
    });

    it('keeps one ballot of a member, the last', async () => {
      const { roomId, members } = await newRoom(1);
      const round = await opened(roomId);
      const [one, other] = members as [Member, Member];
      const [a, b] = round.options.map(({ designId }) => designId) as [string, string];
      expect(await store.rounds.cast(roomId, round.id, one.id, { [a]: 1 }, 10)).toBe(true);
      expect(await store.rounds.cast(roomId, round.id, other.id, {}, 11)).toBe(true);
      expect(await store.rounds.cast(roomId, round.id, one.id, { [b]: 2, [a]: 1 }, 12)).toBe(true);
      const both = [
        { memberId: one.id, ballot: { [b]: 2, [a]: 1 } },
        { memberId: other.id, ballot: {} },
      ].toSorted((x, y) => (x.memberId < y.memberId ? -1 : 1));
      expect(await current(roomId)).toEqual({ round, ballots: both, ballotSeq: 3 });

      expect(await store.rounds.cast(roomId, round.id, one.id, null, 13)).toBe(true);
      expect(await store.rounds.cast(roomId, round.id, one.id, null, 14)).toBe(true);
      expect((await current(roomId)).ballots).toEqual([{ memberId: other.id, ballot: {} }]);
    });

    it('refuses the ballot of somebody who is not in the room, and loses that of one who leaves', async () => {
      const { roomId, members } = await newRoom(1);
      const round = await opened(roomId);
      const stranger = store.rounds.cast(roomId, round.id, newMemberId(), {}, 1);
      await expect(stranger).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
      await store.rounds.cast(roomId, round.id, members[1]!.id, {}, 1);
      await store.removeMember(roomId, members[1]!.id);
      expect((await current(roomId)).ballots).toEqual([]);
    });

    it('takes no ballot once the time is up, and none is changed', async () => {
      const { roomId, members } = await newRoom();
      const [me] = members as [Member];
      const round = await opened(roomId, timed(1_000));
      const [a] = round.options.map(({ designId }) => designId) as [string];
      expect(await store.rounds.cast(roomId, round.id, me.id, { [a]: 1 }, 999.5)).toBe(true);
      for (const ballot of [{ [a]: 2 }, null]) {
        expect(await store.rounds.cast(roomId, round.id, me.id, ballot, 1_000)).toBe(false);
      }
      expect(await current(roomId)).toMatchObject({ ballotSeq: 1, ballots: [{ ballot: { [a]: 1 } }] });
    });

    it('extends the time, all extensions added up, and not after it is up', async () => {
      const { roomId } = await newRoom();
      const round = await opened(roomId, timed(1_000));
      await Promise.all([1, 2, 3].map(() => store.rounds.extend(roomId, round.id, 500, 900)));
      expect((await current(roomId)).round.state).toEqual({
        kind: 'open',
        closesAtMs: 2_500,
        extensions: 3,
      });
      expect(await store.rounds.extend(roomId, round.id, 500, 2_500)).toBe(false);

      const untimed = await opened((await newRoom()).roomId);
      expect(untimed.state).toMatchObject({ closesAtMs: null });
    });

    it('gives a round without a timer one that starts at the extension', async () => {
      const { roomId } = await newRoom();
      const round = await opened(roomId);
      expect(await store.rounds.extend(roomId, round.id, 500, 10_000)).toBe(true);
      expect((await current(roomId)).round.state).toMatchObject({ closesAtMs: 10_500, extensions: 1 });
    });

    it('reveals when the time is up: results in, ballots out, once', async () => {
      const { roomId, members } = await newRoom();
      const round = await opened(roomId, timed(1_000));
      await store.rounds.cast(roomId, round.id, members[0]!.id, {}, 1);
      expect(await reveal(roomId, round, 999)).toBe(false);
      expect(await reveal(roomId, round, 1_000)).toBe(true);
      expect(await reveal(roomId, round, 1_001)).toBe(false);
      const after: Round = {
        ...round,
        state: { kind: 'revealed', atMs: 1_000, by: null, results: aResult(1) },
      };
      expect(await current(roomId)).toEqual({ round: after, ballots: [], ballotSeq: 1 });
      expect(await store.rounds.revealed(roomId)).toEqual([after]);
      expect(await store.rounds.cast(roomId, round.id, members[0]!.id, {}, 1)).toBe(false);
      expect(await store.rounds.extend(roomId, round.id, 1, 1)).toBe(false);
      expect(await store.rounds.cancel(roomId, round.id, members[0]!.id, 1)).toBe(false);
    });

    it('closes by hand, and remembers whose', async () => {
      const { roomId, members } = await newRoom();
      const [me] = members as [Member];
      const round = await opened(roomId);
      expect(await reveal(roomId, round, 5_000)).toBe(false);
      expect(await store.rounds.close(roomId, round.id, me.id, 5_000)).toBe(true);
      expect(await store.rounds.close(roomId, round.id, newMemberId(), 5_001)).toBe(false);
      expect(await store.rounds.cast(roomId, round.id, me.id, {}, 5_000)).toBe(false);
      expect(await reveal(roomId, round, 5_000)).toBe(true);
      expect((await current(roomId)).round.state).toMatchObject({ kind: 'revealed', by: me.id });
    });

    it('does not reveal what was counted before another ballot came', async () => {
      const { roomId, members } = await newRoom();
      const round = await opened(roomId, timed(1_000));
      const { ballotSeq } = await current(roomId);
      // On an instance whose clock is behind, where the time is not up yet.
      expect(await store.rounds.cast(roomId, round.id, members[0]!.id, {}, 990)).toBe(true);
      const stale = { results: aResult(0), ballotSeq, atMs: 1_000 };
      expect(await store.rounds.reveal(roomId, round.id, stale)).toBe(false);
      expect(await reveal(roomId, round, 1_000)).toBe(true);
      expect((await current(roomId)).round.state).toMatchObject({ results: { voted: 1 } });
    });

    it('cancels without results and forgets the ballots', async () => {
      const { roomId, members } = await newRoom();
      const [me] = members as [Member];
      const round = await opened(roomId);
      await store.rounds.cast(roomId, round.id, me.id, {}, 1);
      expect(await store.rounds.cancel(roomId, round.id, me.id, 7)).toBe(true);
      expect(await store.rounds.cancel(roomId, round.id, me.id, 8)).toBe(false);
      const state = { kind: 'cancelled', atMs: 7, by: me.id };
      expect(await current(roomId)).toEqual({ round: { ...round, state }, ballots: [], ballotSeq: 1 });
      expect(await store.rounds.revealed(roomId)).toEqual([]);
    });

    it('loses no ballot that it took, and reveals once, while many cast and two count', async () => {
      const { roomId, members } = await newRoom(11);
      const other = await here.open();
      try {
        const round = await opened(roomId, timed(1_000));
        const taken = new Map<string, number>();
        let revealed = 0;
        const voting = members.map(async ({ id }, index) => {
          const via = index % 2 === 0 ? store : other;
          for (let mark = 1; mark <= 5; mark++) {
            const ballot = { [round.options[0]!.designId]: mark };
            if (await via.rounds.cast(roomId, round.id, id, ballot, 990)) taken.set(id, mark);
          }
        });
        const counting = [store, other].map(async (via) => {
          for (;;) {
            const { round: now, ballots, ballotSeq } = (await via.rounds.current(roomId))!;
            if (now.state.kind !== 'open') return;
            const sum = ballots.reduce(
              (total, { ballot }) => total + (ballot[round.options[0]!.designId] ?? 0),
              0,
            );
            if (sum < members.length) continue; // let some of them vote first
            const results = aResult(sum);
            if (await via.rounds.reveal(roomId, round.id, { results, ballotSeq, atMs: 1_000 })) revealed += 1;
          }
        });
        await Promise.all([...voting, ...counting]);
        expect(revealed).toBe(1);
        const sum = [...taken.values()].reduce((total, mark) => total + mark, 0);
        expect((await current(roomId)).round.state).toMatchObject({ results: { voted: sum } });
      } finally {
        await other.close();
      }
    });

    it('lists open rounds whose time comes, soonest first, over all rooms', async () => {
      const far = 4_000_000_000_000;
      const due: { roomId: string; roundId: string; closesAtMs: number }[] = [];
      for (const closesAtMs of [far + 30, far + 10, far + 20]) {
        const { roomId } = await newRoom();
        due.push({ roomId, roundId: (await opened(roomId, timed(closesAtMs))).id, closesAtMs });
      }
      await opened((await newRoom()).roomId);
      const ended = await newRoom();
      const over = await opened(ended.roomId, timed(far + 5));
      await store.rounds.cancel(ended.roomId, over.id, newMemberId(), 1);

      const soonest = [due[1]!, due[2]!, due[0]!];
      const closing = async (beforeMs: number, limit = 1_000) =>
        (await store.rounds.closing(beforeMs, limit)).filter(({ closesAtMs }) => closesAtMs > far);
      expect(await closing(far + 31)).toEqual(soonest);
      expect(await closing(far + 30)).toEqual(soonest.slice(0, 2));
      expect(await store.rounds.closing(far + 31, 1)).toHaveLength(1);
    });

    it('keeps the newest limits.roundsPerRoom rounds of a room', async () => {
      const { roomId } = await newRoom();
      const rounds: Round[] = [];
      for (let index = 0; index < limits.roundsPerRoom + 2; index++) {
        const round = await opened(roomId, { openedAtMs: index, ...timed(index) });
        rounds.push(round);
        expect(await reveal(roomId, round, index)).toBe(true);
      }
      const kept = await store.rounds.revealed(roomId);
      expect(kept).toHaveLength(limits.roundsPerRoom);
      expect(kept.map(({ id }) => id)).toEqual(
        rounds
          .slice(2)
          .reverse()
          .map(({ id }) => id),
      );
    });

    it('finds an open round and its ballots again after it was closed and opened', async () => {
      const { roomId, members } = await newRoom();
      const before = await here.open();
      const round = aRound(timed(9_000));
      await before.rounds.open(roomId, round);
      await before.rounds.cast(roomId, round.id, members[0]!.id, { [newDesignId()]: 1 }, 1);
      const urn = await before.rounds.current(roomId);
      await before.close();
      const after = await here.open();
      try {
        expect(await after.rounds.current(roomId)).toEqual(urn);
        expect(urn?.ballots).toHaveLength(1);
      } finally {
        await after.close();
      }
    });
  });
}
