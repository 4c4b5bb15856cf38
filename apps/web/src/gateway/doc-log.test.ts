import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limits, newMemberId, newRoomId } from '@toile/protocol';
import { MemoryRoomBus, MemoryRoomHub, type RoomMessage } from '@toile/queue';
import { AdmissionDoc, createDesign, readRack, setField } from '@toile/room';
import { openStore, type Store } from '@toile/store';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { DocLog, type DocLogOptions, fromStore } from './doc-log.js';
import { Metrics } from './metrics.js';
import { type MoodyStore, moody } from './testing/moody-store.fixture.js';
import { eventually } from './testing/until.fixture.js';

let folder: string;
let real: Store;
let store: MoodyStore;
let hub: MemoryRoomHub;
let roomId: string;
const opened: Instance[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-doc-log-'));
  real = await openStore({ folder });
});
afterAll(async () => {
  await real.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  store = moody(real);
  hub = new MemoryRoomHub();
  roomId = newRoomId();
  const room = { id: roomId, name: 'r', packId: '0'.repeat(64), createdAtMs: 1 };
  const host = { id: newMemberId(), name: 'h', role: 'host', colour: 'sea', joinedAtMs: 1 } as const;
  await real.createRoom(room, host, roomId.padEnd(64, '0'));
});
afterEach(() => {
  for (const instance of opened.splice(0)) instance.log.close();
});

/** One web instance's hold on the room, with what its bus was told. */
interface Instance {
  readonly admission: AdmissionDoc;
  readonly doc: Y.Doc;
  readonly log: DocLog;
  readonly heard: RoomMessage[];
}

async function open(options: Partial<DocLogOptions> = {}, deaf = false): Promise<Instance> {
  const loaded = await real.docLog(roomId, 0);
  const doc = new Y.Doc();
  if (loaded.snapshot) Y.applyUpdate(doc, loaded.snapshot.update, fromStore);
  for (const { update } of loaded.updates) Y.applyUpdate(doc, update, fromStore);
  const admission = new AdmissionDoc(doc);
  const bus = new MemoryRoomBus(hub);
  const log = new DocLog({
    roomId,
    room: admission,
    loaded,
    store,
    bus,
    log: pino({ level: 'silent' }),
    metrics: new Metrics(),
    retryMs: [5, 20],
    ...options,
  });
  const heard: RoomMessage[] = [];
  await bus.subscribe(roomId, {
    message: (message) => {
      heard.push(message);
      if (message.kind === 'doc' && !deaf) log.receive(message.seq, message.update);
    },
    gap: () => log.catchUp(),
  });
  const instance = { admission, doc, log, heard };
  opened.push(instance);
  return instance;
}

/** An edit as it comes from a client: through admission. */
function edit({ admission, doc }: Instance, change: (doc: Y.Doc) => void): void {
  const client = new Y.Doc();
  Y.applyUpdate(client, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(client);
  change(client);
  const outcome = admission.admit(Y.encodeStateAsUpdate(client, before), 'a client');
  expect(outcome.kind).toBe('admitted');
}

class Waiter {
  readonly counts: number[] = [];
  committed(count: number): void {
    this.counts.push(count);
  }
}

const names = ({ doc }: Instance) => readRack(doc).map(({ name }) => name);

describe('committing', () => {
  it('acknowledges what is in the store, and nothing before it is', async () => {
    const one = await open();
    const waiter = new Waiter();
    store.hold();
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    one.log.settle(waiter, 1);
    await store.signal.until(() => store.appends === 1);
    edit(one, (doc) => createDesign(doc, { name: 'B' }));
    one.log.settle(waiter, 2);
    expect(waiter.counts).toEqual([]);
    expect((await real.docLog(roomId, 0)).seq).toBe(0);
    store.release();
    await one.log.flush();
    expect(waiter.counts).toEqual([1, 2]);
    expect((await real.docLog(roomId, 0)).seq).toBe(2);
  });

  it('merges what comes while a commit is in flight into one row', async () => {
    const one = await open();
    store.hold();
    for (let count = 0; count < 50; count += 1) edit(one, (doc) => createDesign(doc, { name: `${count}` }));
    store.release();
    await one.log.flush();
    expect((await real.docLog(roomId, 0)).seq).toBe(2);
    expect(names(await open())).toHaveLength(50);
  });

  it('acknowledges at once what adds nothing, and with the commit in flight what that one brings', async () => {
    const one = await open();
    const [idle, resent] = [new Waiter(), new Waiter()];
    one.log.settle(idle, 1);
    expect(idle.counts).toEqual([1]);
    store.hold();
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    await store.signal.until(() => store.appends === 1);
    one.log.settle(resent, 1);
    expect(resent.counts).toEqual([]);
    store.release();
    await one.log.flush();
    expect(resent.counts).toEqual([1]);
  });

  it('keeps everything while the store fails, acknowledges nothing, and commits when it is back', async () => {
    const one = await open();
    const waiter = new Waiter();
    store.failNext(Number.POSITIVE_INFINITY);
    for (let count = 1; count <= 5; count += 1) {
      edit(one, (doc) => createDesign(doc, { name: `${count}` }));
      one.log.settle(waiter, count);
      await store.signal.until(() => store.appends > count, 'another attempt');
    }
    expect(waiter.counts).toEqual([]);
    expect(one.log.saved).toBe(false);
    store.failNext(0);
    await one.log.flush();
    expect(waiter.counts).toEqual([5]);
    expect(one.log.saved).toBe(true);
    expect(names(await open())).toEqual(['1', '2', '3', '4', '5']);
  });

  it('holds no more than a document’s worth while the store fails for long', async () => {
    const one = await open();
    edit(one, (doc) => createDesign(doc, { name: 'long drag' }));
    await one.log.flush();
    store.failNext(Number.POSITIVE_INFINITY);
    const { id } = readRack(one.doc)[0]!;
    const client = new Y.Doc();
    Y.applyUpdate(client, Y.encodeStateAsUpdate(one.doc));
    // As `record` sees updates: every intermediate value, which a merge keeps and the document does not.
    let recorded = 0;
    client.on('update', (update) => {
      recorded += update.byteLength;
      Y.applyUpdate(one.doc, update, 'a client');
    });
    for (let step = 0; recorded < 1.5 * limits.docBytes; step += 1) {
      client.transact(() => {
        for (let count = 0; count < 400; count += 1) client.getMap('x').set(`${count}`, `${step}`.repeat(20));
      });
    }
    setField(client, id, 'mix.style', 0.5);
    store.failNext(0);
    await one.log.flush();
    const { updates } = await real.docLog(roomId, 1);
    expect(updates.reduce((sum, { update }) => sum + update.byteLength, 0)).toBeLessThan(limits.docBytes);
    expect(readRack((await open()).doc)[0]?.style).toBe(0.5);
  });

  it('forgets a waiter that has gone, not what it sent', async () => {
    const one = await open();
    const waiter = new Waiter();
    store.hold();
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    one.log.settle(waiter, 1);
    await store.signal.until(() => store.appends === 1);
    one.log.forget(waiter);
    store.release();
    await one.log.flush();
    expect(waiter.counts).toEqual([]);
    expect(names(await open())).toEqual(['A']);
  });

  it('compacts the log after many rows, and keeps every row’s content', async () => {
    const one = await open({ compactAfterRows: 5 });
    for (let count = 0; count < 8; count += 1) {
      edit(one, (doc) => createDesign(doc, { name: `${count}` }));
      await one.log.flush();
    }
    const { snapshot, updates } = await real.docLog(roomId, 0);
    expect(snapshot?.seq).toBe(6);
    expect(updates).toHaveLength(2);
    expect(names(await open())).toHaveLength(8);
  });
});

describe('several instances', () => {
  it('show each other only what is committed, as row by row', async () => {
    const [one, other] = [await open(), await open()];
    store.hold();
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    await store.signal.until(() => store.appends === 1);
    expect(names(other)).toEqual([]);
    store.release();
    await eventually(() => names(other).length === 1, 'the row at the other');
    expect(other.log.lastSeq).toBe(1);
    expect(one.log.lastSeq).toBe(1);
  });

  it('converge whatever order rows and messages come in', async () => {
    const instances = [await open(), await open(), await open()];
    for (let round = 0; round < 20; round += 1) {
      for (const [index, instance] of instances.entries()) {
        edit(instance, (doc) => createDesign(doc, { name: `${round}.${index}` }));
      }
      if (round % 5 === 0) await Promise.all(instances.map(({ log }) => log.flush()));
    }
    await eventually(() => instances.every(({ doc }) => readRack(doc).length === 60), 'the convergence');
    const vectors = instances.map(({ doc }) => Buffer.from(Y.encodeStateVector(doc)).toString('hex'));
    expect(new Set(vectors.map((vector) => vector.length)).size).toBe(1);
    expect(names(instances[1]!)).toEqual(names(instances[0]!));
    const seqs = instances.map(({ log }) => log.lastSeq);
    await eventually(
      () => new Set(instances.map(({ log }) => log.lastSeq)).size === 1,
      `the same row: ${seqs}`,
    );
  });

  it('read from the store what the bus lost, as soon as a later row shows the gap', async () => {
    const one = await open();
    const other = await open();
    const lost = await open({}, true);
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    await one.log.flush();
    edit(one, (doc) => createDesign(doc, { name: 'B' }));
    await one.log.flush();
    await eventually(() => lost.heard.length === 2, 'both messages');
    expect(names(lost)).toEqual([]);
    const last = lost.heard[1];
    if (last?.kind !== 'doc') throw new Error('expected a row');
    lost.log.receive(last.seq, last.update);
    await lost.log.flush();
    expect(names(lost)).toEqual(['A', 'B']);
    await eventually(() => names(other).length === 2, 'both rows at the other');
  });

  it('catch up when told to, and through a snapshot where rows are gone', async () => {
    const one = await open({ compactAfterRows: 2 });
    const behind = await open({}, true);
    for (let count = 0; count < 4; count += 1) {
      edit(one, (doc) => createDesign(doc, { name: `${count}` }));
      await one.log.flush();
    }
    expect((await real.docLog(roomId, 0)).snapshot).not.toBeNull();
    behind.log.catchUp();
    await behind.log.flush();
    expect(names(behind)).toEqual(['0', '1', '2', '3']);
    expect(behind.log.lastSeq).toBe(4);
  });

  it('do not commit again what came from the store', async () => {
    const one = await open();
    const other = await open();
    edit(one, (doc) => createDesign(doc, { name: 'A' }));
    await eventually(() => names(other).length === 1, 'the row at the other');
    await other.log.flush();
    expect((await real.docLog(roomId, 0)).seq).toBe(1);
  });
});
