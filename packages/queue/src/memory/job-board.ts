import { type Announcement, type Lease, limits, packOfJob, type RenderJob, randomId } from '@toile/protocol';
import { placeOf } from '../place.js';
import type { ClaimRequest, OfferOutcome } from '../render-queue.js';
import { ReadyJobs } from './ready-jobs.js';

interface Pending {
  job: RenderJob;
  attempt: number;
  readonly sinceMs: number;
}

interface Running {
  lease: Lease;
  readonly workerId: string;
  /** Nobody wants it any more: it may finish, and is not tried again. */
  withdrawn: boolean;
}

interface Place {
  pending: Pending | null;
  running: Running | null;
}

export type GiveUpCode = 'render-failed' | 'pack-unknown';

/**
 * Which job is pending and which is running at every place: the state behind the memory queue, without time,
 * frames or waiting of its own. The Lua in `../redis/scripts` follows it step by step.
 */
export class JobBoard {
  readonly #places = new Map<string, Place>();
  readonly #ready = new ReadyJobs();
  readonly #background = new Map<string, number>();
  /** Makes lease ids differ from those of any other board. */
  readonly #mark = randomId(8);
  #leases = 0;

  offer(job: RenderJob, nowMs: number): OfferOutcome {
    const key = placeOf(job.roomId, job.slot);
    const place = this.#places.get(key) ?? { pending: null, running: null };
    const { pending, running } = place;
    if (running?.lease.job.hash === job.hash) {
      running.withdrawn = false;
      this.#drop(place);
      return 'running';
    }
    if (pending?.job.hash === job.hash) {
      if (pending.job.lane === 'background' && job.lane === 'live') {
        this.#drop(place);
        this.#put(place, { ...pending, job });
      }
      return 'waiting';
    }
    if (job.lane === 'background' && pending?.job.lane !== 'background' && this.#isFull(job.roomId)) {
      return 'full';
    }
    this.#places.set(key, place);
    if (!pending) {
      this.#put(place, { job, attempt: 1, sinceMs: nowMs });
      return 'queued';
    }
    if (pending.job.lane === job.lane && packOfJob(pending.job) === packOfJob(job)) {
      pending.job = job;
      pending.attempt = 1;
    } else {
      this.#drop(place);
      this.#put(place, { job, attempt: 1, sinceMs: pending.sinceMs });
    }
    return 'replaced';
  }

  withdraw(roomId: string, slot: string): void {
    const key = placeOf(roomId, slot);
    const place = this.#places.get(key);
    if (!place) return;
    if (place.running) place.running.withdrawn = true;
    this.#drop(place);
    this.#forgetIfEmpty(key, place);
  }

  /** Up to `maxBatch` leases on jobs that are ready. */
  take(request: Pick<ClaimRequest, 'workerId' | 'packIds' | 'maxBatch' | 'leaseMs'>, nowMs: number): Lease[] {
    const leases: Lease[] = [];
    while (leases.length < request.maxBatch) {
      const key = this.#ready.next(request.packIds);
      if (key === null) break;
      const place = this.#places.get(key)!;
      const { job, attempt } = place.pending!;
      this.#drop(place);
      const leaseId = `${this.#mark}.${++this.#leases}:${key}`;
      const lease: Lease = { leaseId, attempt, expiresAtMs: nowMs + request.leaseMs, job };
      place.running = { lease, workerId: request.workerId, withdrawn: false };
      leases.push(lease);
    }
    return leases;
  }

  renew(workerId: string, leaseIds: readonly string[], expiresAtMs: number): string[] {
    const asked = new Set(leaseIds);
    const held: string[] = [];
    for (const { running } of this.#places.values()) {
      if (running?.workerId !== workerId || !asked.has(running.lease.leaseId)) continue;
      running.lease = { ...running.lease, expiresAtMs };
      held.push(running.lease.leaseId);
    }
    return held;
  }

  /**
   * A frame for the lease's job is stored. `held`: the lease was. `wanted`: its frame is news to the place, so
   * announce it; a lost lease's frame is when the same recipe is pending again, which this settles.
   */
  finish(lease: Lease): { held: boolean; wanted: boolean } {
    const key = placeOf(lease.job.roomId, lease.job.slot);
    const place = this.#places.get(key);
    if (place?.running?.lease.leaseId === lease.leaseId) {
      this.#free(key, place);
      return { held: true, wanted: true };
    }
    if (place?.pending?.job.hash !== lease.job.hash) return { held: false, wanted: false };
    this.#drop(place);
    this.#forgetIfEmpty(key, place);
    return { held: false, wanted: true };
  }

  /** Gives a leased job up. Answers the failure to announce, or null (tried again, superseded, lost). */
  giveUp(
    lease: Lease,
    failure: { code: GiveUpCode; message: string; retry: boolean },
    nowMs: number,
  ): Announcement | null {
    const key = placeOf(lease.job.roomId, lease.job.slot);
    const place = this.#places.get(key);
    const running = place?.running;
    if (!place || !running || running.lease.leaseId !== lease.leaseId) return null;
    const { job, attempt } = running.lease;
    const final = !failure.retry || attempt >= limits.renderAttempts;
    const again = !final && !running.withdrawn && !place.pending;
    this.#free(key, place);
    if (again) {
      this.#places.set(key, place);
      this.#put(place, { job, attempt: attempt + 1, sinceMs: nowMs });
    }
    if (!final || running.withdrawn) return null;
    const { roomId, slot, hash } = job;
    return { kind: 'failed', roomId, slot, hash, code: failure.code, message: failure.message };
  }

  /** The leases that `lapsed` says so of. */
  leases(lapsed: (lease: Lease, workerId: string) => boolean): Lease[] {
    const found: Lease[] = [];
    for (const { running } of this.#places.values()) {
      if (running && lapsed(running.lease, running.workerId)) found.push(running.lease);
    }
    return found;
  }

  counts(): { pending: number; running: number; oldestSinceMs: number | null } {
    let pending = 0;
    let running = 0;
    let oldestSinceMs: number | null = null;
    for (const place of this.#places.values()) {
      if (place.running) running += 1;
      if (!place.pending) continue;
      pending += 1;
      oldestSinceMs = Math.min(oldestSinceMs ?? Number.POSITIVE_INFINITY, place.pending.sinceMs);
    }
    return { pending, running, oldestSinceMs };
  }

  #put(place: Place, pending: Pending): void {
    place.pending = pending;
    if (pending.job.lane === 'background') this.#countBackground(pending.job.roomId, 1);
    if (!place.running) this.#ready.add(pending.job);
  }

  #drop(place: Place): void {
    if (!place.pending) return;
    const { job } = place.pending;
    place.pending = null;
    if (job.lane === 'background') this.#countBackground(job.roomId, -1);
    this.#ready.remove(job);
  }

  #free(key: string, place: Place): void {
    place.running = null;
    if (place.pending) this.#ready.add(place.pending.job);
    this.#forgetIfEmpty(key, place);
  }

  #forgetIfEmpty(key: string, place: Place): void {
    if (!place.pending && !place.running) this.#places.delete(key);
  }

  #isFull(roomId: string): boolean {
    return (this.#background.get(roomId) ?? 0) >= limits.backgroundJobsPerRoom;
  }

  #countBackground(roomId: string, by: 1 | -1): void {
    const count = (this.#background.get(roomId) ?? 0) + by;
    if (count > 0) this.#background.set(roomId, count);
    else this.#background.delete(roomId);
  }
}
