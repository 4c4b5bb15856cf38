import { type Lease, limits, packOfJob, type RenderJob } from '@toile/protocol';
import { placeOf } from '../place.js';
import type { OfferOutcome } from '../render-queue.js';

interface ModelPlace {
  pending: { job: RenderJob; attempt: number } | null;
  running: { lease: Lease; workerId: string; willLapse: boolean; withdrawn: boolean } | null;
}

/**
 * What a render queue is expected to do, one step at a time (SPEC Q1 to Q22). It chooses nothing itself: it is
 * told what was claimed, and throws when the queue may not have chosen so.
 */
export class QueueModel {
  /** Announcements expected of each place, in order. */
  readonly announced = new Map<string, string[]>();
  /** The recipe that each place was last offered, until it is drawn, given up or withdrawn. */
  readonly wanted = new Map<string, string>();
  readonly #places = new Map<string, ModelPlace>();
  /** `place` -> where it is ready and since which step. */
  #ready = new Map<string, { rotation: string; roomId: string; since: number }>();
  /** `rotation/room` -> rooms that were picked while it was ready all the time. */
  #passedBy = new Map<string, Set<string>>();
  #step = 0;

  get counts(): { pending: number; running: number } {
    const places = [...this.#places.values()];
    return {
      pending: places.filter(({ pending }) => pending).length,
      running: places.filter(({ running }) => running).length,
    };
  }

  offer(job: RenderJob): OfferOutcome {
    const key = placeOf(job.roomId, job.slot);
    const place = this.#place(key);
    this.wanted.set(key, job.hash);
    const outcome = this.#outcome(place, job);
    if (outcome === 'running') {
      place.running!.withdrawn = false;
      place.pending = null;
    } else if (outcome === 'waiting') {
      if (place.pending!.job.lane === 'background' && job.lane === 'live') place.pending!.job = job;
    } else {
      place.pending = { job, attempt: 1 };
    }
    this.#refresh();
    return outcome;
  }

  withdraw(roomId: string, slot: string): void {
    const key = placeOf(roomId, slot);
    const place = this.#place(key);
    place.pending = null;
    if (place.running) place.running.withdrawn = true;
    this.wanted.delete(key);
    this.#refresh();
  }

  /** How many jobs a claim for these packs must get. */
  claimable(packIds: readonly string[], maxBatch: number): number {
    return Math.min(maxBatch, this.#readyFor(packIds).length);
  }

  /** The queue granted this lease. Throws when another job had to come first. */
  claimed(lease: Lease, workerId: string, packIds: readonly string[], willLapse: boolean): void {
    const { job } = lease;
    const key = placeOf(job.roomId, job.slot);
    const place = this.#place(key);
    const ready = this.#ready.get(key);
    if (!ready || !place.pending) throw new Error(`${key}: claimed while it is not ready`);
    const { pending } = place;
    if (pending.job.hash !== job.hash || pending.attempt !== lease.attempt) {
      throw new Error(`${key}: expected attempt ${pending.attempt} of ${pending.job.hash}`);
    }
    this.#checkOrder(key, ready, packIds);
    place.pending = null;
    place.running = { lease, workerId, willLapse, withdrawn: false };
    this.#refresh();
  }

  renew(workerId: string, leaseIds: readonly string[]): string[] {
    const held: string[] = [];
    for (const { running } of this.#places.values()) {
      if (running?.workerId !== workerId || !leaseIds.includes(running.lease.leaseId)) continue;
      running.willLapse = false;
      held.push(running.lease.leaseId);
    }
    return held;
  }

  complete(lease: Lease): boolean {
    const key = placeOf(lease.job.roomId, lease.job.slot);
    const place = this.#place(key);
    const held = place.running?.lease.leaseId === lease.leaseId;
    if (held) place.running = null;
    else if (place.pending?.job.hash !== lease.job.hash) return false;
    else place.pending = null;
    this.#announce(key, lease.job.hash, 'frame');
    this.#refresh();
    return held;
  }

  fail(lease: Lease, code: string, retry: boolean): void {
    const key = placeOf(lease.job.roomId, lease.job.slot);
    if (this.#place(key).running?.lease.leaseId !== lease.leaseId) return;
    this.#giveUp(key, code, retry);
    this.#refresh();
  }

  /** Answers how many were taken back. */
  reclaim(): number {
    return this.#takeBack(({ willLapse }) => willLapse);
  }

  retire(retired: string): void {
    this.#takeBack(({ workerId }) => workerId === retired);
  }

  #outcome(place: ModelPlace, job: RenderJob): OfferOutcome {
    if (place.running?.lease.job.hash === job.hash) return 'running';
    if (!place.pending) return 'queued';
    return place.pending.job.hash === job.hash ? 'waiting' : 'replaced';
  }

  #takeBack(which: (running: NonNullable<ModelPlace['running']>) => boolean): number {
    const taken = [...this.#places].filter(([, { running }]) => running && which(running));
    for (const [key] of taken) this.#giveUp(key, 'render-failed', true);
    this.#refresh();
    return taken.length;
  }

  #giveUp(key: string, code: string, retry: boolean): void {
    const place = this.#place(key);
    const { lease, withdrawn } = place.running!;
    place.running = null;
    if (withdrawn) return;
    if (!retry || lease.attempt >= limits.renderAttempts) {
      this.#announce(key, lease.job.hash, `failed ${code}`);
    } else if (!place.pending) {
      place.pending = { job: lease.job, attempt: lease.attempt + 1 };
    }
  }

  #announce(key: string, hash: string, what: string): void {
    const announced = this.announced.get(key) ?? [];
    announced.push(`${what} ${hash}`);
    this.announced.set(key, announced);
    if (this.wanted.get(key) === hash && this.#place(key).pending === null) this.wanted.delete(key);
  }

  #checkOrder(
    key: string,
    picked: { rotation: string; roomId: string; since: number },
    packIds: readonly string[],
  ): void {
    const { rotation, roomId, since } = picked;
    const claimable = this.#readyFor(packIds);
    if (rotation.startsWith('background') && claimable.some((other) => other.rotation.startsWith('live'))) {
      throw new Error(`${key}: a live job had to come first`);
    }
    const mates = claimable.filter((other) => other.rotation === rotation);
    if (mates.some((other) => other.roomId === roomId && other.since < since)) {
      throw new Error(`${key}: an older job of its room had to come first`);
    }
    for (const other of new Set(mates.map((mate) => mate.roomId))) {
      if (other === roomId) continue;
      const passedBy = this.#passedBy.get(`${rotation}/${other}`)!;
      if (passedBy.has(roomId)) throw new Error(`${key}: it was the turn of ${other}`);
      passedBy.add(roomId);
    }
    this.#passedBy.delete(`${rotation}/${roomId}`);
  }

  #readyFor(packIds: readonly string[]) {
    return [...this.#ready.values()].filter(({ rotation }) => packIds.includes(rotation.split('/')[1]!));
  }

  #refresh(): void {
    this.#step += 1;
    const ready = new Map<string, { rotation: string; roomId: string; since: number }>();
    const passedBy = new Map<string, Set<string>>();
    for (const [key, { pending, running }] of this.#places) {
      if (!pending || running) continue;
      const { roomId, lane } = pending.job;
      const rotation = `${lane}/${packOfJob(pending.job)}`;
      const before = this.#ready.get(key);
      const since = before?.rotation === rotation ? before.since : this.#step;
      ready.set(key, { rotation, roomId, since });
      const turn = `${rotation}/${roomId}`;
      passedBy.set(turn, this.#passedBy.get(turn) ?? new Set());
    }
    this.#ready = ready;
    this.#passedBy = passedBy;
  }

  #place(key: string): ModelPlace {
    const place = this.#places.get(key) ?? { pending: null, running: null };
    this.#places.set(key, place);
    return place;
  }
}
