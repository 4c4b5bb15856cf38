import type { Announcement, Lease } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { placeOf } from './place.js';
import type { OpenQueueUnderTest, QueueUnderTest } from './render-queue.conformance.js';
import type { RenderQueue } from './render-queue.js';
import { AnnouncementLog } from './testing/announcement-log.js';
import { QueueModel } from './testing/queue-model.js';
import { pick, seededRandom } from './testing/random.js';
import { packA, packB, packNobody, roomA, roomB, roomC, sampleFrame, sampleJob } from './testing/samples.js';

const rooms = [roomA, roomB, roomC];
const slots = ['a', 'b', 'c', 'd'];
const lanes = ['live', 'background'] as const;
const workers = ['w1', 'w2', 'w3'];
const packSets = [[packA], [packB], [packA, packB], []];
const ageMs = 60_000;

export interface FuzzSize {
  readonly seeds: number;
  readonly steps: number;
}

/** SPEC.md Q32: seeded runs against a model, then workers and offers at the same time. */
export function describeRenderQueueFuzz(name: string, open: OpenQueueUnderTest, size: FuzzSize): void {
  describe(`render queue, fuzzed: ${name}`, () => {
    for (let seed = 1; seed <= size.seeds; seed += 1) {
      it(`Q32 does what the model expects (seed ${seed})`, async () => {
        const under = await open();
        try {
          await new FuzzRun(under, seed).run(size.steps);
        } finally {
          await under.close();
        }
      });
    }

    for (let seed = 1; seed <= 3; seed += 1) {
      it(`Q32 draws every last recipe while workers die around it (seed ${seed})`, async () => {
        const under = await open();
        try {
          await new Storm(under, seed).run();
        } finally {
          await under.close();
        }
      });
    }
  });
}

/** One step after the other, each checked against the model. */
class FuzzRun {
  readonly #under: QueueUnderTest;
  readonly #queue: RenderQueue;
  readonly #random: () => number;
  readonly #model = new QueueModel();
  readonly #leases: Lease[] = [];

  constructor(under: QueueUnderTest, seed: number) {
    this.#under = under;
    this.#queue = under.queue;
    this.#random = seededRandom(seed);
  }

  async run(steps: number): Promise<void> {
    const log = await AnnouncementLog.of(this.#queue);
    const acts = [
      ...Array(8).fill(() => this.#offer()),
      ...Array(6).fill(() => this.#claim()),
      ...Array(4).fill(() => this.#complete()),
      ...Array(2).fill(() => this.#fail()),
      () => this.#withdraw(),
      () => this.#renew(),
      () => this.#lapse(),
      () => this.#retire(),
    ];
    for (let step = 0; step < steps; step += 1) {
      await pick(this.#random, acts)();
      if (step % 8 === 0) expect(await this.#queue.stats()).toMatchObject(this.#model.counts);
    }
    await this.#drain();
    const expected = [...this.#model.announced.values()].reduce((sum, list) => sum + list.length, 0);
    await log.upTo(expected);
    expect(byPlace(log.all)).toEqual(this.#model.announced);
    expect([...this.#model.wanted]).toEqual([]);
  }

  async #offer(): Promise<void> {
    const roomId = pick(this.#random, rooms);
    const chance = this.#random();
    const job = sampleJob({
      roomId,
      slot: pick(this.#random, slots),
      recipe: Math.floor(this.#random() * 4),
      pack: chance < 0.1 ? packNobody : chance < 0.6 ? packA : packB,
      lane: pick(this.#random, lanes),
    });
    expect(await this.#queue.offer(job)).toBe(this.#model.offer(job));
  }

  async #claim(packIds: readonly string[] = pick(this.#random, packSets), maxBatch?: number): Promise<void> {
    const workerId = pick(this.#random, workers);
    const willLapse = this.#random() < 0.3;
    const most = maxBatch ?? 1 + Math.floor(this.#random() * 4);
    const expected = this.#model.claimable(packIds, most);
    const leases = await this.#queue.claim({
      workerId,
      packIds,
      maxBatch: most,
      leaseMs: willLapse ? 1 : ageMs,
      waitMs: 0,
    });
    expect(leases).toHaveLength(expected);
    for (const lease of leases) {
      this.#model.claimed(lease, workerId, packIds, willLapse);
      this.#leases.push(lease);
    }
  }

  /** A lease that is held, or was once. */
  #anyLease(): Lease | null {
    const recent = this.#leases.slice(-8);
    return recent.length > 0 ? pick(this.#random, recent) : null;
  }

  async #complete(lease = this.#anyLease()): Promise<void> {
    if (!lease) return;
    const { hash } = lease.job;
    expect(await this.#queue.complete(lease, sampleFrame(hash, 16))).toBe(this.#model.complete(lease));
    expect((await this.#queue.frame(hash))?.meta.hash).toBe(hash);
  }

  async #fail(): Promise<void> {
    const lease = this.#anyLease();
    if (!lease) return;
    const code = pick(this.#random, ['render-failed', 'pack-unknown'] as const);
    const retry = this.#random() < 0.6;
    await this.#queue.fail(lease, { code, message: 'fuzz', retry });
    this.#model.fail(lease, code, retry);
  }

  async #withdraw(): Promise<void> {
    const [roomId, slot] = [pick(this.#random, rooms), pick(this.#random, slots)];
    await this.#queue.withdraw(roomId, slot);
    this.#model.withdraw(roomId, slot);
  }

  async #renew(): Promise<void> {
    const workerId = pick(this.#random, workers);
    const ids = this.#leases.slice(-6).map(({ leaseId }) => leaseId);
    const held = await this.#queue.renew(workerId, ids, ageMs);
    expect([...held].sort()).toEqual(this.#model.renew(workerId, ids).sort());
  }

  async #lapse(): Promise<void> {
    await this.#under.pass(5);
    expect(await this.#queue.reclaim()).toBe(this.#model.reclaim());
  }

  async #retire(): Promise<void> {
    const workerId = pick(this.#random, workers);
    await this.#queue.retire(workerId);
    this.#model.retire(workerId);
  }

  /** Every worker dies, a new one with every pack draws what is left. */
  async #drain(): Promise<void> {
    for (const workerId of workers) {
      await this.#queue.retire(workerId);
      this.#model.retire(workerId);
    }
    while (this.#model.counts.pending > 0) {
      const known = this.#leases.length;
      await this.#claim([packA, packB, packNobody], 8);
      for (const lease of this.#leases.slice(known)) await this.#complete(lease);
    }
    expect(await this.#queue.stats()).toMatchObject({ pending: 0, running: 0, oldestJobAgeMs: 0 });
  }
}

/** Two instances that offer, three workers of which some give out, all at the same time. */
class Storm {
  readonly #under: QueueUnderTest;
  readonly #random: () => number;
  readonly #offered = new Map<string, string>();
  /** Places in the hands of a worker that is well. */
  readonly #held = new Set<string>();
  readonly #over = new AbortController();
  #broken: string | null = null;

  constructor(under: QueueUnderTest, seed: number) {
    this.#under = under;
    this.#random = seededRandom(seed);
  }

  async run(): Promise<void> {
    const log = await AnnouncementLog.of(this.#under.queue);
    const hands = await Promise.all([1, 2, 3].map(() => this.#under.another()));
    const lives = hands.map((queue, at) => this.#work(queue, `worker${at}`));
    const keeper = this.#keep();
    await Promise.all([this.#offer(this.#under.queue, [roomA, roomB]), this.#offer(hands[0]!, [roomC])]);
    const settled = () => {
      const heard = byPlace(log.all);
      return [...this.#offered].every(([place, hash]) =>
        heard.get(place)?.some((said) => said.endsWith(hash)),
      );
    };
    await log.until(settled);
    this.#over.abort();
    await Promise.all([...lives, keeper]);
    expect(this.#broken).toBeNull();
  }

  async #offer(queue: RenderQueue, inRooms: readonly string[]): Promise<void> {
    for (let recipe = 0; recipe < 120; recipe += 1) {
      const given = { roomId: pick(this.#random, inRooms), slot: pick(this.#random, slots), recipe };
      const job = sampleJob({ ...given, lane: pick(this.#random, lanes) });
      await queue.offer(job);
      this.#offered.set(placeOf(job.roomId, job.slot), job.hash);
    }
  }

  async #work(queue: RenderQueue, name: string): Promise<void> {
    const { signal } = this.#over;
    for (let life = 0; !signal.aborted; life += 1) {
      const dies = this.#random() < 0.2;
      const request = { workerId: `${name}.${life}`, packIds: [packA], maxBatch: 4, waitMs: ageMs, signal };
      const leases = await queue.claim({ ...request, leaseMs: dies ? 1 : ageMs });
      if (dies) continue;
      for (const { job } of leases) this.#hold(placeOf(job.roomId, job.slot));
      for (const lease of leases) {
        this.#held.delete(placeOf(lease.job.roomId, lease.job.slot));
        if (this.#random() < 0.1) {
          await queue.fail(lease, { code: 'render-failed', message: 'storm', retry: true });
        } else if (!(await queue.complete(lease, sampleFrame(lease.job.hash, 16)))) {
          this.#broken = 'a lease was lost before its time';
        }
      }
    }
  }

  #hold(place: string): void {
    if (this.#held.has(place)) this.#broken = `${place} ran twice at once`;
    this.#held.add(place);
  }

  /** What the web instances do about dead workers. */
  async #keep(): Promise<void> {
    while (!this.#over.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, 3));
      await this.#under.pass(3);
      await this.#under.queue.reclaim();
    }
  }
}

function byPlace(announcements: readonly Announcement[]): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const announcement of announcements) {
    const { kind, roomId, slot, hash } = announcement;
    const said = kind === 'failed' ? `failed ${announcement.code} ${hash}` : `frame ${hash}`;
    const place = placeOf(roomId, slot);
    places.set(place, [...(places.get(place) ?? []), said]);
  }
  return places;
}
