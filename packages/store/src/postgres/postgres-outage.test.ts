import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { newInviteId } from '@toile/protocol';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.js';
import { SqlStore } from '../sql/sql-store.js';
import { aHash, aMember, aRoom, bytes } from '../testing/samples.js';
import { PostgresEngine } from './postgres-engine.js';
import { postgresMigrations } from './postgres-migrate.js';
import { startThrowawayPostgres, type ThrowawayPostgres } from './throwaway-postgres.js';

let server: ThrowawayPostgres;
beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server?.remove());

const unavailable = { name: 'StoreError', code: 'unavailable' };
const withClient = async (connectionString: string, use: (client: pg.Client) => Promise<void>) => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
};

describe('a Postgres server that is away', () => {
  it('fails calls at once, and after it is back they succeed with everything still there', async () => {
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ databaseUrl });
    const room = aRoom();
    await store.createRoom(room, aMember({ role: 'host' }), aHash());
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.appendUpdate(room.id, bytes(i))));

    await server.kill();
    const startedMs = performance.now();
    await expect(store.appendUpdate(room.id, bytes(99))).rejects.toMatchObject(unavailable);
    await expect(store.createRoom(aRoom(), aMember(), aHash())).rejects.toMatchObject(unavailable);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    await expect(openStore({ databaseUrl })).rejects.toMatchObject(unavailable);
    expect(performance.now() - startedMs).toBeLessThan(3_000);

    await server.start();
    expect((await store.docLog(room.id, 0)).seq).toBe(20);
    expect(await store.appendUpdate(room.id, bytes(21))).toBe(21);
    await store.close();
  });

  it('fails the calls under way when it is killed, and loses nothing that was acknowledged', async () => {
    const databaseUrl = await server.createDatabase();
    const store = await openStore({ databaseUrl });
    const rooms = [aRoom(), aRoom(), aRoom()];
    for (const room of rooms) await store.createRoom(room, aMember({ role: 'host' }), aHash());
    const acknowledged: { roomId: string; seq: number; update: Uint8Array }[] = [];
    let killed: Promise<void> | null = null;
    const write = async ({ id: roomId }: { id: string }, writer: number) => {
      for (let i = 0; ; i++) {
        const update = bytes(writer, i & 255, i >> 8);
        acknowledged.push({ roomId, seq: await store.appendUpdate(roomId, update), update });
        if (acknowledged.length === 100) killed = server.kill();
      }
    };
    const invite = async (roomId: string, createdBy: string) => {
      for (let i = 0; ; i++) {
        const made = { id: newInviteId(), role: 'viewer', createdAtMs: i, createdBy } as const;
        await store.replaceInvite(roomId, made, aHash());
      }
    };
    const writers = await Promise.allSettled([
      ...rooms.flatMap((room, i) => [write(room, i), write(room, i + 3)]),
      ...rooms.map(({ id }) => invite(id, 'anybody')),
    ]);
    for (const writer of writers) expect(writer).toMatchObject({ status: 'rejected', reason: unavailable });
    await killed;

    await server.start();
    for (const { id } of rooms) {
      const { updates } = await store.docLog(id, 0);
      for (const { seq, update } of acknowledged.filter(({ roomId }) => roomId === id)) {
        expect(updates[seq - 1]).toEqual({ seq, update });
      }
    }
    await store.close();
  });

  it('is unavailable in time where something else answers the port, and says nothing', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as { port: number };
    const databaseUrl = `postgres://postgres@127.0.0.1:${port}/x`;
    await expect(PostgresEngine.open({ databaseUrl, connectTimeoutMs: 100 })).rejects.toMatchObject(
      unavailable,
    );
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('gives up on a statement that takes too long, and the connection is of use again', async () => {
    const databaseUrl = await server.createDatabase();
    const store = new SqlStore(
      await PostgresEngine.open({
        databaseUrl,
        connections: 1,
        connectTimeoutMs: 1_000,
        queryTimeoutMs: 300,
      }),
    );
    const room = aRoom();
    await store.createRoom(room, aMember({ role: 'host' }), aHash());
    await withClient(databaseUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM rooms WHERE id = $1 FOR UPDATE', [room.id]);
      await expect(store.appendUpdate(room.id, bytes(1))).rejects.toMatchObject(unavailable);
      const invite = { id: 'a', role: 'viewer', createdAtMs: 1, createdBy: 'b' } as const;
      await expect(store.replaceInvite(room.id, invite, aHash())).rejects.toMatchObject(unavailable);
      expect((await store.room(room.id))?.id).toBe(room.id);
      await client.query('ROLLBACK');
    });
    expect(await store.appendUpdate(room.id, bytes(2))).toBe(1);
    await store.close();
  });

  it('is unavailable where the server takes no writes, and reads go on', async () => {
    const databaseUrl = await server.createDatabase();
    await (await openStore({ databaseUrl })).close();
    const alter = (value: string) =>
      withClient(server.url, async (client) => {
        const name = new URL(databaseUrl).pathname.slice(1);
        await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`);
      });
    await alter('on');
    const store = await openStore({ databaseUrl });
    await expect(store.createRoom(aRoom(), aMember(), aHash())).rejects.toMatchObject(unavailable);
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    expect(await store.room('anything')).toBeNull();
    await store.close();
  });
});

describe('opening a Postgres database', () => {
  it('migrates once where many instances start together', async () => {
    const databaseUrl = await server.createDatabase();
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ databaseUrl })));
    await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query('SELECT version FROM schema_version ORDER BY version');
      expect(rows).toEqual(postgresMigrations.map(({ version }) => ({ version })));
    });
    for (const store of stores) await store.close();
  });

  it('refuses a schema that is newer than the code', async () => {
    const databaseUrl = await server.createDatabase();
    await (await openStore({ databaseUrl })).close();
    await withClient(databaseUrl, async (client) => {
      await client.query("INSERT INTO schema_version (version, title) VALUES (99, 'from the future')");
    });
    await expect(openStore({ databaseUrl })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'corrupt',
      message: expect.stringMatching(`schema version 99.*up to ${postgresMigrations.length}:`),
    });
  });

  it('leaves nothing of a migration that fails', async () => {
    const databaseUrl = await server.createDatabase();
    await withClient(databaseUrl, async (client) => {
      await client.query('CREATE TABLE votes (mine text)');
    });
    await expect(openStore({ databaseUrl })).rejects.toMatchObject({ name: 'StoreError', code: 'corrupt' });
    await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query(
        "SELECT to_regclass('rooms') AS rooms, to_regclass('schema_version') AS v",
      );
      expect(rows).toEqual([{ rooms: null, v: null }]);
    });
  });

  it('waits for the disk at a commit, whatever the role was set to', async () => {
    const databaseUrl = `${await server.createDatabase()}?options=-c%20synchronous_commit%3Doff`;
    const engine = await PostgresEngine.open({ databaseUrl });
    const [rows] = await engine.run([
      { text: "SELECT current_setting('synchronous_commit') AS setting", params: [], writes: false },
    ]);
    expect(rows).toEqual([{ setting: 'on' }]);
    await engine.close();
  });
});
