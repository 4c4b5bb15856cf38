import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryRenderQueue, MemoryRoomBus, type RenderQueue, type RoomBus } from '@toile/queue';
import { openStore, type Store } from '@toile/store';
import { pino } from 'pino';
import { Gateway, type GatewayOptions } from '../gateway.js';
import { printLineSheet } from '../line-sheet/print-line-sheet.js';
import { PackShelf } from '../pack-shelf.js';
import { packFolder } from './pack.fixture.js';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly gateway: Gateway;
  readonly store: Store;
  readonly queue: RenderQueue;
  readonly bus: RoomBus;
  readonly packs: PackShelf;
  /** Stop and clean up; what was handed in is left to whoever did. */
  close(): Promise<void>;
}

/** A real server on a free port: SQLite in a temporary folder, queue and bus in memory, a pack without networks. */
export async function startServer(options: Partial<GatewayOptions> = {}): Promise<TestServer> {
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const folder = await mkdtemp(join(tmpdir(), 'toile-server-'));
  const store = options.store ?? (await openStore({ folder }));
  const queue = options.queue ?? new MemoryRenderQueue();
  const bus = options.bus ?? new MemoryRoomBus();
  const pack = options.packs ? null : await packFolder();
  const packs = options.packs ?? new PackShelf({ folder: pack!.folder, log });
  await packs.scan();
  // A test that is busy for long must not find its connection hung up.
  const server = createServer({ keepAliveTimeout: 60_000 });
  const gateway = new Gateway(server, {
    log,
    version: '0.0.0-test',
    origins: { allowedOrigins: ['https://toile.example'], trustProxy: false },
    https: false,
    fleet: false,
    pages: null,
    // The thread runs compiled code; these tests run the sources.
    printLineSheet,
    lingerMs: 50,
    retryMs: [10, 50],
    ...options,
    store,
    queue,
    bus,
    packs,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    gateway,
    store,
    queue,
    bus,
    packs,
    close: async () => {
      server.close();
      await gateway.stop(2_000);
      server.closeAllConnections();
      if (!options.queue) await queue.close();
      if (!options.bus) await bus.close();
      if (!options.store) await store.close();
      if (pack) await rm(pack.folder, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
