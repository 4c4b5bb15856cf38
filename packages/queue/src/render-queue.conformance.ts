import { type Lease, limits } from '@toile/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimRequest, RenderQueue } from './render-queue.js';
import { AnnouncementLog } from './testing/announcement-log.js';
import {
  packA,
  packB,
  packNobody,
  roomA,
  roomB,
  roomC,
  type SampleJob,
  sampleFrame,
  sampleJob,
  sampleTask,
  sampleWorker,
} from './testing/samples.js';

/** A queue that a suite runs on. */
export interface QueueUnderTest {
  readonly queue: RenderQueue;
  /** The same queue as another process has it. */
  another(): Promise<RenderQueue>;
  /** Lets at least `ms` go by on the queue's clock. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens an empty queue that nobody else uses. */
export type OpenQueueUnderTest = (options?: { readonly frameTtlMs?: number }) => Promise<QueueUnderTest>;

/** Long enough to outlast any test: a lease or a wait that is never to end by itself. */
const ageMs = 60_000;

/** SPEC.md Q1 to Q30, on any implementation of the render queue. */
export function describeRenderQueue(name: string, open: OpenQueueUnderTest): void {
  describe(`render queue: ${name}`, () => {
    let under: QueueUnderTest;
    let queue: RenderQueue;

    beforeEach(async () => {
      under = await open();
      queue = under.queue;
    });

    afterEach(async () => {
      await under.close();
    });

    const offer = (given: SampleJob = {}) => queue.offer(sampleJob(given));
    const claim = (given: Partial<ClaimRequest> = {}, from: RenderQueue = queue) =>
      from.claim({ workerId: 'w1', packIds: [packA], maxBatch: 1, leaseMs: ageMs, waitMs: 0, ...given });
    const claimOne = async (given: Partial<ClaimRequest> = {}): Promise<Lease> => {
      const [lease] = await claim(given);
      if (!lease) throw new Error('expected a job that is ready');
      return lease;
    };
    const complete = (lease: Lease) => queue.complete(lease, sampleFrame(lease.job.hash));
    const slotsOf = (leases: readonly Lease[]) => leases.map(({ job }) => job.slot);
    const counts = async () => {
      const { pending, running } = await queue.stats();
      return { pending, running };
    };

    describe('places and offers', () => {
      it('Q1 Q2 has one running and one pending job for a place', async () => {
        expect(await offer({ recipe: 1 })).toBe('queued');
        const first = await claimOne();
        expect(first.job).toEqual(sampleJob({ recipe: 1 }));
        expect(await offer({ recipe: 2 })).toBe('queued');
        expect(await claim({ maxBatch: 8 })).toEqual([]);
        expect(await counts()).toEqual({ pending: 1, running: 1 });
        await complete(first);
        expect((await claimOne()).job).toEqual(sampleJob({ recipe: 2 }));
      });

      it('Q3 replaces the pending recipe and keeps the turn', async () => {
        await offer({ slot: 'a', recipe: 1 });
        await offer({ slot: 'b' });
        expect(await offer({ slot: 'a', recipe: 2 })).toBe('replaced');
        const leases = await claim({ maxBatch: 8 });
        expect(slotsOf(leases)).toEqual(['a', 'b']);
        expect(leases[0]!.job).toEqual(sampleJob({ slot: 'a', recipe: 2 }));
      });

      it('Q3 a recipe of another lane or pack moves the place', async () => {
        await offer({ slot: 'a', recipe: 1, lane: 'live' });
        expect(await offer({ slot: 'a', recipe: 2, lane: 'background' })).toBe('replaced');
        await offer({ slot: 'b', recipe: 1, lane: 'live' });
        expect(await offer({ slot: 'b', recipe: 2, pack: packB })).toBe('replaced');
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['a']);
        expect(slotsOf(await claim({ maxBatch: 8, packIds: [packB] }))).toEqual(['b']);
        expect(await counts()).toEqual({ pending: 0, running: 2 });
      });

      it('Q3 a newer recipe has its attempts before it', async () => {
        await offer({ recipe: 1 });
        await queue.fail(await claimOne(), { code: 'render-failed', message: 'again', retry: true });
        await offer({ recipe: 2 });
        expect(await claimOne()).toMatchObject({ attempt: 1, job: { hash: sampleJob({ recipe: 2 }).hash } });
      });

      it('Q4 keeps the pending job when its recipe is offered again', async () => {
        await offer({ offeredAtMs: 1_000 });
        expect(await offer({ offeredAtMs: 2_000 })).toBe('waiting');
        expect(await offer({ offeredAtMs: 3_000, lane: 'background' })).toBe('waiting');
        expect((await claimOne()).job).toEqual(sampleJob({ offeredAtMs: 1_000 }));
        expect(await counts()).toEqual({ pending: 0, running: 1 });
      });

      it('Q4 a live offer lifts a background job', async () => {
        await offer({ slot: 'low', lane: 'background' });
        await offer({ slot: 'lifted', lane: 'background' });
        expect(await offer({ slot: 'lifted', lane: 'live', offeredAtMs: 2_000 })).toBe('waiting');
        const leases = await claim({ maxBatch: 8 });
        expect(leases.map(({ job }) => job)).toEqual([
          sampleJob({ slot: 'lifted', lane: 'live', offeredAtMs: 2_000 }),
          sampleJob({ slot: 'low', lane: 'background' }),
        ]);
      });

      it('Q5 drops what is pending when the running recipe is offered again', async () => {
        await offer({ recipe: 1 });
        const lease = await claimOne();
        await offer({ recipe: 2 });
        expect(await offer({ recipe: 1 })).toBe('running');
        expect(await counts()).toEqual({ pending: 0, running: 1 });
        expect(await complete(lease)).toBe(true);
        expect(await claim()).toEqual([]);
      });

      it('Q6 refuses a background job beyond the limit of its room, and nothing else', async () => {
        const most = limits.backgroundJobsPerRoom;
        for (let at = 0; at < most; at += 1) await offer({ slot: `s${at}`, lane: 'background' });
        expect(await offer({ slot: 'more', lane: 'background' })).toBe('full');
        expect(await offer({ slot: 's0', recipe: 2, lane: 'background' })).toBe('replaced');
        expect(await offer({ roomId: roomB, slot: 'more', lane: 'background' })).toBe('queued');
        expect(await offer({ slot: 'hand', lane: 'live' })).toBe('queued');
        expect(await offer({ slot: 'hand', recipe: 2, lane: 'background' })).toBe('full');
        expect((await claimOne()).job).toEqual(sampleJob({ slot: 'hand', lane: 'live' }));
        await queue.withdraw(roomA, 's1');
        expect(await offer({ slot: 'more', lane: 'background' })).toBe('queued');
        expect(await offer({ slot: 'more2', lane: 'background' })).toBe('full');
      });

      it('Q6 Q17 takes a job back into a full lane', async () => {
        await offer({ slot: 'first', lane: 'background' });
        const lease = await claimOne();
        for (let at = 0; at < limits.backgroundJobsPerRoom; at += 1) {
          await offer({ slot: `s${at}`, lane: 'background' });
        }
        await queue.fail(lease, { code: 'render-failed', message: 'again', retry: true });
        expect(await counts()).toEqual({ pending: limits.backgroundJobsPerRoom + 1, running: 0 });
      });

      it('Q7 withdraws what is pending; what is running finishes and is announced', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer({ recipe: 1 });
        const lease = await claimOne();
        await offer({ recipe: 2 });
        await queue.withdraw(roomA, 'design');
        await queue.withdraw(roomA, 'nowhere');
        expect(await counts()).toEqual({ pending: 0, running: 1 });
        expect(await complete(lease)).toBe(true);
        expect(await log.upTo(1)).toEqual(['frame design']);
        expect(await claim()).toEqual([]);
      });

      it('Q7 does not try a withdrawn job again, nor announce its failure', async () => {
        const log = await AnnouncementLog.of(queue);
        for (const retry of [true, false]) {
          await offer();
          const lease = await claimOne();
          await queue.withdraw(roomA, 'design');
          await queue.fail(lease, { code: 'render-failed', message: 'no', retry });
          expect(await counts()).toEqual({ pending: 0, running: 0 });
        }
        await offer();
        await claimOne({ leaseMs: 1 });
        await queue.withdraw(roomA, 'design');
        await under.pass(5);
        expect(await queue.reclaim()).toBe(1);
        expect(await counts()).toEqual({ pending: 0, running: 0 });
        await offer({ slot: 'last' });
        await complete(await claimOne());
        expect(await log.upTo(1)).toEqual(['frame last']);
      });

      it('Q7 an offer of the running recipe undoes the withdrawal', async () => {
        await offer();
        const lease = await claimOne();
        await queue.withdraw(roomA, 'design');
        expect(await offer()).toBe('running');
        await queue.fail(lease, { code: 'render-failed', message: 'again', retry: true });
        expect((await claimOne()).attempt).toBe(2);
      });
    });

    describe('claims', () => {
      it('Q8 answers what is ready, up to maxBatch', async () => {
        for (const slot of ['a', 'b', 'c']) await offer({ slot });
        expect(slotsOf(await claim({ maxBatch: 2 }))).toEqual(['a', 'b']);
        expect(slotsOf(await claim({ maxBatch: 2, waitMs: ageMs }))).toEqual(['c']);
        expect(await claim({ maxBatch: 2 })).toEqual([]);
      });

      it('Q9 takes the live lane of all rooms before the background lane of any', async () => {
        await offer({ roomId: roomA, slot: 'seed', lane: 'background' });
        await offer({ roomId: roomB, slot: 'drag', lane: 'live' });
        await offer({ roomId: roomC, slot: 'drag2', lane: 'live' });
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['drag', 'drag2', 'seed']);
      });

      it('Q9 one worker with several packs takes the live lanes of all of them first', async () => {
        await offer({ slot: 'seed', lane: 'background', pack: packA });
        await offer({ slot: 'drag', lane: 'live', pack: packB });
        expect(slotsOf(await claim({ maxBatch: 8, packIds: [packA, packB] }))).toEqual(['drag', 'seed']);
      });

      it.each(['live', 'background'] as const)('Q10 goes round the rooms in the %s lane', async (lane) => {
        for (const slot of ['1', '2', '3', '4']) await offer({ roomId: roomA, slot: `a${slot}`, lane });
        for (const slot of ['1', '2']) await offer({ roomId: roomB, slot: `b${slot}`, lane });
        expect(slotsOf(await claim({ maxBatch: 3 }))).toEqual(['a1', 'b1', 'a2']);
        await offer({ roomId: roomC, slot: 'c1', lane });
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['b2', 'a3', 'c1', 'a4']);
      });

      it('Q10 a room that comes back joins at the end', async () => {
        await offer({ roomId: roomA, slot: 'a1' });
        await offer({ roomId: roomB, slot: 'b1' });
        await offer({ roomId: roomB, slot: 'b2' });
        await queue.withdraw(roomA, 'a1');
        await offer({ roomId: roomA, slot: 'a1' });
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['b1', 'a1', 'b2']);
      });

      it('Q10 takes the earliest turn among the packs of the worker', async () => {
        await offer({ roomId: roomA, slot: 'a1', pack: packB });
        await offer({ roomId: roomB, slot: 'b1', pack: packA });
        await offer({ roomId: roomA, slot: 'a2', pack: packB });
        const leases = await claim({ maxBatch: 8, packIds: [packA, packB] });
        expect(slotsOf(leases)).toEqual(['a1', 'b1', 'a2']);
      });

      it('Q11 a place that becomes ready waits behind those that are', async () => {
        await offer({ slot: 'a', recipe: 1 });
        const lease = await claimOne();
        await offer({ slot: 'a', recipe: 2 });
        await offer({ slot: 'b' });
        await complete(lease);
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['b', 'a']);
      });

      it('Q12 a job that no worker can draw stays and blocks nothing', async () => {
        await offer({ slot: 'orphan', pack: packNobody });
        await offer({ slot: 'fine' });
        await offer({ slot: 'other', pack: packB });
        expect(slotsOf(await claim({ maxBatch: 8 }))).toEqual(['fine']);
        expect(slotsOf(await claim({ maxBatch: 8, packIds: [packA, packB] }))).toEqual(['other']);
        expect(await claim({ maxBatch: 8, packIds: [] })).toEqual([]);
        expect(await counts()).toEqual({ pending: 1, running: 2 });
        expect(slotsOf(await claim({ packIds: [packNobody] }))).toEqual(['orphan']);
      });

      it('Q13 answers nothing when the wait is over', async () => {
        expect(await claim({ waitMs: 20 })).toEqual([]);
      });

      it('Q13 wakes for a job that is offered, however long it would wait', async () => {
        const claimed = claim({ waitMs: ageMs, maxBatch: 8 });
        await offer({ slot: 'unfit', pack: packB });
        await offer({ slot: 'fit' });
        expect(slotsOf(await claimed)).toEqual(['fit']);
      });

      it('Q13 wakes for a job that another process offers', async () => {
        const other = await under.another();
        const claimed = claim({ waitMs: ageMs });
        await other.offer(sampleJob({ slot: 'fit' }));
        expect(slotsOf(await claimed)).toEqual(['fit']);
      });

      it('Q13 wakes for a job that comes back, and for one that becomes ready', async () => {
        await offer({ slot: 'a', recipe: 1 });
        const first = await claimOne();
        const again = claim({ waitMs: ageMs });
        await queue.fail(first, { code: 'render-failed', message: 'again', retry: true });
        const [second] = await again;
        expect(second).toMatchObject({ attempt: 2 });
        await offer({ slot: 'a', recipe: 2 });
        const next = claim({ waitMs: ageMs });
        await complete(second!);
        expect((await next)[0]?.job).toEqual(sampleJob({ slot: 'a', recipe: 2 }));
      });

      it('Q13 gives each waiting claim a job of its own', async () => {
        const other = await under.another();
        const claims = [claim({ waitMs: ageMs }), claim({ waitMs: ageMs }, other), claim({ waitMs: ageMs })];
        for (const slot of ['a', 'b', 'c']) await offer({ slot });
        expect(slotsOf((await Promise.all(claims)).flat()).sort()).toEqual(['a', 'b', 'c']);
      });

      it('Q13 wakes the waiting claim that has the pack', async () => {
        const waiting = [
          claim({ waitMs: ageMs, packIds: [packA] }),
          claim({ waitMs: ageMs, packIds: [packB] }),
        ];
        await offer({ slot: 'b', pack: packB });
        expect(slotsOf(await waiting[1]!)).toEqual(['b']);
        await offer({ slot: 'a', pack: packA });
        expect(slotsOf(await waiting[0]!)).toEqual(['a']);
      });

      it('Q13 ends the wait when the signal is aborted', async () => {
        const abort = new AbortController();
        const claimed = claim({ waitMs: ageMs, signal: abort.signal });
        await queue.stats();
        abort.abort();
        expect(await claimed).toEqual([]);
        await offer();
        expect(await claim({ signal: abort.signal })).toEqual([]);
        expect(slotsOf(await claim())).toEqual(['design']);
      });

      it('Q13 loses no job between a claim that leaves and one that stays', async () => {
        const other = await under.another();
        for (let round = 0; round < 20; round += 1) {
          const abort = new AbortController();
          const leaving = claim({ waitMs: ageMs, signal: abort.signal });
          const staying = claim({ waitMs: ageMs }, other);
          const offered = [offer({ slot: 'a' }), abort.abort(), offer({ slot: 'b' })];
          await Promise.all(offered);
          const left = await leaving;
          const stayed = await staying;
          const rest = await claim({ maxBatch: 8 });
          expect(slotsOf([...left, ...stayed, ...rest]).sort()).toEqual(['a', 'b']);
          for (const lease of [...left, ...stayed, ...rest]) await complete(lease);
        }
      });

      it('Q14 leases have ids of their own, an attempt and an expiry', async () => {
        await offer({ slot: 'a' });
        await offer({ slot: 'b' });
        const [a, b] = await claim({ maxBatch: 2, leaseMs: 5_000 });
        expect(a!.leaseId).not.toBe(b!.leaseId);
        expect(a!.attempt).toBe(1);
        const [c] = await (async () => {
          await complete(a!);
          await offer({ slot: 'a', recipe: 2 });
          return claim({ leaseMs: 65_000 });
        })();
        expect(c!.leaseId).not.toBe(a!.leaseId);
        expect(c!.expiresAtMs - a!.expiresAtMs).toBeGreaterThanOrEqual(60_000);
      });
    });

    describe('leases', () => {
      it('Q15 Q16 renews what the worker holds, even when it has run out', async () => {
        for (const slot of ['a', 'b', 'c']) await offer({ slot });
        const [a, b, c] = await claim({ maxBatch: 3, leaseMs: 1 });
        await complete(c!);
        await under.pass(5);
        const ids = [a!.leaseId, c!.leaseId, 'no:lease', b!.leaseId];
        expect(await queue.renew('w2', ids, ageMs)).toEqual([]);
        expect((await queue.renew('w1', ids, ageMs)).sort()).toEqual([a!.leaseId, b!.leaseId].sort());
        expect(await queue.reclaim()).toBe(0);
        expect(await complete(a!)).toBe(true);
      });

      it('Q16 completes a lease that has run out while nobody took it back', async () => {
        await offer();
        const lease = await claimOne({ leaseMs: 1 });
        await under.pass(5);
        expect(await complete(lease)).toBe(true);
        expect(await queue.reclaim()).toBe(0);
      });

      it('Q17 takes back what has run out, and only that', async () => {
        await offer({ slot: 'dies', lane: 'background' });
        await claimOne({ workerId: 'dead', leaseMs: 1 });
        await offer({ slot: 'lives' });
        await claimOne();
        await under.pass(5);
        expect(await queue.reclaim()).toBe(1);
        expect(await queue.reclaim()).toBe(0);
        expect(await counts()).toEqual({ pending: 1, running: 1 });
        const again = await claimOne();
        expect(again).toMatchObject({ attempt: 2, job: sampleJob({ slot: 'dies', lane: 'background' }) });
      });

      it('Q17 drops a lapsed job in silence when a newer one is pending', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer({ recipe: 1 });
        await claimOne({ leaseMs: 1 });
        await offer({ recipe: 2 });
        await under.pass(5);
        expect(await queue.reclaim()).toBe(1);
        const lease = await claimOne();
        expect(lease).toMatchObject({ attempt: 1, job: { hash: sampleJob({ recipe: 2 }).hash } });
        await complete(lease);
        expect(await log.upTo(1)).toEqual(['frame design']);
      });

      it('Q17 is safe to call from many processes at once', async () => {
        for (let at = 0; at < 10; at += 1) await offer({ slot: `s${at}` });
        await claim({ maxBatch: 10, leaseMs: 1 });
        const other = await under.another();
        await under.pass(5);
        const taken = await Promise.all([queue, other, queue, other].map((each) => each.reclaim()));
        expect(taken.reduce((sum, count) => sum + count)).toBe(10);
        expect(await counts()).toEqual({ pending: 10, running: 0 });
      });

      it('Q18 gives up after the last attempt', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer();
        for (let attempt = 1; attempt <= limits.renderAttempts; attempt += 1) {
          expect((await claimOne({ leaseMs: 1 })).attempt).toBe(attempt);
          await under.pass(5);
          expect(await queue.reclaim()).toBe(1);
        }
        expect(await counts()).toEqual({ pending: 0, running: 0 });
        await log.upTo(1);
        const { hash } = sampleJob();
        const failure = { kind: 'failed', roomId: roomA, slot: 'design', hash, code: 'render-failed' };
        expect(log.all).toEqual([{ ...failure, message: expect.stringMatching(/./) }]);
        expect(await offer()).toBe('queued');
        expect((await claimOne()).attempt).toBe(1);
      });

      it('Q19 fails for good without retry, also when a newer job is pending', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer({ recipe: 1 });
        const lease = await claimOne();
        await offer({ recipe: 2 });
        const message = 'No "pack" here: {1,2} \\ ü';
        await queue.fail(lease, { code: 'pack-unknown', message, retry: false });
        await log.upTo(1);
        const { roomId, slot, hash } = lease.job;
        expect(log.all).toEqual([{ kind: 'failed', roomId, slot, hash, code: 'pack-unknown', message }]);
        expect((await claimOne()).job).toEqual(sampleJob({ recipe: 2 }));
      });

      it('Q19 does nothing on a lost lease', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer();
        const lost = await claimOne({ leaseMs: 1 });
        await under.pass(5);
        await queue.reclaim();
        const held = await claimOne();
        await queue.fail(lost, { code: 'render-failed', message: 'late', retry: false });
        expect(await complete(held)).toBe(true);
        expect(await log.upTo(1)).toEqual(['frame design']);
      });

      it('Q20 stores, frees and announces', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer({ recipe: 1, offeredAtMs: 1_234.5 });
        const lease = await claimOne();
        await offer({ recipe: 2 });
        const frame = sampleFrame(lease.job.hash);
        expect(await queue.complete(lease, frame)).toBe(true);
        await log.upTo(1);
        const { roomId, slot, hash } = lease.job;
        const doneAtMs = expect.any(Number);
        expect(log.all).toEqual([{ kind: 'frame', roomId, slot, hash, offeredAtMs: 1_234.5, doneAtMs }]);
        expect(await queue.frame(hash)).toEqual(frame);
        expect(await counts()).toEqual({ pending: 1, running: 0 });
        expect(await queue.complete(lease, frame)).toBe(false);
      });

      it('Q21 keeps the frame of a lost lease and says that it was lost', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer();
        const lost = await claimOne({ leaseMs: 1 });
        await under.pass(5);
        await queue.reclaim();
        const held = await claimOne();
        expect(await complete(lost)).toBe(false);
        expect(await queue.frame(lost.job.hash)).toEqual(sampleFrame(lost.job.hash));
        expect(await counts()).toEqual({ pending: 0, running: 1 });
        expect(await complete(held)).toBe(true);
        expect(await log.upTo(1)).toEqual(['frame design']);
      });

      it('Q21 a late frame settles the same recipe when that is pending again', async () => {
        const log = await AnnouncementLog.of(queue);
        await offer();
        const lost = await claimOne({ leaseMs: 1 });
        await under.pass(5);
        await queue.reclaim();
        expect(await complete(lost)).toBe(false);
        expect(await log.upTo(1)).toEqual(['frame design']);
        expect(await counts()).toEqual({ pending: 0, running: 0 });
        expect(await claim()).toEqual([]);
      });

      it('Q22 refuses a frame of another recipe', async () => {
        await offer();
        const lease = await claimOne();
        const other = sampleFrame(sampleJob({ recipe: 2 }).hash);
        await expect(queue.complete(lease, other)).rejects.toThrow(RangeError);
        expect(await queue.frame(other.meta.hash)).toBeNull();
        expect(await complete(lease)).toBe(true);
      });
    });

    describe('frames and announcements', () => {
      it('Q23 answers frames of any size byte for byte, and null for others', async () => {
        for (const [at, bytes] of [0, 1, 65_536, 1_000_000].entries()) {
          await offer({ slot: `s${at}`, recipe: at });
          const lease = await claimOne();
          const frame = sampleFrame(lease.job.hash, bytes);
          await queue.complete(lease, frame);
          const stored = await queue.frame(lease.job.hash);
          expect(stored?.meta).toEqual(frame.meta);
          expect(stored?.bytes).toBeInstanceOf(Uint8Array);
          expect(Buffer.compare(stored!.bytes, frame.bytes)).toBe(0);
        }
        expect(await queue.frame(sampleJob({ recipe: 99 }).hash)).toBeNull();
      });

      it('Q23 forgets a frame after its time, counted from when it was last stored', async () => {
        const brief = await open({ frameTtlMs: 40 });
        try {
          await brief.queue.offer(sampleJob());
          const [lease] = await claim({}, brief.queue);
          await brief.queue.complete(lease!, sampleFrame(lease!.job.hash));
          await brief.pass(60);
          expect(await brief.queue.frame(lease!.job.hash)).toBeNull();
        } finally {
          await brief.close();
        }
      });

      it('Q33 keeps what was stored, for every process and for its time, and announces nothing', async () => {
        const brief = await open({ frameTtlMs: 40 });
        try {
          const log = await AnnouncementLog.of(brief.queue);
          const photo = sampleFrame('ab'.repeat(32), 70_000);
          await brief.queue.store(photo);
          const there = await (await brief.another()).frame(photo.meta.hash);
          expect(there?.meta).toEqual(photo.meta);
          expect(Buffer.compare(there!.bytes, photo.bytes)).toBe(0);
          await brief.pass(60);
          expect(await brief.queue.frame(photo.meta.hash)).toBeNull();
          expect(log.all).toEqual([]);
        } finally {
          await brief.close();
        }
      });

      it('Q34 takes a task for a job', async () => {
        const task = sampleTask({ slot: 'task' });
        expect(await queue.offer(task)).toBe('queued');
        expect(await queue.offer(task)).toBe('waiting');
        expect(await claim({ packIds: [packB] })).toEqual([]);
        const lease = await claimOne();
        expect(lease.job).toEqual(task);
        const log = await AnnouncementLog.of(queue);
        expect(await complete(lease)).toBe(true);
        expect(await log.upTo(1)).toEqual(['frame task']);
        expect((await queue.frame(task.hash))?.meta.hash).toBe(task.hash);
      });

      it('Q25 tells every listener in every process, in order, until it has ended', async () => {
        const other = await under.another();
        const logs = [
          await AnnouncementLog.of(queue),
          await AnnouncementLog.of(queue),
          await AnnouncementLog.of(other),
        ];
        const ended: string[] = [];
        const end = await queue.onAnnouncement(({ hash }) => ended.push(hash));
        for (let recipe = 1; recipe <= 5; recipe += 1) {
          await offer({ recipe });
          await complete(await claimOne());
        }
        const hashes = [1, 2, 3, 4, 5].map((recipe) => sampleJob({ recipe }).hash);
        for (const log of logs) {
          await log.upTo(5);
          expect(log.all.map(({ hash }) => hash)).toEqual(hashes);
          expect((await other.frame(hashes[4]!))?.meta.hash).toBe(hashes[4]);
        }
        expect(ended).toEqual(hashes);
        await end();
        await end();
        await offer({ recipe: 6 });
        await complete(await claimOne());
        await logs[0]!.upTo(6);
        expect(ended).toEqual(hashes);
      });
    });

    describe('workers', () => {
      it('Q26 lists workers until their heartbeat lapses', async () => {
        await queue.heartbeat(sampleWorker('brief'), 1);
        await queue.heartbeat(sampleWorker('lasting', 1), 1);
        await queue.heartbeat(sampleWorker('lasting', 2), ageMs);
        await under.pass(5);
        expect((await queue.stats()).workers).toEqual([sampleWorker('lasting', 2)]);
      });

      it('Q27 retires a worker and takes back what it holds', async () => {
        await queue.heartbeat(sampleWorker('leaving'), ageMs);
        await queue.heartbeat(sampleWorker('staying'), ageMs);
        await offer({ slot: 'a' });
        const lost = await claimOne({ workerId: 'leaving' });
        await offer({ slot: 'b' });
        const held = await claimOne({ workerId: 'staying' });
        await queue.retire('leaving');
        await queue.retire('unknown');
        expect((await queue.stats()).workers).toEqual([sampleWorker('staying')]);
        expect(await counts()).toEqual({ pending: 1, running: 1 });
        const again = await claimOne({ workerId: 'staying' });
        expect(again).toMatchObject({ attempt: 2, job: { slot: 'a' } });
        expect(await complete(lost)).toBe(false);
        expect(await complete(held)).toBe(true);
      });

      it('Q28 counts, and ages with the place that waits longest', async () => {
        expect(await queue.stats()).toEqual({ pending: 0, running: 0, oldestJobAgeMs: 0, workers: [] });
        await offer({ slot: 'a', recipe: 1 });
        await under.pass(30);
        await offer({ slot: 'a', recipe: 2 });
        await offer({ slot: 'b' });
        const { pending, oldestJobAgeMs } = await queue.stats();
        expect(pending).toBe(2);
        expect(oldestJobAgeMs).toBeGreaterThanOrEqual(30);
        await claim({ maxBatch: 8 });
        expect(await queue.stats()).toMatchObject({ pending: 0, running: 2, oldestJobAgeMs: 0 });
      });
    });

    describe('failure', () => {
      it('Q29 refuses arguments that make no sense', async () => {
        const bad: (() => Promise<unknown>)[] = [
          () => queue.offer({ ...sampleJob(), roomId: 'room/a' }),
          () => queue.offer({ ...sampleJob(), slot: '' }),
          () => queue.offer({ ...sampleJob(), slot: 'x'.repeat(97) }),
          () => queue.offer({ ...sampleJob(), hash: 'XY' }),
          () => claim({ maxBatch: 0 }),
          () => claim({ maxBatch: 1.5 }),
          () => claim({ leaseMs: 0 }),
          () => claim({ waitMs: -1 }),
          () => claim({ waitMs: Number.POSITIVE_INFINITY }),
          () => claim({ workerId: '' }),
          () => claim({ packIds: ['live/'] }),
          () => queue.renew('w1', [], 0),
          () => queue.heartbeat(sampleWorker('w1'), Number.NaN),
        ];
        for (const call of bad) await expect(call()).rejects.toThrow(RangeError);
        expect(await queue.stats()).toMatchObject({ pending: 0, running: 0, workers: [] });
      });

      it('takes slots of any characters', async () => {
        const slots = [`picture:${'0'.repeat(64)}`, 'a/b/c', 'ü 日本 "q" \\', '-', ' '];
        for (const slot of slots) await offer({ slot });
        const leases = await claim({ maxBatch: 8 });
        expect(slotsOf(leases)).toEqual(slots);
        for (const lease of leases) expect(await complete(lease)).toBe(true);
        expect(await counts()).toEqual({ pending: 0, running: 0 });
      });

      it('Q30 rejects everything once it is closed, waiting claims too', async () => {
        const closing = await under.another();
        await closing.onAnnouncement(() => undefined);
        await offer();
        const lease = await claimOne();
        const claimed = claim({ waitMs: ageMs }, closing);
        const refused = expect(claimed).rejects.toMatchObject({ name: 'QueueError', code: 'closed' });
        await closing.stats();
        await closing.close();
        await closing.close();
        await refused;
        const calls: (() => Promise<unknown>)[] = [
          () => closing.offer(sampleJob()),
          () => closing.withdraw(roomA, 'design'),
          () => claim({}, closing),
          () => claim({ waitMs: 10 }, closing),
          () => closing.renew('w1', [], 1),
          () => closing.complete(lease, sampleFrame(lease.job.hash)),
          () => closing.fail(lease, { code: 'render-failed', message: '', retry: true }),
          () => closing.reclaim(),
          () => closing.frame(lease.job.hash),
          () => closing.onAnnouncement(() => undefined),
          () => closing.heartbeat(sampleWorker('w1'), 1),
          () => closing.retire('w1'),
          () => closing.stats(),
        ];
        for (const call of calls) {
          await expect(call()).rejects.toMatchObject({ name: 'QueueError', code: 'closed' });
        }
      });
    });
  });
}
