import { addDirections, broadcastW, type DirectionEdit, randomState, truncateWs } from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import type { InferenceSession } from 'onnxruntime-node';
import { openSessions, runDrawing, runMapping } from '../inference/sessions.js';
import { measureNames, pictureMeasures } from '../measure/picture-measures.js';

/** The measures of one picture in the order of `measureNames`; all NaN where no garment is to be seen. */
export type MeasuredRow = Float64Array;

/** What looking at a pack's pictures needs of the pack. */
export interface ProbedPack {
  readonly folder: string;
  readonly manifest: Pick<
    PackManifest,
    'zDim' | 'wDim' | 'numWs' | 'categories' | 'resolutionPx' | 'defaultTruncationPsi' | 'files'
  >;
  /** [wDim] */
  readonly wAvg: Float32Array;
}

/** Garments drawn from seeds: the category goes round, so that each has its share. */
export interface SampledGarments {
  /** [n, wDim], truncated. */
  readonly w: Float32Array;
  /** [n], 0 throughout for an unconditional pack. */
  readonly categories: readonly number[];
}

/** A picture to look at: a w [wDim] on every layer, moved along directions. */
export interface Look {
  readonly w: Float32Array;
  readonly edits: readonly DirectionEdit[];
}

/** Told after each batch. */
export type OnProgress = (done: number, total: number) => void;

const BATCH = 8;

/** Draws and measures pictures of one pack, for whoever wants to know what its latent space does. */
export class Probe {
  readonly pack: ProbedPack;
  readonly #mapping: InferenceSession;
  readonly #synthesis: InferenceSession;

  private constructor(pack: ProbedPack, mapping: InferenceSession, synthesis: InferenceSession) {
    this.pack = pack;
    this.#mapping = mapping;
    this.#synthesis = synthesis;
  }

  /** Opens the pack's networks on the CPU. Rejects with InferenceError `pack-unusable`. */
  static async open(pack: ProbedPack): Promise<Probe> {
    const settings = { providers: ['cpu'], threads: 0 };
    const { mapping, synthesis, preview } = await openSessions(pack.folder, pack.manifest, settings);
    await preview?.session.release();
    return new Probe(pack, mapping, synthesis);
  }

  /** The same seed always gives the same garments. `psi` pulls them towards wAvg. */
  async sample(seed: number, n: number, psi: number): Promise<SampledGarments> {
    const { manifest, wAvg } = this.pack;
    const { zDim, categories: names } = manifest;
    const z = Float32Array.from(randomState(seed).randn(n * zDim));
    const categories = Array.from({ length: n }, (_, i) => (names.length > 0 ? i % names.length : 0));
    const oneHot = names.length > 0 ? categories : categories.map(() => null);
    const w = await runMapping(this.#mapping, manifest, z, oneHot);
    const shape = { numWs: n, wDim: manifest.wDim };
    return { w: truncateWs(w, shape, wAvg, { psi }), categories };
  }

  /** The pictures [n, R, R, 3] of some looks, in one batch. */
  async draw(looks: readonly Look[]): Promise<Uint8Array> {
    const { manifest } = this.pack;
    const { numWs, wDim } = manifest;
    const ws = new Float32Array(looks.length * numWs * wDim);
    for (const [i, { w, edits }] of looks.entries()) {
      ws.set(addDirections(broadcastW(w, numWs), { numWs, wDim }, edits), i * numWs * wDim);
    }
    return await this.drawWs(ws, looks.length);
  }

  /** The pictures [n, R, R, 3] of ws [n, numWs, wDim], in one batch. */
  async drawWs(ws: Float32Array, n: number): Promise<Uint8Array> {
    const { manifest } = this.pack;
    return await runDrawing({ session: this.#synthesis, sidePx: manifest.resolutionPx }, manifest, ws, n);
  }

  /** Draws the looks and measures each picture. */
  async measure(looks: readonly Look[], onProgress?: OnProgress): Promise<MeasuredRow[]> {
    const { resolutionPx } = this.pack.manifest;
    const bytes = resolutionPx * resolutionPx * 3;
    const rows: MeasuredRow[] = [];
    for (let first = 0; first < looks.length; first += BATCH) {
      const batch = looks.slice(first, first + BATCH);
      const rgb = await this.draw(batch);
      for (const i of batch.keys()) {
        rows.push(measuredRow(rgb.subarray(i * bytes, (i + 1) * bytes), resolutionPx));
      }
      onProgress?.(rows.length, looks.length);
    }
    return rows;
  }

  async close(): Promise<void> {
    await Promise.all([this.#mapping.release(), this.#synthesis.release()]);
  }
}

function measuredRow(rgb: Uint8Array, sidePx: number): MeasuredRow {
  const measures = pictureMeasures(rgb, sidePx);
  return Float64Array.from(measureNames, (name) => measures?.[name] ?? Number.NaN);
}
