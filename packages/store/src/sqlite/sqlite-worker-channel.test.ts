import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SqlStore } from '../sql/sql-store.js';
import { describeStoreConformance } from '../store.conformance.js';
import { type BuiltPackage, buildPackage } from '../testing/built-package.js';
import { aHash, aMember, aRoom, bytes } from '../testing/samples.js';
import { SqliteEngine } from './sqlite-engine.js';
import { SqliteWorkerChannel } from './sqlite-worker-channel.js';

let built: BuiltPackage;
beforeAll(async () => {
  built = await buildPackage();
});
afterAll(() => built?.remove());

/** A store on the compiled worker. */
const openOnWorker = async (folder: string) => {
  const channel = await SqliteWorkerChannel.open({ folder }, built.file('sqlite/sqlite-worker.js'));
  return new SqlStore(new SqliteEngine(channel));
};
const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'toile-store-'));

describeStoreConformance('SQLite, on its worker thread', async () => {
  const folder = temporaryFolder();
  return {
    open: () => openOnWorker(folder),
    remove: async () => rmSync(folder, { recursive: true }),
  };
});

describe('the SQLite worker thread', () => {
  it('waits for the file while the calling thread goes on', async () => {
    const folder = temporaryFolder();
    const store = await openOnWorker(folder);
    const room = aRoom();
    await store.createRoom(room, aMember({ role: 'host' }), aHash());

    const other = new Database(join(folder, 'toile.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    let settled = false;
    const append = store.appendUpdate(room.id, bytes(1)).finally(() => {
      settled = true;
    });
    // Only a thread that is not waiting for the file gets past this line and lets go of it.
    await delay(20);
    expect(settled).toBe(false);
    other.exec('ROLLBACK');
    expect(await append).toBe(1);

    other.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('fails the calls under way when it dies, and another takes its place', async () => {
    const folder = temporaryFolder();
    const started = once(process, 'worker');
    const store = await openOnWorker(folder);
    const [worker] = (await started) as [Worker];
    const room = aRoom();
    await store.createRoom(room, aMember({ role: 'host' }), aHash());
    expect(await store.appendUpdate(room.id, bytes(1))).toBe(1);

    const other = new Database(join(folder, 'toile.sqlite'));
    other.exec('BEGIN IMMEDIATE'); // the worker's call is under way when it is ended
    const append = store.appendUpdate(room.id, bytes(2));
    const refused = expect(append).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    await Promise.resolve();
    const ended = worker.terminate();
    other.exec('ROLLBACK');
    other.close();
    await Promise.all([refused, ended]);

    const next = await store.appendUpdate(room.id, bytes(3));
    const { updates } = await store.docLog(room.id, 0);
    expect(updates.at(-1)).toEqual({ seq: next, update: bytes(3) });
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('says why a file cannot be opened', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'toile.sqlite'));
    await expect(openOnWorker(folder)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    rmSync(folder, { recursive: true });
  });
});
