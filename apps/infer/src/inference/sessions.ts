import { join } from 'node:path';
import type { PackManifest } from '@toile/protocol';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { InferenceError } from './inference-error.js';

/** How to run networks. */
export interface SessionSettings {
  /** Execution providers of ONNX Runtime, best first. `cpu` is tried last whether or not it is named. */
  readonly providers: readonly string[];
  /** Threads within one operator. */
  readonly threads: number;
}

/** A provider that could not start, and why. */
export interface RefusedProvider {
  readonly provider: string;
  readonly message: string;
}

/** The open networks of one pack. */
export interface PackSessions {
  readonly mapping: InferenceSession;
  readonly synthesis: InferenceSession;
  /** The provider that runs synthesis. Mapping is so small that it always runs on the CPU. */
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
}

type Shape = Pick<PackManifest, 'zDim' | 'wDim' | 'numWs' | 'categories' | 'resolutionPx' | 'files'>;

/**
 * Opens a pack's networks on the first provider that starts. A provider has started when it has drawn one
 * picture: some fail only then. Throws InferenceError `pack-unusable` when not even the CPU does.
 */
export async function openSessions(
  folder: string,
  shape: Shape,
  settings: SessionSettings,
): Promise<PackSessions> {
  const mapping = await openMapping(folder, shape, settings.threads);
  const refused: RefusedProvider[] = [];
  for (const provider of new Set([...settings.providers, 'cpu'])) {
    try {
      const path = join(folder, shape.files.synthesis.path);
      const synthesis = await InferenceSession.create(path, sessionOptions(provider, settings.threads));
      await runSynthesis(synthesis, shape, new Float32Array(shape.numWs * shape.wDim), 1);
      return { mapping, synthesis, provider, refused };
    } catch (error) {
      refused.push({ provider, message: firstLine(error) });
    }
  }
  const reasons = refused.map(({ provider, message }) => `${provider}: ${message}`).join('; ');
  throw new InferenceError('pack-unusable', `${folder}: synthesis cannot be opened (${reasons})`);
}

/** The mapping network alone, on the CPU. Throws InferenceError `pack-unusable`. */
export async function openMapping(
  folder: string,
  shape: Pick<Shape, 'files'>,
  threads: number,
): Promise<InferenceSession> {
  const path = join(folder, shape.files.mapping.path);
  try {
    return await InferenceSession.create(path, sessionOptions('cpu', threads));
  } catch (cause) {
    const message = `${folder}: mapping cannot be opened (${firstLine(cause)})`;
    throw new InferenceError('pack-unusable', message, { cause });
  }
}

/**
 * w [n, wDim] of z [n, zDim], not truncated. `categories` [n] are indices into the pack's category names, and
 * null throughout for an unconditional pack.
 */
export async function runMapping(
  mapping: InferenceSession,
  shape: Pick<Shape, 'zDim' | 'categories'>,
  z: Float32Array,
  categories: readonly (number | null)[],
): Promise<Float32Array> {
  const n = categories.length;
  const feeds: Record<string, Tensor> = { z: new Tensor('float32', z, [n, shape.zDim]) };
  const classes = shape.categories.length;
  if (classes > 0) {
    const oneHot = new Float32Array(n * classes);
    for (const [i, category] of categories.entries()) {
      if (category !== null) oneHot[i * classes + category] = 1;
    }
    feeds.c = new Tensor('float32', oneHot, [n, classes]);
  }
  const { w } = await mapping.run(feeds, ['w']);
  if (!(w?.data instanceof Float32Array)) throw new TypeError('mapping: expected w to be float32');
  return w.data;
}

/** Pictures [n, R, R, 3] of ws [n, numWs, wDim], in memory of their own. */
export async function runSynthesis(
  synthesis: InferenceSession,
  shape: Pick<Shape, 'wDim' | 'numWs' | 'resolutionPx'>,
  ws: Float32Array,
  n: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { wDim, numWs, resolutionPx } = shape;
  // ONNX Runtime writes into memory that JavaScript owns, which can then be moved between threads.
  const rgb = new Uint8Array(n * resolutionPx * resolutionPx * 3);
  await synthesis.run(
    { ws: new Tensor('float32', ws, [n, numWs, wDim]) },
    { rgb: new Tensor('uint8', rgb, [n, resolutionPx, resolutionPx, 3]) },
  );
  return rgb;
}

function sessionOptions(provider: string, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Fatal messages only: what fails is thrown, and said in one line of our own log.
    logSeverityLevel: 4,
  };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n')[0] ?? '';
}
