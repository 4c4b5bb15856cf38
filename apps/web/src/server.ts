import { existsSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openQueue } from '@toile/queue';
import { openStore } from '@toile/store';
import next from 'next';
import { EmbeddedWorker } from './gateway/embedded-worker.js';
import { Gateway } from './gateway/gateway.js';
import { createLog, defaultLogLevel } from './gateway/log.js';
import { PackShelf } from './gateway/pack-shelf.js';
import { readSettings, type Settings } from './gateway/settings.js';

/** A stop that takes longer than this is not waited for, in ms. */
const stopMs = 5_000;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const log = createLog(settings.LOG_LEVEL);
  const fleet = settings.REDIS_URL !== undefined;
  const store = await openStore({ databaseUrl: settings.DATABASE_URL, folder: settings.TOILE_DATA });
  const { queue, bus } = await openQueue({ url: settings.REDIS_URL });
  const packs = new PackShelf({
    folder: settings.TOILE_PACKS,
    defaultName: settings.TOILE_DEFAULT_PACK,
    log,
  });
  await packs.scan();
  const pages = settings.TOILE_NO_PAGES ? null : await openPages();

  const publicUrl = settings.TOILE_PUBLIC_URL;
  const server = createServer();
  const gateway = new Gateway(server, {
    store,
    queue,
    bus,
    packs,
    log,
    version: ownVersion(),
    origins: {
      allowedOrigins: [...settings.TOILE_ALLOWED_ORIGINS, ...(publicUrl ? [publicUrl] : [])],
      trustProxy: settings.TOILE_TRUST_PROXY,
    },
    https: publicUrl?.startsWith('https:') ?? false,
    fleet,
    pages,
    roomsPerHour: settings.TOILE_ROOMS_PER_HOUR,
  });
  gateway.metrics.watchProcess();

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.PORT, settings.HOST, resolve);
  });
  const workers = fleet ? [] : startWorkers(settings, { queue, log });
  const { port } = server.address() as AddressInfo;
  console.log(`Toile is at ${publicUrl ?? `http://${printable(settings.HOST)}:${port}`}`);
  log.info({ port, host: settings.HOST, fleet, workers: workers.length, packs: packs.packs.length }, 'ready');

  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), stopMs).unref();
    server.close();
    await gateway.stop(stopMs - 1_500);
    server.closeAllConnections();
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.allSettled([queue.close(), bus.close(), store.close()]);
    process.exit(0);
  };
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!stopping) void stop(signal);
      stopping = true;
    });
  }
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };
  return version;
}

// A CommonJS package whose types say ESM: its default export is the function itself.
const createNext = next as unknown as typeof next.default;

/** Next's pages, from the build in this package. */
async function openPages(): Promise<RequestListener> {
  // Next listens for upgrades on the server that it is given; ours has a router that owns them.
  const app = createNext({ dev: false, dir: here('..'), httpServer: createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => void handle(request, response);
}

function startWorkers(
  settings: Settings,
  { queue, log }: Pick<ConstructorParameters<typeof EmbeddedWorker>[0], 'queue' | 'log'>,
): EmbeddedWorker[] {
  const entry = here('../../infer/dist/main.js');
  if (!existsSync(entry)) {
    log.warn({ entry }, 'the worker is not built: rooms work, pictures wait');
    return [];
  }
  const env = {
    ...process.env,
    TOILE_PACKS: settings.TOILE_PACKS,
    TOILE_CACHE: process.env.TOILE_CACHE ?? join(settings.TOILE_DATA, 'cache'),
    TOILE_LOG_LEVEL: process.env.TOILE_LOG_LEVEL ?? settings.LOG_LEVEL ?? defaultLogLevel(),
  };
  return Array.from({ length: settings.TOILE_WORKERS }, () => new EmbeddedWorker({ entry, queue, env, log }));
}

/** The host as people type it. */
function printable(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

main().catch((error: unknown) => {
  console.error(`Toile could not start. ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
