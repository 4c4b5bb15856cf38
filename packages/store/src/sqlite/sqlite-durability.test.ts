import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.js';
import { type BuiltPackage, buildPackage } from '../testing/built-package.js';
import { aHash, aMember, aRoom, bytes } from '../testing/samples.js';
import { type StoreProcess, startStoreProcess } from '../testing/store-process.js';

let built: BuiltPackage;
let folder: string;
let child: StoreProcess;
beforeAll(async () => {
  built = await buildPackage();
});
afterAll(() => built?.remove());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'toile-store-'));
  child = await startStoreProcess(built.file('index.js'), { folder });
});
afterEach(async () => {
  await child.kill();
  rmSync(folder, { recursive: true });
});

describe('what SQLite has acknowledged', () => {
  it.each([1, 40, 150])('survives a process killed after acknowledgement %i of 400', async (killAfter) => {
    const room = aRoom();
    const host = aMember({ role: 'host' });
    await child.call('createRoom', room, host, aHash());
    const acknowledged = new Map<number, Uint8Array>();
    let killed: Promise<void> | null = null;
    await Promise.allSettled(
      Array.from({ length: 400 }, async (_, i) => {
        const update = bytes(i & 255, i >> 8, ...new Array(500).fill(7));
        acknowledged.set(await child.call('appendUpdate', room.id, update), update);
        if (acknowledged.size === killAfter) killed = child.kill();
      }),
    );
    await killed;
    expect(acknowledged.size).toBeGreaterThanOrEqual(killAfter);

    const store = await openStore({ folder });
    expect(await store.room(room.id)).toEqual(room);
    expect(await store.members(room.id)).toEqual([host]);
    const { seq: newest, updates } = await store.docLog(room.id, 0);
    expect(updates).toHaveLength(newest);
    for (const [seq, update] of acknowledged) expect(updates[seq - 1]).toEqual({ seq, update });
    await store.close();
  });

  it.runIf(process.platform === 'linux')(
    'survives a disk that refuses to grow a file, and writing goes on once it grows again',
    async () => {
      const limitFileBytes = (limit: string) =>
        execFileSync('prlimit', ['--pid', String(child.pid), `--fsize=${limit}:`]);
      const room = aRoom();
      await child.call('createRoom', room, aMember({ role: 'host' }), aHash());
      const acknowledged: Uint8Array[] = [];
      const append = async (value: number) => {
        const update = new Uint8Array(20_000).fill(value);
        expect(await child.call('appendUpdate', room.id, update)).toBe(acknowledged.length + 1);
        acknowledged.push(update);
      };
      await append(0);

      limitFileBytes('500000');
      const fill = async () => {
        for (let i = 1; i < 100; i++) await append(i);
      };
      await expect(fill()).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
      const many = await Promise.allSettled(
        Array.from({ length: 5 }, () => child.call('appendUpdate', room.id, new Uint8Array(20_000))),
      );
      for (const call of many) {
        expect(call).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
      }
      // Small writes fit for a while where a large one no longer does.
      const small = async () => {
        for (let i = 0; i < 100; i++) await child.call('ping');
      };
      await expect(small()).rejects.toMatchObject({ code: 'unavailable' });
      expect((await child.call('docLog', room.id, 0)).seq).toBe(acknowledged.length);

      limitFileBytes('unlimited');
      expect(await child.call('ping')).toBeGreaterThan(0);
      for (let i = 0; i < 10; i++) await append(100 + i);
      await child.kill();

      const store = await openStore({ folder });
      const { updates } = await store.docLog(room.id, 0);
      expect(updates.map(({ update }) => update)).toEqual(acknowledged);
      await store.close();
    },
  );
});
