import {
  type Announcement,
  announcementSchema,
  type Frame,
  frameMetaSchema,
  type Lease,
  limits,
  packOfJob,
  type RenderJob,
  type WorkerStatus,
  workerStatusSchema,
} from '@toile/protocol';
import { RESP_TYPES } from 'redis';
import { checkClaim, checkFrame, checkJob, checkLeaseMs } from '../check-arguments.js';
import { Listeners } from '../listeners.js';
import { placeOf } from '../place.js';
import {
  type ClaimRequest,
  type OfferOutcome,
  QueueError,
  type QueueStats,
  type RenderQueue,
} from '../render-queue.js';
import { QueueKeys } from './queue-keys.js';
import { readRecord, readTexts } from './read-record.js';
import { RedisClaims } from './redis-claims.js';
import type { RedisConnectionOptions } from './redis-connection.js';
import { RedisLink } from './redis-link.js';
import type { Script } from './script.js';
import { complete9 } from './scripts/complete-9.js';
import { fail8 } from './scripts/fail-8.js';
import { heartbeat2 } from './scripts/heartbeat-2.js';
import { offer8 } from './scripts/offer-8.js';
import { reclaim8 } from './scripts/reclaim-8.js';
import { renew2 } from './scripts/renew-2.js';
import { retire10 } from './scripts/retire-10.js';
import { stats5 } from './scripts/stats-5.js';
import { withdraw8 } from './scripts/withdraw-8.js';
import { StartOnce } from './start-once.js';

export interface RedisRenderQueueOptions extends RedisConnectionOptions {
  /** Begins every key and channel; `toile:` unless told. Channels ignore database numbers, a prefix does not. */
  readonly prefix?: string;
  readonly frameTtlMs?: number;
  /**
   * How often a waiting claim looks by itself, in ms. Jobs wake claims, so this only matters when a process
   * stops dead between being woken and claiming.
   */
  readonly lookAgainMs?: number;
}

interface AnnouncementListener {
  announcement(announcement: Announcement): void;
  gap(): void;
}

const outcomes: readonly unknown[] = ['queued', 'replaced', 'waiting', 'running', 'full'];
const lapsedMessage = 'No worker finished this picture.';

/** The render queue of a fleet, on one Redis 7 or later (not Redis Cluster: its scripts span many keys). */
export class RedisRenderQueue implements RenderQueue {
  readonly kind = 'redis';
  readonly #link: RedisLink;
  readonly #keys: QueueKeys;
  readonly #claims: RedisClaims;
  readonly #frameTtlMs: number;
  readonly #listeners = new Listeners<AnnouncementListener>();
  readonly #announcements = new StartOnce();

  private constructor(link: RedisLink, options: RedisRenderQueueOptions) {
    this.#link = link;
    this.#keys = new QueueKeys(options.prefix ?? 'toile:');
    this.#claims = new RedisClaims(link, this.#keys, options.lookAgainMs ?? 1_000);
    this.#frameTtlMs = options.frameTtlMs ?? limits.frameTtlMs;
  }

  /** Connects. Rejects with QueueError `unreachable` when that takes longer than `connectTimeoutMs`. */
  static async open(options: RedisRenderQueueOptions): Promise<RedisRenderQueue> {
    let queue: RedisRenderQueue | null = null;
    const lost = new QueueError('unreachable', 'the connection to Redis was lost');
    const link = await RedisLink.open(options, () => {
      if (queue) queue.#claims.refuse(lost);
    });
    queue = new RedisRenderQueue(link, options);
    return queue;
  }

  async offer(job: RenderJob): Promise<OfferOutcome> {
    checkJob(job);
    const { roomId, slot, hash, lane } = job;
    const args = [placeOf(roomId, slot), JSON.stringify(job), hash, packOfJob(job), lane];
    const outcome = await this.#run(offer8, [...args, String(limits.backgroundJobsPerRoom)]);
    if (!outcomes.includes(outcome)) throw new QueueError('corrupt', `offer: unknown outcome ${outcome}`);
    return outcome as OfferOutcome;
  }

  async withdraw(roomId: string, slot: string): Promise<void> {
    await this.#run(withdraw8, [placeOf(roomId, slot)]);
  }

  async claim(request: ClaimRequest): Promise<Lease[]> {
    checkClaim(request);
    return this.#claims.claim(request);
  }

  async renew(workerId: string, leaseIds: readonly string[], leaseMs: number): Promise<string[]> {
    checkLeaseMs(leaseMs);
    const keys = [this.#keys.jobs[1]!, this.#keys.jobs[6]!];
    return readTexts('renew', await this.#run(renew2, [workerId, String(leaseMs), ...leaseIds], keys));
  }

  async complete(lease: Lease, frame: Frame): Promise<boolean> {
    checkFrame(lease, frame);
    const { roomId, slot, hash, offeredAtMs } = lease.job;
    const announcement: Announcement = {
      kind: 'frame',
      roomId,
      slot,
      hash,
      offeredAtMs,
      doneAtMs: Date.now(),
    };
    const { buffer, byteOffset, byteLength } = frame.bytes;
    const args = [
      placeOf(roomId, slot),
      lease.leaseId,
      hash,
      JSON.stringify(frame.meta),
      Buffer.from(buffer, byteOffset, byteLength),
      String(this.#frameTtlMs),
      this.#keys.announcements,
      JSON.stringify(announcement),
    ];
    return (await this.#run(complete9, args, [...this.#keys.jobs, this.#keys.frame(hash)])) === 1;
  }

  async fail(
    lease: Lease,
    failure: {
      readonly code: 'render-failed' | 'pack-unknown';
      readonly message: string;
      readonly retry: boolean;
    },
  ): Promise<void> {
    const place = placeOf(lease.job.roomId, lease.job.slot);
    const given = [place, lease.leaseId, failure.retry ? '1' : '0', failure.code, failure.message];
    await this.#run(fail8, [...given, ...this.#giveUpArgs()]);
  }

  async reclaim(): Promise<number> {
    return Number(await this.#run(reclaim8, [lapsedMessage, ...this.#giveUpArgs()]));
  }

  async store({ meta, bytes }: Frame): Promise<void> {
    const key = this.#keys.frame(meta.hash);
    const { buffer, byteOffset, byteLength } = bytes;
    const fields = { meta: JSON.stringify(meta), bytes: Buffer.from(buffer, byteOffset, byteLength) };
    await this.#link.call((client) => client.multi().hSet(key, fields).pExpire(key, this.#frameTtlMs).exec());
  }

  async frame(hash: string): Promise<Frame | null> {
    const [meta, bytes] = await this.#link.call((client) =>
      client
        .withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer })
        .hmGet(this.#keys.frame(hash), ['meta', 'bytes']),
    );
    if (!meta && !bytes) return null;
    if (!meta || !bytes) throw new QueueError('corrupt', `frame ${hash} in Redis is not whole`);
    return {
      meta: readRecord(`frame ${hash}`, frameMetaSchema, meta.toString()),
      bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    };
  }

  async onAnnouncement(
    listener: (announcement: Announcement) => void,
    gap: () => void = () => undefined,
  ): Promise<() => Promise<void>> {
    this.#link.checkUp();
    await this.#announcements.start(() =>
      this.#link.channels.subscribe(this.#keys.announcements, {
        message: (bytes) => this.#announce(bytes),
        gap: () => this.#listeners.each((each) => each.gap()),
      }),
    );
    const remove = this.#listeners.add({ announcement: listener, gap });
    return async () => remove();
  }

  async heartbeat(status: WorkerStatus, ttlMs: number): Promise<void> {
    checkLeaseMs(ttlMs, 'ttlMs');
    const args = [status.workerId, JSON.stringify(status), String(ttlMs)];
    await this.#run(heartbeat2, args, this.#keys.workers);
  }

  async retire(workerId: string): Promise<void> {
    const args = [workerId, lapsedMessage, ...this.#giveUpArgs()];
    await this.#run(retire10, args, [...this.#keys.jobs, ...this.#keys.workers]);
  }

  async stats(): Promise<QueueStats> {
    const answer = readTexts('stats', await this.#run(stats5, [], this.#keys.stats));
    const [pending, running, oldestJobAgeMs, ...workers] = answer;
    return {
      pending: Number(pending),
      running: Number(running),
      oldestJobAgeMs: Number(oldestJobAgeMs),
      workers: workers.map((text) => readRecord('worker status', workerStatusSchema, text)),
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#claims.refuse(new QueueError('closed', 'the render queue was closed'));
    this.#link.close();
  }

  #announce(bytes: Buffer): void {
    try {
      const announcement = readRecord('announcement', announcementSchema, bytes.toString());
      this.#listeners.each((listener) => listener.announcement(announcement));
    } catch {
      // Written by another version, perhaps: what it said may matter, so it counts as missed.
      this.#listeners.each((listener) => listener.gap());
    }
  }

  #giveUpArgs(): string[] {
    return [String(limits.renderAttempts), this.#keys.announcements];
  }

  #run(
    script: Script,
    args: readonly (string | Buffer)[],
    keys: readonly string[] = this.#keys.jobs,
  ): Promise<unknown> {
    return this.#link.run(script, keys, args);
  }
}
