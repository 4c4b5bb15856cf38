import { type Frame, type Lease, packOfJob, type RenderJob } from '@toile/protocol';
import type { ClaimRequest } from './render-queue.js';

/** The longest delay that a Node.js timer takes, in ms. */
const MAX_DELAY_MS = 2_147_483_647;

/** Throws RangeError for a job whose names would not survive as part of a key. */
export function checkJob(job: RenderJob): void {
  matching('job.roomId', job.roomId, /^[0-9A-Za-z]{1,64}$/);
  checkSlot('job.slot', job.slot);
  matching('job.hash', job.hash, /^[0-9a-f]{64}$/);
  matching('pack of job', packOfJob(job), /^[0-9a-f]{1,64}$/);
  matching('job.lane', job.lane, /^(live|background)$/);
}

/** Throws RangeError when a claim asks for nothing, for a fraction, or to wait for ever. */
export function checkClaim(request: ClaimRequest): void {
  if (request.workerId === '') throw new RangeError('workerId: expected a name, got ""');
  whole('maxBatch', request.maxBatch, 1, 1_024);
  checkLeaseMs(request.leaseMs);
  whole('waitMs', request.waitMs, 0, MAX_DELAY_MS);
  for (const pack of request.packIds) matching('packIds', pack, /^[0-9a-f]{1,64}$/);
}

/** Throws RangeError unless a lease or a heartbeat lasts a whole number of ms, 1 or more. */
export function checkLeaseMs(leaseMs: number, name = 'leaseMs'): void {
  whole(name, leaseMs, 1, MAX_DELAY_MS);
}

/** Throws RangeError when a frame is of another recipe than the job that it is said to complete. */
export function checkFrame(lease: Lease, frame: Frame): void {
  if (frame.meta.hash !== lease.job.hash) {
    throw new RangeError(`frame.meta.hash: expected ${lease.job.hash}, got ${frame.meta.hash}`);
  }
}

function checkSlot(name: string, slot: string): void {
  if (slot.length < 1 || slot.length > 96) {
    throw new RangeError(`${name}: expected 1 to 96 characters, got ${slot.length}`);
  }
}

function matching(name: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value))
    throw new RangeError(`${name}: expected ${pattern}, got ${JSON.stringify(value)}`);
}

function whole(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name}: expected a whole number ${min} to ${max}, got ${value}`);
  }
}
