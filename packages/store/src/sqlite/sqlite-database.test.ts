import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../open-store.js';
import { SqlStore } from '../sql/sql-store.js';
import { read, type Statement, write } from '../sql/statement.js';
import { aHash, aMember, aRoom, bytes } from '../testing/samples.js';
import { openInlineChannel } from './sqlite-channel.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteEngine } from './sqlite-engine.js';
import { sqliteMigrations } from './sqlite-migrate.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toile-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const beat = (id: number): Statement => write('INSERT INTO heartbeat (id, at_ms) VALUES ($1, 0)', id);
const room = (id: string, cover: string): Statement =>
  write('INSERT INTO rooms (id, name, pack_id, created_at_ms, cover) VALUES ($1, $1, $1, 0, $2)', id, cover);
const roomIds = (database: SqliteDatabase) => {
  const [outcome] = database.run([[read('SELECT id FROM rooms ORDER BY id')]]);
  return outcome?.ok ? outcome.results[0]?.map(({ id }) => id) : outcome;
};

describe('SqliteDatabase', () => {
  it('waits for the disk at every commit, and checks foreign keys', () => {
    const database = new SqliteDatabase({ folder });
    const pragma = (name: string) => database.run([[read(`PRAGMA ${name}`)]])[0];
    const answer = (row: object) => ({ ok: true, results: [[row]] });
    expect(pragma('journal_mode')).toEqual(answer({ journal_mode: 'wal' }));
    expect(pragma('synchronous')).toEqual(answer({ synchronous: 2 }));
    expect(pragma('foreign_keys')).toEqual(answer({ foreign_keys: 1 }));
    expect(pragma('busy_timeout')).toEqual(answer({ timeout: 5000 }));
    database.close();
  });

  it('undoes the call that fails, whole, and keeps the others of its group', () => {
    const database = new SqliteDatabase({ folder });
    const outcomes = database.run([
      [room('a', '')],
      [room('b', ''), beat(2)], // id 2 is refused: room b goes too
      [room('c', ''), beat(1)],
      [room('a', '')],
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true, false]);
    expect(outcomes[3]).toMatchObject({ failure: { code: 'conflict' } });
    expect(roomIds(database)).toEqual(['a', 'c']);
    database.close();
  });

  it('keeps what still fits when one call of a group fills the file', () => {
    const database = new SqliteDatabase({ folder, maxFileBytes: 200_000 });
    const outcomes = database.run([
      [room('a', 'small')],
      [room('b', 'x'.repeat(300_000))],
      [room('c', 'small')],
    ]);
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, failure: { code: 'unavailable', message: expect.stringContaining('FULL 13') } },
      { ok: true },
    ]);
    expect(roomIds(database)).toEqual(['a', 'c']);
    database.close();
  });

  it('reads, and fails writes with unavailable, while another process holds the file', () => {
    const database = new SqliteDatabase({ folder });
    database.run([[read('PRAGMA busy_timeout = 1')]]);
    const other = new Database(join(folder, 'toile.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const busy = { ok: false, failure: { code: 'unavailable', busy: true } };
    expect(database.run([[room('a', '')], [read('SELECT 1 AS one')], [beat(1)]])).toMatchObject([
      busy,
      { ok: true, results: [[{ one: 1 }]] },
      busy,
    ]);
    other.exec('ROLLBACK');
    other.close();
    expect(database.run([[room('a', '')]])).toMatchObject([{ ok: true }]);
    database.close();
  });
});

describe('SqliteEngine', () => {
  it('commits the calls that arrive during a commit together', async () => {
    const inline = await openInlineChannel({ folder });
    const groups: number[] = [];
    const engine = new SqliteEngine({
      run: (calls) => {
        groups.push(calls.length);
        return inline.run(calls);
      },
      close: () => inline.close(),
    });
    const store = new SqlStore(engine);
    const made = aRoom();
    await store.createRoom(made, aMember({ role: 'host' }), aHash());
    const append = () => store.appendUpdate(made.id, bytes(1));
    const first = append();
    await Promise.resolve(); // the first is on its way
    await Promise.all([first, ...Array.from({ length: 300 }, append)]);
    expect(groups).toEqual([1, 1, 256, 44]);

    const large = () => store.appendUpdate(made.id, new Uint8Array(9_000_000));
    await Promise.all([large(), large()]);
    expect(groups.slice(4)).toEqual([1, 1]);
    await store.close();
  });
});

describe('a full SQLite file', () => {
  it('fails writes, keeps what was acknowledged, and writes again once rows have gone', async () => {
    const channel = await openInlineChannel({ folder, maxFileBytes: 400_000 });
    const store = new SqlStore(new SqliteEngine(channel));
    const made = aRoom();
    await store.createRoom(made, aMember({ role: 'host' }), aHash());
    const append = (value: number) => store.appendUpdate(made.id, new Uint8Array(10_000).fill(value));
    let acknowledged = 0;
    const fill = async () => {
      for (;;) acknowledged = await append(acknowledged + 1);
    };
    await expect(fill()).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    await expect(Promise.all([append(0), append(0)])).rejects.toMatchObject({ code: 'unavailable' });
    expect(acknowledged).toBeGreaterThan(10);
    const { seq, updates } = await store.docLog(made.id, 0);
    expect(seq).toBe(acknowledged);
    expect(updates.map(({ update }) => update[9_999])).toEqual(updates.map((row) => row.seq));

    // A snapshot in place of the rows makes room.
    await store.compact(made.id, { seq: acknowledged, update: bytes(42) });
    expect(await append(1)).toBe(acknowledged + 1);
    expect((await store.docLog(made.id, 0)).snapshot).toEqual({ seq: acknowledged, update: bytes(42) });
    await store.close();
  });
});

describe('opening a SQLite file', () => {
  const file = () => join(folder, 'toile.sqlite');

  it('makes the folder', async () => {
    const store = await openStore({ folder: join(folder, 'new', 'deep') });
    expect(store.kind).toBe('sqlite');
    await store.close();
  });

  it('refuses a schema that is newer than the code', async () => {
    await (await openStore({ folder })).close();
    const other = new Database(file());
    other.exec("INSERT INTO schema_version VALUES (99, 'from the future', 0)");
    other.close();
    await expect(openStore({ folder })).rejects.toMatchObject({
      name: 'StoreError',
      code: 'corrupt',
      message: expect.stringMatching(`schema version 99.*up to ${sqliteMigrations.length}:`),
    });
  });

  it('refuses a file that is not a database, and does not touch it', async () => {
    writeFileSync(file(), 'This is a letter to my aunt, and not a database. '.repeat(50));
    await expect(openStore({ folder })).rejects.toMatchObject({ name: 'StoreError', code: 'corrupt' });
  });

  it('is unavailable where the folder cannot be made', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const nested = openStore({ folder: join(folder, 'taken', 'here') });
    await expect(nested).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
  });

  it('says that a room whose rows were lost is corrupt', async () => {
    const store = await openStore({ folder });
    const made = aRoom();
    await store.createRoom(made, aMember({ role: 'host' }), aHash());
    for (const seq of [1, 2, 3]) await store.appendUpdate(made.id, bytes(seq));
    const other = new Database(file());
    const damage = (sql: string) => {
      other.exec(sql);
      return store.docLog(made.id, 0);
    };
    const lost = (seq: number) => ({
      name: 'StoreError',
      code: 'corrupt',
      message: expect.stringContaining(`row ${seq}`),
    });
    await expect(damage('DELETE FROM doc_updates WHERE seq = 3')).rejects.toMatchObject(lost(3));
    await expect(damage('DELETE FROM doc_updates WHERE seq = 1')).rejects.toMatchObject(lost(1));
    await expect(damage('UPDATE rooms SET doc_seq = 1')).rejects.toMatchObject({ code: 'corrupt' });
    other.exec("UPDATE members SET colour = 'no colour'");
    await expect(store.members(made.id)).rejects.toMatchObject({ name: 'StoreError', code: 'corrupt' });
    other.close();
    await store.close();
  });
});
