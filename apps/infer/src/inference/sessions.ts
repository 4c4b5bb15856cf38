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

/** A network that draws: `rgb` [n, sidePx, sidePx, 3] of `ws` [n, numWs, wDim]. */
export interface DrawingSession {
  readonly session: InferenceSession;
  readonly sidePx: number;
}

/** The open networks of one pack. */
export interface PackSessions {
  readonly mapping: InferenceSession;
  readonly synthesis: InferenceSession;
  /**
   * Draws previews, on the CPU, for which it is made. null where the pack has none, where it cannot be opened, and
   * where synthesis runs on a GPU: whole pictures are as quick there.
   */
  readonly preview: DrawingSession | null;
  /** The provider that runs synthesis. Mapping is so small that it always runs on the CPU. */
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
}

type Shape = Pick<PackManifest, 'zDim' | 'wDim' | 'numWs' | 'categories' | 'resolutionPx' | 'files'>;
type WsShape = Pick<PackManifest, 'wDim' | 'numWs'>;

/** Mean difference of two pictures' bytes from which they are not the same picture in other arithmetic. */
const OTHER_PICTURE = 2;

/**
 * Opens a pack's networks on the first provider that starts. A provider has started when it has drawn one
 * picture, since some fail only then, and has drawn the picture that the CPU draws. Throws InferenceError
 * `pack-unusable` when not even the CPU does.
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
      const drawn = await tryOut({ session: synthesis, sidePx: shape.resolutionPx }, shape);
      if (provider !== 'cpu') await compareWithCpu(path, shape, settings.threads, drawn);
      const preview = provider === 'cpu' ? await openPreview(folder, shape, settings.threads, refused) : null;
      return { mapping, synthesis, preview, provider, refused };
    } catch (error) {
      refused.push({ provider, message: firstLine(error) });
    }
  }
  const reasons = refused.map(({ provider, message }) => `${provider}: ${message}`).join('; ');
  throw new InferenceError('pack-unusable', `${folder}: synthesis cannot be opened (${reasons})`);
}

/** The preview network of a pack that has one; one that does not run here is refused, and the pack is drawn without. */
async function openPreview(
  folder: string,
  shape: Shape,
  threads: number,
  refused: RefusedProvider[],
): Promise<DrawingSession | null> {
  const file = shape.files.preview;
  if (!file) return null;
  try {
    const session = await InferenceSession.create(join(folder, file.path), sessionOptions('cpu', threads));
    const rgb = session.outputMetadata.find(({ name }) => name === 'rgb');
    const side = rgb?.isTensor ? rgb.shape[1] : undefined;
    if (typeof side !== 'number') throw new TypeError('rgb is no output of a fixed size');
    const drawing = { session, sidePx: side };
    await tryOut(drawing, shape);
    return drawing;
  } catch (error) {
    refused.push({ provider: 'cpu', message: `${file.path}: ${firstLine(error)}` });
    return null;
  }
}

/** The picture of ws that are all zero. */
function tryOut(drawing: DrawingSession, shape: WsShape): Promise<Uint8Array> {
  return runDrawing(drawing, shape, new Float32Array(shape.numWs * shape.wDim), 1);
}

/** Rejects unless the CPU draws `drawn` too: providers of GPUs have had operators that were wrong in silence. */
async function compareWithCpu(path: string, shape: Shape, threads: number, drawn: Uint8Array): Promise<void> {
  const session = await InferenceSession.create(path, sessionOptions('cpu', threads));
  const expected = await tryOut({ session, sidePx: shape.resolutionPx }, shape);
  await session.release();
  const difference = drawn.reduce((sum, value, i) => sum + Math.abs(value - expected[i]!), 0) / drawn.length;
  if (difference > OTHER_PICTURE) {
    throw new Error(
      `it draws another picture than the CPU (bytes differ by ${difference.toFixed(1)} on average)`,
    );
  }
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

/** Pictures [n, sidePx, sidePx, 3] of ws [n, numWs, wDim], in memory of their own. */
export async function runDrawing(
  { session, sidePx }: DrawingSession,
  { wDim, numWs }: WsShape,
  ws: Float32Array,
  n: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // ONNX Runtime writes into memory that JavaScript owns, which can then be moved between threads.
  const rgb = new Uint8Array(n * sidePx * sidePx * 3);
  await session.run(
    { ws: new Tensor('float32', ws, [n, numWs, wDim]) },
    { rgb: new Tensor('uint8', rgb, [n, sidePx, sidePx, 3]) },
  );
  return rgb;
}

/** How a network is opened on a provider. */
export function sessionOptions(provider: string, threads: number): InferenceSession.SessionOptions {
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

/** What went wrong, in one line. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.trim().split('\n')[0] ?? '';
}
