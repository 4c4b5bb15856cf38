import { createHash } from 'node:crypto';
import type { Frame, Lane, RenderJob, WorkerStatus } from '@toile/protocol';

const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

export const packA = hex('pack A');
export const packB = hex('pack B');
/** A pack that no worker has. */
export const packNobody = hex('pack of nobody');

export const roomA = 'roomA00000000000';
export const roomB = 'roomB00000000000';
export const roomC = 'roomC00000000000';

export interface SampleJob {
  readonly roomId?: string;
  readonly slot?: string;
  /** Which recipe: the same number is the same hash (for one pack). */
  readonly recipe?: number;
  readonly pack?: string;
  readonly lane?: Lane;
  readonly offeredAtMs?: number;
}

export function sampleJob(given: SampleJob = {}): RenderJob {
  const {
    roomId = roomA,
    slot = 'design',
    recipe = 1,
    pack = packA,
    lane = 'live',
    offeredAtMs = 1_000,
  } = given;
  const source = { kind: 'seed', seed: recipe, category: null } as const;
  return {
    roomId,
    slot,
    hash: hex(`${pack}/${recipe}`),
    recipe: {
      v: 1,
      pack,
      a: source,
      b: source,
      mix: { structure: 0, style: 0 },
      truncationPsi: 0.7,
      sliders: { sleeves: 1.2345 },
      output: { tier: 'preview', sizePx: 64, format: 'webp' },
    },
    lane,
    offeredAtMs,
  };
}

/** A task about the recipe of `sampleJob`. */
export function sampleTask(given: SampleJob = {}): RenderJob {
  const { roomId, slot, lane, offeredAtMs, ...work } = sampleJob(given);
  if (!('recipe' in work)) throw new TypeError('expected a picture');
  return {
    roomId,
    slot,
    lane,
    offeredAtMs,
    hash: hex(`task ${work.hash}`),
    task: { kind: 'latent', recipe: work.recipe },
  };
}

/** A frame for a hash: `byteCount` bytes of every value, zero and 255 included. */
export function sampleFrame(hash: string, byteCount = 300): Frame {
  return {
    meta: {
      hash,
      mime: 'image/webp',
      widthPx: 64,
      heightPx: 64,
      tier: 'preview',
      inferenceMs: 12.25,
      encodeMs: 1.5,
      batch: 1,
      provider: 'cpu',
    },
    bytes: Uint8Array.from({ length: byteCount }, (_, at) => at & 255),
  };
}

export function sampleWorker(workerId: string, framesDrawn = 0): WorkerStatus {
  return { workerId, provider: 'cpu', threads: 1, packIds: [packA], startedAtMs: 1_000, framesDrawn };
}
