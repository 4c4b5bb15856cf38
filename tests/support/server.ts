import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Health, healthSchema } from '@toile/protocol';

export const repoRoot = fileURLToPath(new URL('../..', import.meta.url));
const serverEntry = join(repoRoot, 'apps/web/dist/server.js');
const workerEntry = join(repoRoot, 'apps/infer/dist/main.js');

/** A process of the built product, started as an operator would, its output kept for a failing test. */
export interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** SIGTERM and wait; SIGKILL where `hard`. */
  stop(hard?: boolean): Promise<void>;
}

export interface RunningServer extends Running {
  readonly baseUrl: string;
  readonly port: number;
  readonly folder: string;
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'toile-e2e-'));
export const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

function launch(entry: string, env: Record<string, string>): Running {
  const { REDIS_URL: _redis, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, [entry], {
    cwd: repoRoot,
    env: { ...inherited, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    output: () => output,
    async stop(hard = false) {
      if (child.exitCode === null && child.signalCode === null) child.kill(hard ? 'SIGKILL' : 'SIGTERM');
      await exited;
    },
  };
}

export async function health(baseUrl: string): Promise<Health> {
  const answer = await fetch(`${baseUrl}/healthz`);
  return healthSchema.parse(await answer.json());
}

/** On a machine with much else to do. */
const slowStartMs = 90_000;

/** Start a web instance and wait until it serves, and until `workers` draw for it. */
export async function startServer(options: {
  folder: string;
  port?: number;
  env?: Record<string, string>;
  workers?: number;
}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const running = launch(serverEntry, {
    PORT: String(port),
    HOST: '127.0.0.1',
    TOILE_DATA: options.folder,
    ...options.env,
  });
  const baseUrl = `http://127.0.0.1:${port}`;
  await until(
    `the server at ${baseUrl} is healthy`,
    async () => {
      if (running.child.exitCode !== null) throw new Error(`the server ended:\n${running.output()}`);
      const answer = await health(baseUrl).catch(() => null);
      return answer !== null && answer.status !== 'down' && answer.workers.length >= (options.workers ?? 1);
    },
    slowStartMs,
  );
  return { ...running, baseUrl, port, folder: options.folder };
}

export function startWorker(env: Record<string, string>): Running {
  return launch(workerEntry, env);
}

/** Wait until `met` answers true; a throw ends the wait at once. @throws Error naming `what` after `timeoutMs`. */
export async function until(
  what: string,
  met: () => Promise<boolean> | boolean,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await met())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
