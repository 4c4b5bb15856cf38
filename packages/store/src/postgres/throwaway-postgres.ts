import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A real Postgres server for tests, on a free port of 127.0.0.1, with its files in a temporary folder. */
export interface ThrowawayPostgres {
  /** URL of the database `postgres`, as its superuser. */
  readonly url: string;
  /** Make an empty database; answers its URL. */
  createDatabase(): Promise<string>;
  /** End the server at once, as a crash would. Its files stay, so that `start` finds what was committed. */
  kill(): Promise<void>;
  /** Start the server again on the same port. */
  start(): Promise<void>;
  /** End the server and delete its files. */
  remove(): Promise<void>;
}

/**
 * Start a server of the newest PostgreSQL installed. Runs as the user `postgres` where the process is root, because
 * the server refuses root. Its commits are not forced to disk: this is for tests.
 * Rejects where PostgreSQL's server programs are not installed.
 */
export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const programs = serverPrograms();
  const owner: { uid?: number; gid?: number } = process.getuid?.() === 0 ? await userIds('postgres') : {};
  const folder = mkdtempSync(join(tmpdir(), 'toile-postgres-'));
  let server: ChildProcess | null = null;
  // The last resort: a test run that ends in the middle leaves no server behind.
  const killNow = () => server?.kill('SIGKILL');
  process.once('exit', killNow);

  const kill = async () => {
    if (!server) return;
    const gone = once(server, 'exit');
    server.kill('SIGQUIT');
    await gone;
    server = null;
  };
  const remove = async () => {
    await kill();
    process.off('exit', killNow);
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
    const files = join(folder, 'files');
    const initdb = [
      '--pgdata',
      files,
      '--username=postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
    ];
    await run(join(programs, 'initdb'), [...initdb, '--no-sync'], { cwd: folder, ...owner });

    const port = await freePort();
    const start = async () => {
      server = spawn(join(programs, 'postgres'), ['-D', files, '-p', String(port), ...settings], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
        ...owner,
      });
      await ready(server);
    };
    await start();

    const urlOf = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
    let databases = 0;
    const createDatabase = async () => {
      databases += 1;
      const name = `test_${databases}`;
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      try {
        await client.query(`CREATE DATABASE ${name}`);
      } finally {
        await client.end();
      }
      return urlOf(name);
    };
    return { url: urlOf('postgres'), createDatabase, kill, start, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

const settings = [
  ...['-c', 'listen_addresses=127.0.0.1'],
  ...['-c', 'unix_socket_directories='],
  ...['-c', 'fsync=off'],
  ...['-c', 'logging_collector=off'],
  ...['-c', 'log_destination=stderr'],
  ...['-c', 'shared_buffers=32MB'],
  ...['-c', 'max_connections=60'],
];

/** The folder with `initdb` and `postgres`: Debian's, newest version first, then those on the PATH. */
function serverPrograms(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
  if (found) return found;
  throw new Error(
    `These tests need a real PostgreSQL server, and its programs initdb and postgres are neither in ` +
      `${debian}/*/bin nor on the PATH: install the package postgresql.`,
  );
}

async function userIds(name: string): Promise<{ uid: number; gid: number }> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The free port has no number.');
  return address.port;
}

/** Waits for the server to say that it is ready; rejects with what it said where it ends instead. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const lines = createInterface({ input: server.stderr! });
    lines.on('line', (line) => {
      if (said.length < 50) said.push(line);
      if (line.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (exitCode) =>
      reject(new Error(`postgres ended with exit code ${exitCode}:\n${said.join('\n')}`)),
    );
  });
}
