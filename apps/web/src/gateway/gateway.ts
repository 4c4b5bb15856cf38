import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ToileError } from '@toile/protocol';
import type { RenderQueue, RoomBus } from '@toile/queue';
import type { Store } from '@toile/store';
import { followAnnouncements } from './follow-announcements.js';
import { readHealth } from './health.js';
import { HistoryDesk } from './history/history-desk.js';
import { createHttpApi } from './http-api.js';
import { type PrintLineSheet, printOnThread } from './line-sheet/print-on-thread.js';
import type { Log } from './log.js';
import { Metrics } from './metrics.js';
import { type OriginPolicy, requestHost } from './origin-check.js';
import type { PackShelf } from './pack-shelf.js';
import { PhotoDesk } from './photos/photo-desk.js';
import { PictureService } from './picture-service.js';
import { RateLimits } from './rate-limits.js';
import { RendererWatch } from './renderer-watch.js';
import type { Fact } from './room-facts.js';
import { RoomRegistry } from './room-registry.js';
import { RoundDesk } from './rounds/round-desk.js';
import { RoundKeeper } from './rounds/round-keeper.js';
import { openAsset, secureAnswer, securePage } from './security-headers.js';
import { Showcase } from './showcase.js';
import { SocketEndpoint } from './socket-endpoint.js';
import { UpgradeRouter } from './upgrade-router.js';
import { embedAncestors, embeddedViewId } from './watch/embed-ancestors.js';
import { WatchEndpoint } from './watch/watch-endpoint.js';
import { YjsEndpoint } from './yjs-endpoint.js';

export interface GatewayOptions {
  readonly store: Store;
  readonly queue: RenderQueue;
  readonly bus: RoomBus;
  readonly packs: PackShelf;
  readonly log: Log;
  readonly version: string;
  readonly origins: OriginPolicy;
  /** Whether browsers reach this server by https. */
  readonly https: boolean;
  /** Whether other web instances share store, queue and bus. */
  readonly fleet: boolean;
  /** Whatever is neither API nor socket; null answers those with `not-found`. */
  readonly pages: RequestListener | null;
  /** On a thread of its own, unless told. */
  readonly printLineSheet?: PrintLineSheet;
  readonly roomsPerHour?: number | undefined;
  readonly lingerMs?: number;
  readonly retryMs?: readonly [number, number];
  readonly settleMs?: number;
  readonly pollMs?: number;
}

const pollMs = 5_000;
/** Files of the build, named by their content. */
const assetPath = /^\/_next\/static\//;
const apiPath = /^\/(api\/|api$|healthz$|metrics$)/;

/** Everything between an HTTP server and the store, queue and bus; takes over the server that it is given. */
export class Gateway {
  readonly metrics = new Metrics();
  readonly rooms: RoomRegistry;
  readonly #options: GatewayOptions;
  readonly #keeper: RoundKeeper;
  readonly #sockets: SocketEndpoint;
  readonly #watchers: WatchEndpoint;
  readonly #watch: RendererWatch;
  readonly #api: ReturnType<typeof getRequestListener>;
  readonly #stopFollowing: () => Promise<void>;

  constructor(server: Server, options: GatewayOptions) {
    const { store, queue, bus, packs, log, origins, https } = options;
    const { metrics } = this;
    this.#options = options;
    this.#keeper = new RoundKeeper({
      store,
      revealed: (roomId) => this.#roomChanged(roomId, 'round'),
      log,
    });
    this.rooms = new RoomRegistry({
      store,
      queue,
      bus,
      packs,
      metrics,
      log,
      keeper: this.#keeper,
      pollMs: options.fleet ? (options.pollMs ?? pollMs) : null,
      ...(options.lingerMs === undefined ? {} : { lingerMs: options.lingerMs }),
      ...(options.retryMs === undefined ? {} : { retryMs: options.retryMs }),
      ...(options.settleMs === undefined ? {} : { settleMs: options.settleMs }),
    });
    const pictures = new PictureService(queue);
    this.#watch = new RendererWatch({
      queue,
      metrics,
      log,
      changed: (renderer) => this.#sockets.tellRenderer(renderer),
      workerCame: () => this.#askForMissing({ failedToo: true }),
    });
    const rateLimits = new RateLimits(
      options.roomsPerHour === undefined ? {} : { roomsPerHourPerAddress: options.roomsPerHour },
    );
    this.#watchers = new WatchEndpoint({
      store,
      rooms: this.rooms,
      rateLimits,
      trustProxy: origins.trustProxy,
      metrics,
      log,
    });
    const yjs = new YjsEndpoint({ store, rooms: this.rooms, metrics, log });
    this.#sockets = new SocketEndpoint({
      store,
      rooms: this.rooms,
      desk: new RoundDesk(store, this.#keeper),
      history: new HistoryDesk(store),
      renderer: () => this.#watch.renderer,
      metrics,
      log,
    });
    this.#stopFollowing = followAnnouncements(queue, log, {
      announced: (announcement) => {
        pictures.announced(announcement);
        this.rooms.peek(announcement.roomId)?.director.announced(announcement);
      },
      gap: () => this.#askForMissing({ failedToo: false }),
    });

    const startedAtMs = Date.now();
    const api = createHttpApi({
      store,
      packs,
      pictures,
      photos: new PhotoDesk({ store, queue, pictures }),
      showcase: new Showcase(packs, pictures),
      printLineSheet: options.printLineSheet ?? printOnThread,
      rateLimits,
      metrics,
      log,
      trustProxy: origins.trustProxy,
      version: options.version,
      https,
      origins,
      health: () => readHealth({ store, queue, version: options.version, startedAtMs }),
      roomChanged: (roomId, what) => this.#roomChanged(roomId, what),
    });
    this.#api = getRequestListener(api.fetch, { overrideGlobalObjects: false });
    server.on('request', this.#request);
    server.on(
      'upgrade',
      new UpgradeRouter({ yjs, live: this.#sockets, watch: this.#watchers }, origins).route,
    );
    void this.#watch.look();
  }

  /** Tell everyone to come back later, and save what is not saved. Never rejects. */
  async stop(deadlineMs: number): Promise<void> {
    this.#watch.close();
    this.#keeper.close();
    await this.rooms.stop(new ToileError('server-stopping'), deadlineMs);
    await Promise.all([this.#sockets.close(), this.#watchers.close()]);
    await this.#stopFollowing();
  }

  readonly #request = (request: IncomingMessage, response: ServerResponse): void => {
    const { pages, https } = this.#options;
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (pages === null || apiPath.test(path)) {
      secureAnswer(response, https);
      void this.#api(request, response);
    } else {
      void this.#page(path, request, response, pages);
    }
  };

  async #page(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    pages: RequestListener,
  ): Promise<void> {
    const { https, origins, store, log } = this.#options;
    const viewId = embeddedViewId(path);
    let ancestors = "'none'";
    try {
      if (viewId !== null) ancestors = await embedAncestors(store, viewId);
    } catch (error) {
      log.warn({ err: error }, 'whose pages may frame a live view could not be read: nobody may');
    }
    securePage(request, response, {
      https,
      host: requestHost(request.headers, origins.trustProxy),
      ancestors,
    });
    if (assetPath.test(path)) openAsset(response);
    pages(request, response);
  }

  async #roomChanged(roomId: string, what: Fact | 'removed'): Promise<void> {
    const { bus, log } = this.#options;
    const room = this.rooms.peek(roomId);
    if (room) return room.changed(what);
    // Nobody is in the room here; others may be elsewhere.
    await bus.publish(roomId, { kind: 'changed', what }).catch((error: unknown) => {
      log.debug({ roomId, what, err: error }, 'other instances hear it later');
    });
  }

  #askForMissing(options: { failedToo: boolean }): void {
    for (const room of this.rooms.rooms) room.director.askForMissing(options);
  }
}
