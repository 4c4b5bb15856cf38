// A worker in a process of its own, for ipc-fork.test.ts: argv is the compiled IpcRenderQueue, the pack and what
// to do. Exits 3 when the queue has become unreachable.
import { pathToFileURL } from 'node:url';

const [, , modulePath, packId, mode] = process.argv;
const { IpcRenderQueue } = await import(pathToFileURL(modulePath).href);
const queue = new IpcRenderQueue();
const over = new AbortController();
const request = {
  workerId: `child-${mode}`,
  packIds: [packId],
  maxBatch: 4,
  leaseMs: 60_000,
  waitMs: 60_000,
};

process.on('message', (message) => {
  if (message === 'stop') over.abort();
  if (message === 'echo') process.send('echoed');
});

const frameOf = (hash) => ({
  meta: {
    hash,
    mime: 'image/webp',
    widthPx: 64,
    heightPx: 64,
    tier: 'preview',
    inferenceMs: 0,
    encodeMs: 0,
    batch: 1,
    provider: 'cpu',
  },
  bytes: Uint8Array.from({ length: 100_000 }, (_, at) => (at * 13) & 255),
});

try {
  while (!over.signal.aborted) {
    const leases = await queue.claim({ ...request, signal: over.signal });
    if (mode === 'hold') process.send({ held: leases.length });
    else for (const lease of leases) await queue.complete(lease, frameOf(lease.job.hash));
  }
  await queue.close();
  process.removeAllListeners('message');
} catch (error) {
  process.exitCode = error.code === 'unreachable' ? 3 : 4;
}
