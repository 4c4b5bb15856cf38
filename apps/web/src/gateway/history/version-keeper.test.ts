import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Author, limits, newMemberId, newRoomId, type Version } from '@toile/protocol';
import {
  createDesign,
  deleteDesign,
  designState,
  designsOf,
  moveDesign,
  readState,
  renameDesign,
  restoreDesign,
  setField,
  setLock,
  setSlider,
  stateText,
} from '@toile/room';
import { openStore, type Store, StoreError } from '@toile/store';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { eventually } from '../testing/until.fixture.js';
import { VersionKeeper, type VersionKeeperOptions } from './version-keeper.js';

const ana: Author = { id: newMemberId(), name: 'Ana' };
const ben: Author = { id: newMemberId(), name: 'Ben' };
const authors = new Set<unknown>([ana, ben]);

let folder: string;
let store: Store;
let roomId: string;
let doc: Y.Doc;
let nowMs: number;
let held: Set<string>;
let told: number;
const keepers: VersionKeeper[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-versions-'));
  store = await openStore({ folder });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  roomId = newRoomId();
  const room = { id: roomId, name: 'r', packId: '0'.repeat(64), createdAtMs: 1 };
  const host = { ...ana, role: 'host', colour: 'sea', joinedAtMs: 1 } as const;
  await store.createRoom(room, host, roomId.padEnd(64, '0'));
  doc = new Y.Doc();
  nowMs = 1_000_000;
  held = new Set();
  told = 0;
});
afterEach(() => {
  for (const keeper of keepers.splice(0)) keeper.close();
});

/** A keeper whose clock is `nowMs`; its origins are the authors themselves. */
function keep(options: Partial<VersionKeeperOptions> = {}): VersionKeeper {
  const keeper = new VersionKeeper({
    roomId,
    doc,
    store,
    authorOf: (origin) => (authors.has(origin) ? (origin as Author) : null),
    isHeld: (designId) => held.has(designId),
    added: () => {
      told += 1;
    },
    log: pino({ level: 'silent' }),
    settleMs: 80,
    now: () => nowMs,
    ...options,
  });
  keepers.push(keeper);
  return keeper;
}

/** The versions of a design, oldest first. */
const versions = async (designId: string): Promise<Version[]> =>
  (await store.versions(roomId, designId, { limit: limits.versionsPerPage })).versions.reverse();
const settled = (designId: string, count: number) =>
  eventually(async () => (await versions(designId)).length === count, `${count} versions`);
/** Time in which a keeper looks several times whether something has settled. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 60));
const text = (designId: string) => stateText(designState(doc, designId) ?? {});

/** A design that was there before the keeper. */
const aDesign = () =>
  createDesign(doc, { name: 'Field dress', style: 0.2, sliders: { hem: 1 } }, { origin: 'before' });

describe('automatic versions', () => {
  it('one is made of a drag, when it has come to rest, with what changed and who changed it', async () => {
    const designId = aDesign();
    keep();
    for (let step = 1; step <= 30; step++) {
      setSlider(doc, designId, 'sleeves', step / 10, ana);
      nowMs += 70;
    }
    await aWhile();
    expect(await versions(designId)).toEqual([]);
    nowMs += 11;
    await settled(designId, 1);
    expect(await versions(designId)).toEqual([
      {
        id: expect.stringMatching(/^\w{12}$/),
        designId,
        atMs: nowMs,
        by: ana,
        deed: 'changed',
        changes: [{ field: 'slider.sleeves', from: 0, to: 3 }],
        state: text(designId),
        naming: null,
      },
    ]);
    expect(told).toBe(1);
  });

  it('waits while a hand is on a slider, but not for ever', async () => {
    const designId = aDesign();
    keep();
    held.add(designId);
    setSlider(doc, designId, 'hem', 2, ana);
    nowMs += 10_000;
    await aWhile();
    expect(await versions(designId)).toEqual([]);
    nowMs += 21_000;
    await settled(designId, 1);
    setSlider(doc, designId, 'hem', 3, ana);
    held.clear();
    nowMs += 81;
    await settled(designId, 2);
  });

  it('tells apart what two people do to one design at the same time', async () => {
    const designId = aDesign();
    keep();
    setSlider(doc, designId, 'hem', 2, ana);
    setField(doc, designId, 'mix.style', 0.9, ben);
    setSlider(doc, designId, 'hem', 4, ben);
    nowMs += 81;
    await settled(designId, 2);
    const both = await versions(designId);
    expect(both.map(({ state }) => state)).toEqual([text(designId), text(designId)]);
    expect(both.find(({ by }) => by.id === ana.id)?.changes).toEqual([
      { field: 'slider.hem', from: 1, to: 2 },
    ]);
    expect(both.find(({ by }) => by.id === ben.id)?.changes).toEqual([
      { field: 'mix.style', from: 0.2, to: 0.9 },
      { field: 'slider.hem', from: 2, to: 4 },
    ]);
  });

  it('makes none of what leads nowhere: there and back, moves on the rack, locks, edits of other instances', async () => {
    const designId = aDesign();
    const other = aDesign();
    keep();
    setSlider(doc, designId, 'hem', 2, ana);
    setSlider(doc, designId, 'hem', 1, ana);
    moveDesign(doc, designId, other, ana);
    setLock(doc, designId, 'hem', true, ana);
    setSlider(doc, other, 'hem', 5, 'another instance');
    nowMs += 81;
    await aWhile();
    expect(await store.activity(roomId, { limit: 10 })).toHaveLength(1);
  });

  it('counts an edit of another instance as unrest, and leaves writing it to that instance', async () => {
    const designId = aDesign();
    keep();
    setSlider(doc, designId, 'hem', 2, ana);
    nowMs += 70;
    setField(doc, designId, 'mix.style', 0.9, 'another instance');
    nowMs += 70;
    await aWhile();
    expect(await versions(designId)).toEqual([]);
    nowMs += 11;
    await settled(designId, 1);
    const [version] = await versions(designId);
    expect(version?.changes).toEqual([{ field: 'slider.hem', from: 1, to: 2 }]);
    expect(version?.state).toBe(text(designId));
  });

  it('tells a new design, one that was taken off, and one that came back', async () => {
    keep();
    const designId = createDesign(doc, { name: 'Coat' }, { origin: ana });
    renameDesign(doc, designId, 'Long coat', ana);
    nowMs += 81;
    await settled(designId, 1);
    const before = text(designId);
    deleteDesign(doc, designId, ben);
    await settled(designId, 2);
    // As an undo brings it back: the same fields, nothing said of a version.
    const fields = Object.entries(readState(before));
    doc.transact(() => designsOf(doc).set(designId, new Y.Map<string | number | null>(fields)), ben);
    nowMs += 81;
    await settled(designId, 3);
    deleteDesign(doc, designId, ana);
    await settled(designId, 4);
    const [added] = await versions(designId);
    restoreDesign(doc, added!, ana);
    nowMs += 81;
    await settled(designId, 5);
    expect((await versions(designId)).map(({ deed, by, changes }) => [deed, by.name, changes])).toEqual([
      ['added', 'Ana', []],
      ['removed', 'Ben', []],
      ['returned', 'Ben', []],
      ['removed', 'Ana', []],
      ['returned', 'Ana', []],
    ]);
    for (const { state } of (await versions(designId)).slice(0, 4)) expect(state).toBe(before);
  });

  it('writes the last state before a design is taken off', async () => {
    const designId = aDesign();
    keep();
    setSlider(doc, designId, 'hem', 2, ana);
    const last = text(designId);
    deleteDesign(doc, designId, ben);
    await settled(designId, 2);
    const deeds = (await versions(designId)).map(({ deed, by, state }) => [deed, by.name, state === last]);
    expect(deeds).toEqual([
      ['changed', 'Ana', true],
      ['removed', 'Ben', true],
    ]);
  });

  it('names the version that a look was restored from, also the second time', async () => {
    const designId = aDesign();
    const keeper = keep();
    setSlider(doc, designId, 'hem', 2, ana);
    await keeper.flush();
    const [first] = await versions(designId);
    for (const by of [ana, ben]) {
      setSlider(doc, designId, 'hem', 5, ana);
      await keeper.flush();
      restoreDesign(doc, first!, by);
      await keeper.flush();
      const restored = (await versions(designId)).at(-1);
      expect(restored?.by).toEqual(by);
      expect(restored?.changes).toContainEqual(expect.objectContaining({ field: 'restored', to: first?.id }));
    }
  });
});

describe('when the store fails', () => {
  it('keeps versions until it is back, and writes each once', async () => {
    const designId = aDesign();
    let failures = 3;
    const failing: Pick<Store, 'addVersions'> = {
      addVersions: async (...call) => {
        // The third answer is lost on its way: that call was committed.
        if (failures === 1) await store.addVersions(...call);
        if (failures > 0) {
          failures -= 1;
          throw new StoreError('unavailable', 'the store is away');
        }
        await store.addVersions(...call);
      },
    };
    const keeper = keep({ store: failing });
    setSlider(doc, designId, 'hem', 2, ana);
    await expect(keeper.settle(designId)).rejects.toMatchObject({ code: 'unavailable' });
    await keeper.flush();
    setSlider(doc, designId, 'hem', 3, ana);
    await keeper.flush();
    expect(failures).toBe(0);
    nowMs += 2_001;
    await settled(designId, 2);
    expect((await versions(designId)).map(({ changes }) => changes[0]?.to)).toEqual([2, 3]);
  });
});

describe('limits', () => {
  it('bounds what one member can write, and the others go on', async () => {
    const designId = aDesign();
    const keeper = keep();
    for (let i = 0; i < limits.versionsBurst + 20; i++) {
      deleteDesign(doc, createDesign(doc, {}, { origin: ana }), ana);
    }
    setSlider(doc, designId, 'hem', 2, ben);
    await keeper.flush();
    const page = { limit: 2 * limits.versionsBurst };
    const by = (await store.activity(roomId, page)).flatMap((entry) =>
      entry.kind === 'version' ? [entry.by.name] : [],
    );
    expect(by.filter((name) => name === 'Ana')).toHaveLength(limits.versionsBurst);
    expect(by.filter((name) => name === 'Ben')).toHaveLength(1);
  });
});
