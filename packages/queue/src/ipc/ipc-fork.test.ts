import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MemoryRenderQueue } from '../memory/memory-render-queue.js';
import { AnnouncementLog } from '../testing/announcement-log.js';
import { packA, sampleJob } from '../testing/samples.js';
import { serveQueueOverIpc } from './serve-queue-over-ipc.js';

const source = dirname(import.meta.dirname);
let folder: string;
const children: ChildProcess[] = [];

// A forked Node.js cannot read TypeScript, so the child's side is compiled first.
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-ipc-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
    'bin/tsc',
  );
  const options = ['--noCheck', '--module', 'nodenext', '--target', 'es2023', '--rootDir', source];
  const entry = join(source, 'ipc', 'ipc-render-queue.ts');
  await promisify(execFile)(process.execPath, [compiler, ...options, '--outDir', folder, entry]);
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function forkWorker(mode: 'draw' | 'hold'): ChildProcess {
  const module = join(folder, 'ipc', 'ipc-render-queue.js');
  const child = fork(join(source, 'testing', 'forked-worker.mjs'), [module, packA, mode], {
    serialization: 'advanced',
    execArgv: [],
  });
  children.push(child);
  return child;
}

const exitOf = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number | null;

describe('IPC queue in a forked child', () => {
  it('I1 I5 draws what the parent offers, and ends by itself when told', async () => {
    const queue = new MemoryRenderQueue();
    const log = await AnnouncementLog.of(queue);
    const child = forkWorker('draw');
    serveQueueOverIpc(child, queue);
    for (let at = 0; at < 30; at += 1) await queue.offer(sampleJob({ slot: `s${at}`, recipe: at }));
    await log.upTo(30);
    const frame = await queue.frame(sampleJob({ recipe: 29 }).hash);
    const expected = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 13) & 255);
    expect(Buffer.compare(frame!.bytes, expected)).toBe(0);
    const echoed = new Promise<void>((resolve) => {
      child.on('message', (message) => {
        if (message === 'echoed') resolve();
      });
    });
    child.send('echo');
    await echoed;
    const exit = exitOf(child);
    child.send('stop');
    expect(await exit).toBe(0);
  });

  it('I3 a child that is killed loses no job', async () => {
    const queue = new MemoryRenderQueue();
    const child = forkWorker('hold');
    serveQueueOverIpc(child, queue);
    const held = new Promise((resolve) => {
      child.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'held' in message) resolve(message.held);
      });
    });
    await queue.offer(sampleJob());
    expect(await held).toBe(1);
    const request = { workerId: 'next', packIds: [packA], maxBatch: 1, leaseMs: 1_000, waitMs: 60_000 };
    const claimed = queue.claim(request);
    child.kill('SIGKILL');
    expect(await claimed).toMatchObject([{ attempt: 2, job: { slot: 'design' } }]);
    expect(await queue.stats()).toMatchObject({ pending: 0, running: 1 });
  });

  it('I4 a child whose parent goes is told', async () => {
    const queue = new MemoryRenderQueue();
    const child = forkWorker('draw');
    serveQueueOverIpc(child, queue);
    const log = await AnnouncementLog.of(queue);
    await queue.offer(sampleJob());
    await log.upTo(1);
    const exit = exitOf(child);
    child.disconnect();
    expect(await exit).toBe(3);
  });
});
