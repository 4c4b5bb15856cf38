import {
  type ActivityEntry,
  type Naming,
  newDesignId,
  newMemberId,
  newRoomId,
  newVersionId,
  type PlaceInTime,
  type Version,
} from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import type { Store } from './store.js';
import { aHash, aMember, aResult, aRoom, aRound, aVersion } from './testing/samples.js';

const plenty = { perDesign: 1_000, perRoom: 1_000 };

/** The part of the store's conformance that is about versions of designs and what the feed tells of them. */
export function describeVersionConformance(open: () => Store): void {
  const newRoom = async () => {
    const room = aRoom();
    const host = aMember({ role: 'host', joinedAtMs: room.createdAtMs });
    await open().createRoom(room, host, aHash());
    return { room, host };
  };
  /** `count` versions of one design, oldest first. */
  const series = (count: number, from: Partial<Version> = {}): Version[] => {
    const designId = newDesignId();
    return Array.from({ length: count }, () => aVersion({ designId, ...from }));
  };
  const naming = (name = 'Final'): Naming => ({ name, by: { id: newMemberId(), name: 'Ben' }, atMs: 5_000 });
  const newestFirst = (versions: readonly Version[]) => versions.toReversed();
  const place = ({ atMs, id }: PlaceInTime): PlaceInTime => ({ atMs, id });

  describe('versions', () => {
    it('gives back versions as they were added, newest first, of one design', async () => {
      const { room } = await newRoom();
      const mine = series(3, { by: { id: newMemberId(), name: 'Zoë 🧵' } });
      const others = series(2);
      await open().addVersions(room.id, [mine[0]!, others[0]!, mine[1]!], plenty);
      await open().addVersions(room.id, [others[1]!, mine[2]!], plenty);
      const { designId } = mine[0]!;
      expect(await open().versions(room.id, designId, { limit: 10 })).toEqual({
        versions: newestFirst(mine),
        total: 3,
      });
      const elsewhere = await open().versions((await newRoom()).room.id, designId, { limit: 10 });
      expect(elsewhere).toEqual({ versions: [], total: 0 });
    });

    it('keeps every kind of deed and change, and an empty list of them', async () => {
      const { room } = await newRoom();
      const designId = newDesignId();
      const given = [
        aVersion({ designId, deed: 'added', changes: [] }),
        aVersion({ designId, changes: [{ field: 'a.category', from: null, to: 2 }] }),
        aVersion({ designId, deed: 'removed', changes: [], state: '{"name":"O\'Neill \\u0000"}' }),
        aVersion({ designId, deed: 'returned', changes: [{ field: 'name', from: 'a', to: '"b"' }] }),
      ];
      await open().addVersions(room.id, given, plenty);
      expect((await open().versions(room.id, designId, { limit: 9 })).versions).toEqual(newestFirst(given));
    });

    it('leaves a version as it is that is added again', async () => {
      const { room } = await newRoom();
      const version = aVersion();
      await open().addVersions(room.id, [version], plenty);
      await open().addVersions(room.id, [{ ...version, deed: 'removed' }, version], plenty);
      expect(await open().versions(room.id, version.designId, { limit: 9 })).toEqual({
        versions: [version],
        total: 1,
      });
    });

    it('refuses versions of a room that does not exist, and adds none of a call that fails', async () => {
      const version = aVersion();
      const nowhere = open().addVersions(newRoomId(), [version], plenty);
      await expect(nowhere).rejects.toMatchObject({ name: 'StoreError', code: 'conflict' });
      await open().addVersions((await newRoom()).room.id, [], plenty);
    });

    it.each([1, 2, 7])('pages without a gap or an overlap, %i at a time, ties included', async (limit) => {
      const { room } = await newRoom();
      const versions = [...series(1), ...series(9, { atMs: 1_000 })].map((version, index, all) => ({
        ...version,
        designId: all[0]!.designId,
        atMs: index < 3 ? 900 + index : version.atMs,
      }));
      await open().addVersions(room.id, versions, plenty);
      const read: Version[] = [];
      for (let before: PlaceInTime | undefined; ; before = place(read.at(-1)!)) {
        const page = await open().versions(room.id, versions[0]!.designId, { before, limit });
        expect(page.total).toBe(10);
        if (page.versions.length === 0) break;
        read.push(...page.versions);
      }
      expect(read.map(({ id }) => id).sort()).toEqual(versions.map(({ id }) => id).sort());
      const times = read.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((one, other) => other - one));
    });

    it('thins out automatic versions: the newest, the first and the named stay, old ones lie evenly', async () => {
      const { room } = await newRoom();
      const most = 16;
      const all = series(100);
      const { designId } = all[0]!;
      for (const [index, version] of all.entries()) {
        const named = index === 10 ? naming() : null;
        await open().addVersions(room.id, [{ ...version, naming: named }], {
          perDesign: most,
          perRoom: 1_000,
        });
      }
      const { versions, total } = await open().versions(room.id, designId, { limit: 100 });
      const kept = versions.map(({ id }) => all.findIndex((version) => version.id === id)).reverse();
      expect(total).toBe(kept.length);
      expect(kept).toContain(10);
      expect(kept).toHaveLength(most + 1);
      expect(kept[0]).toBe(0);
      // The newer half is whole.
      expect(kept.slice(-8)).toEqual([92, 93, 94, 95, 96, 97, 98, 99]);
      // Further back there is no hole: eight are left of the older ninety.
      const older = kept.slice(0, -7).filter((index) => index !== 10);
      const steps = older.slice(1).map((index, i) => index - older[i]!);
      expect(Math.max(...steps)).toBeLessThan(30);
    });

    it('thins one design and leaves the others and the other rooms alone', async () => {
      const [here, there] = [await newRoom(), await newRoom()];
      const [long, short] = [series(20), series(8)];
      const keep = { perDesign: 8, perRoom: 1_000 };
      await open().addVersions(there.room.id, series(3), keep);
      await open().addVersions(here.room.id, [...long, ...short], keep);
      expect((await open().versions(here.room.id, short[0]!.designId, { limit: 50 })).total).toBe(8);
      expect((await open().versions(here.room.id, long[0]!.designId, { limit: 50 })).total).toBe(8);
      expect(await open().activity(there.room.id, { limit: 50 })).toHaveLength(4);
    });

    it('drops the oldest automatic versions of a room past its bound, and no named one', async () => {
      const { room } = await newRoom();
      const named = aVersion({ naming: naming() });
      const many = Array.from({ length: 12 }, () => aVersion());
      const keep = { perDesign: 100, perRoom: 5 };
      await open().addVersions(room.id, [named, ...many.slice(0, 4)], keep);
      await open().addVersions(room.id, many.slice(4), keep);
      const left = (await open().activity(room.id, { limit: 50 })).flatMap((entry) =>
        entry.kind === 'version' ? [entry.version] : [],
      );
      expect(left).toEqual(newestFirst([named, ...many.slice(-5)]));
    });

    it('names a version, renames it, and takes the name back', async () => {
      const { room } = await newRoom();
      const version = aVersion();
      await open().addVersions(room.id, [version], plenty);
      for (const given of [naming('Lookbook ✂️'), naming('Final'), null]) {
        const named = await open().nameVersion(room.id, version.id, given, 10);
        expect(named).toEqual({ ...version, naming: given });
        const page = await open().versions(room.id, version.designId, { limit: 1 });
        expect(page.versions).toEqual([named]);
      }
    });

    it('answers null for a version that is not in the room', async () => {
      const [a, b] = [await newRoom(), await newRoom()];
      const version = aVersion();
      await open().addVersions(a.room.id, [version], plenty);
      expect(await open().nameVersion(b.room.id, version.id, naming(), 10)).toBeNull();
      expect(await open().nameVersion(a.room.id, newVersionId(), naming(), 10)).toBeNull();
    });

    it('holds no more named versions of a design than it may, and lets those be renamed', async () => {
      const { room } = await newRoom();
      const [one, two, three] = series(3) as [Version, Version, Version];
      const other = aVersion();
      await open().addVersions(room.id, [one, two, three, other], plenty);
      const name = (version: Version, given: Naming | null = naming()) =>
        open().nameVersion(room.id, version.id, given, 2);
      await name(one);
      await name(two);
      expect(await name(three)).toBe('full');
      expect(await name(other)).toMatchObject({ id: other.id });
      expect(await name(one, naming('Again'))).toMatchObject({ naming: { name: 'Again' } });
      await name(two, null);
      expect(await name(three)).toMatchObject({ id: three.id, naming: { name: 'Final' } });
    });
  });

  describe('activity', () => {
    const told = (entries: readonly ActivityEntry[]) =>
      entries.map((entry) => `${entry.by.name} ${entry.kind}`);

    it('tells what happened from what the store holds, newest first', async () => {
      const { room, host } = await newRoom();
      const ben = await open().joinRoom(room.id, aMember({ name: 'Ben', joinedAtMs: 3e12 }), aHash());
      const version = aVersion({ atMs: 4e12, by: { id: ben.id, name: 'Ben' } });
      await open().addVersions(room.id, [version], plenty);
      const given: Naming = { name: 'Final', by: { id: host.id, name: host.name }, atMs: 5e12 };
      await open().nameVersion(room.id, version.id, given, 10);
      await open().setVote(room.id, version.designId, ben.id, true, 6e12);
      const named = { ...version, naming: given };
      expect(await open().activity(room.id, { limit: 10 })).toEqual([
        {
          id: `voted:${version.designId}:${ben.id}`,
          atMs: 6e12,
          by: { id: ben.id, name: 'Ben' },
          kind: 'voted',
          designId: version.designId,
        },
        { id: `named:${version.id}`, atMs: 5e12, by: given.by, kind: 'named', version: named },
        { id: `version:${version.id}`, atMs: 4e12, by: version.by, kind: 'version', version: named },
        {
          id: `joined:${ben.id}`,
          atMs: 3e12,
          by: { id: ben.id, name: 'Ben' },
          kind: 'joined',
          opened: false,
        },
        {
          id: `joined:${host.id}`,
          atMs: room.createdAtMs,
          by: { id: host.id, name: host.name },
          kind: 'joined',
          opened: true,
        },
      ]);
    });

    it('tells who asked what and what was decided, and no ballot', async () => {
      const { room, host } = await newRoom();
      const ben = await open().joinRoom(room.id, aMember({ name: 'Ben', role: 'editor' }), aHash());
      const asked = (openedBy: string, openedAtMs: number) => {
        const state = { kind: 'open', closesAtMs: openedAtMs + 1, extensions: 0 } as const;
        return aRound({ question: 'Which "two"?', openedBy, openedAtMs, state });
      };
      const [first, second] = [asked(host.id, 4e12), asked(ben.id, 5e12)];
      await open().rounds.open(room.id, first);
      await open().rounds.cast(room.id, first.id, ben.id, {}, 4e12);
      const urn = await open().rounds.current(room.id);
      const winner = first.options[0]?.designId ?? '';
      const results = { ...aResult(1), winner };
      await open().rounds.reveal(room.id, first.id, {
        results,
        ballotSeq: urn?.ballotSeq ?? 0,
        atMs: 4e12 + 2,
      });
      await open().rounds.open(room.id, second);
      await open().rounds.cancel(room.id, second.id, host.id, 5e12 + 1);
      await open().removeMember(room.id, ben.id);
      const [by, gone] = [
        { id: host.id, name: host.name },
        { id: ben.id, name: 'Someone' },
      ];
      const question = 'Which "two"?';
      expect(await open().activity(room.id, { limit: 4 })).toEqual([
        {
          id: `decided:${second.id}`,
          atMs: 5e12 + 1,
          by,
          kind: 'decided',
          question,
          outcome: 'cancelled',
          winner: null,
        },
        { id: `asked:${second.id}`, atMs: 5e12, by: gone, kind: 'asked', question },
        {
          id: `decided:${first.id}`,
          atMs: 4e12 + 2,
          by,
          kind: 'decided',
          question,
          outcome: 'revealed',
          winner,
        },
        { id: `asked:${first.id}`, atMs: 4e12, by, kind: 'asked', question },
      ]);
    });

    it('forgets a vote that is taken back and a member who is out, but not what they made', async () => {
      const { room, host } = await newRoom();
      const ben = await open().joinRoom(room.id, aMember({ name: 'Ben', joinedAtMs: 3e12 }), aHash());
      await open().addVersions(room.id, [aVersion({ atMs: 4e12, by: { id: ben.id, name: 'Ben' } })], plenty);
      await open().setVote(room.id, newDesignId(), ben.id, true, 5e12);
      await open().setVote(room.id, newDesignId(), host.id, true, 6e12);
      expect(told(await open().activity(room.id, { limit: 10 }))).toEqual([
        `${host.name} voted`,
        'Ben voted',
        'Ben version',
        'Ben joined',
        `${host.name} joined`,
      ]);
      await open().removeMember(room.id, ben.id);
      expect(told(await open().activity(room.id, { limit: 10 }))).toEqual([
        `${host.name} voted`,
        'Ben version',
        `${host.name} joined`,
      ]);
    });

    it.each([1, 3, 100])(
      'pages over all kinds without a gap or an overlap, %i at a time, ties included',
      async (limit) => {
        const { room, host } = await newRoom();
        const at = (index: number) => 4e12 + Math.floor(index / 5);
        await open().addVersions(
          room.id,
          Array.from({ length: 11 }, (_, i) => aVersion({ atMs: at(i) })),
          plenty,
        );
        for (let i = 0; i < 7; i++) {
          await open().joinRoom(room.id, aMember({ joinedAtMs: at(i) }), aHash());
          await open().setVote(room.id, newDesignId(), host.id, true, at(i));
        }
        const read: ActivityEntry[] = [];
        for (let before: PlaceInTime | undefined; ; before = place(read.at(-1)!)) {
          const page = await open().activity(room.id, { before, limit });
          expect(page.length).toBeLessThanOrEqual(limit);
          if (page.length === 0) break;
          read.push(...page);
        }
        expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
        expect(read).toHaveLength(11 + 7 + 7 + 1);
        expect(read).toEqual(await open().activity(room.id, { limit: 100 }));
      },
    );

    it('is empty for a room that does not exist', async () => {
      expect(await open().activity(newRoomId(), { limit: 10 })).toEqual([]);
    });
  });
}
