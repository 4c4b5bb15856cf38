import {
  type Checkpoint,
  emitPreview,
  emitPreviewProbe,
  emitSynthesis,
  type LayerRanges,
  type PreviewFit,
  type PreviewHead,
  ridgeRegression,
} from '@toile/latent';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { OnProgress } from '../directions/probe.js';
import { averaged, type Likeness, likeness, meanLikeness } from './likeness.js';
import { sampleWs } from './sample-ws.js';

/** Seeds that a preview is fitted to, each drawn with and without truncation, and others that judge it. */
const FITTING_SEEDS = Array.from({ length: 16 }, (_, i) => 1_000 + i);
const JUDGING_SEEDS = Array.from({ length: 12 }, (_, i) => i);
/** Rarer values are cut off: what they lose is less than what all others gain by finer steps. */
const [INPUT_SIGMAS, OUTPUT_SIGMAS] = [12, 8];
const PEAK_MARGIN = 1.1;
/** Pixels that the head is fitted to, over all pictures. */
const MAX_HEAD_SAMPLES = 32_768;
const HEAD_PENALTY = 1e-3;
const QUIET = { logSeverityLevel: 4 } as const;

/** A preview network of a checkpoint, and how alike its pictures are to the final ones at its size. */
export interface MadePreview {
  /** The bytes of its `.onnx` file. */
  readonly model: Uint8Array;
  readonly likeness: Likeness;
}

/**
 * Fits a preview that stops at `stopAtPx` to what the checkpoint draws at psi 1 and at `truncationPsi`, and
 * judges it at `truncationPsi` by seeds that it was not fitted to. The same checkpoint always gives the same.
 */
export async function makePreview(
  checkpoint: Checkpoint,
  stopAtPx: number,
  truncationPsi: number,
  onProgress: OnProgress = () => undefined,
): Promise<MadePreview> {
  const ws = (
    await Promise.all([truncationPsi, 1].map((psi) => sampleWs(checkpoint, FITTING_SEEDS, psi)))
  ).flat();
  let done = 0;
  const drawn = (): void => onProgress(++done, ws.length + JUDGING_SEEDS.length);
  const final = await Network.open(checkpoint, emitSynthesis(checkpoint));
  const fit = await fitPreview(checkpoint, stopAtPx, ws, final, drawn);
  const model = emitPreview(checkpoint, fit);
  const preview = await Network.open(checkpoint, model);
  const found: Likeness[] = [];
  for (const one of await sampleWs(checkpoint, JUDGING_SEEDS, truncationPsi)) {
    const [shown, whole] = [await preview.bytes(one), await final.bytes(one)];
    found.push(likeness(shown, averaged(whole, checkpoint.resolutionPx, stopAtPx), stopAtPx));
    drawn();
  }
  await Promise.all([final.release(), preview.release()]);
  return { model, likeness: meanLikeness(found) };
}

async function fitPreview(
  checkpoint: Checkpoint,
  stopAtPx: number,
  ws: readonly Float32Array[],
  final: Network,
  drawn: () => void,
): Promise<PreviewFit> {
  const probe = await Network.open(checkpoint, emitPreviewProbe(checkpoint, stopAtPx));
  const peaks: Float32Array[] = [];
  const powers: Float32Array[] = [];
  const head = stopAtPx < checkpoint.resolutionPx ? new HeadFit(checkpoint, stopAtPx, ws.length) : null;
  for (const one of ws) {
    const seen = await probe.run(one, ['peaks', 'powers', 'features', 'image']);
    peaks.push(seen.peaks!);
    powers.push(seen.powers!);
    head?.add(seen.features!, seen.image!, await final.bytes(one));
    drawn();
  }
  await probe.release();
  return { stopAtPx, ranges: rangesOf(checkpoint, stopAtPx, peaks, powers), head: head?.solve() ?? null };
}

/** One range for each value that the probe observed. */
function rangesOf(
  { synthesis }: Checkpoint,
  stopAtPx: number,
  peaks: readonly Float32Array[],
  powers: readonly Float32Array[],
): LayerRanges[] {
  let at = 0;
  const range = (sigmas: number): number => {
    const peak = Math.max(...peaks.map((one) => one[at]!));
    const power = powers.reduce((sum, one) => sum + one[at]!, 0) / powers.length;
    at++;
    // A layer that is all zero has a range all the same.
    return Math.max(Number.MIN_VALUE, Math.min(PEAK_MARGIN * peak, sigmas * Math.sqrt(power)));
  };
  return synthesis.blocks
    .filter(({ resolutionPx }) => resolutionPx <= stopAtPx)
    .flatMap(({ conv0, conv1 }) => (conv0 === null ? [conv1] : [conv0, conv1]))
    .map(({ up }) => ({
      input: range(INPUT_SIGMAS),
      output: range(OUTPUT_SIGMAS),
      filtered: up === 2 ? range(OUTPUT_SIGMAS) : null,
    }));
}

/** Gathers pixels, each with its features, its RGB so far and the final picture's colour, for a regression. */
class HeadFit {
  readonly #checkpoint: Checkpoint;
  readonly #side: number;
  readonly #width: number;
  readonly #dim: number;
  readonly #step: number;
  readonly #known: Float32Array;
  readonly #wanted: Float32Array;
  #count = 0;
  #pictures = 0;

  constructor(checkpoint: Checkpoint, side: number, pictures: number) {
    const block = checkpoint.synthesis.blocks.find(({ resolutionPx }) => resolutionPx === side)!;
    this.#checkpoint = checkpoint;
    this.#side = side;
    this.#width = block.widthPx;
    this.#dim = block.conv1.outChannels + 3;
    this.#step = Math.max(1, Math.ceil((side * block.widthPx * pictures) / MAX_HEAD_SAMPLES));
    const samples = Math.ceil((side * block.widthPx) / this.#step) * pictures;
    this.#known = new Float32Array(samples * this.#dim);
    this.#wanted = new Float32Array(samples * 3);
  }

  /** `features` [channels, side, width], `image` [3, side, width], `rgb` the whole picture, square. */
  add(features: Float32Array, image: Float32Array, rgb: Uint8Array): void {
    const [side, width] = [this.#side, this.#width];
    const pixels = side * width;
    const left = Math.floor((side - width) / 2);
    const target = averaged(rgb, this.#checkpoint.resolutionPx, side);
    for (let pixel = this.#pictures++ % this.#step; pixel < pixels; pixel += this.#step) {
      const row = this.#known.subarray(this.#count * this.#dim, (this.#count + 1) * this.#dim);
      for (let i = 0; i < this.#dim - 3; i++) row[i] = features[i * pixels + pixel]!;
      const shown = Math.floor(pixel / width) * side + left + (pixel % width);
      for (let c = 0; c < 3; c++) {
        row[this.#dim - 3 + c] = image[c * pixels + pixel]!;
        this.#wanted[3 * this.#count + c] = (target[3 * shown + c]! + 0.5) / 127.5 - 1;
      }
      this.#count++;
    }
  }

  solve(): PreviewHead {
    const [n, dim] = [this.#count, this.#dim];
    const { weights, intercept } = ridgeRegression(
      this.#known.subarray(0, n * dim),
      this.#wanted.subarray(0, 3 * n),
      { n, dim, targets: 3 },
      HEAD_PENALTY * n,
    );
    const part = (from: number, to: number): Float32Array =>
      Float32Array.from([0, 1, 2].flatMap((c) => [...weights.subarray(c * dim + from, c * dim + to)]));
    return { features: part(0, dim - 3), colours: part(dim - 3, dim), intercept };
  }
}

/** An open network that takes the ws of one picture. */
class Network {
  readonly #session: InferenceSession;
  readonly #shape: readonly number[];

  private constructor(session: InferenceSession, shape: readonly number[]) {
    this.#session = session;
    this.#shape = shape;
  }

  static async open({ numWs, wDim }: Checkpoint, model: Uint8Array): Promise<Network> {
    return new Network(await InferenceSession.create(model, QUIET), [1, numWs, wDim]);
  }

  async run(ws: Float32Array, outputs: readonly string[]): Promise<Record<string, Float32Array>> {
    const made = await this.#session.run({ ws: new Tensor('float32', ws, this.#shape) }, outputs);
    return Object.fromEntries(outputs.map((name) => [name, made[name]!.data as Float32Array]));
  }

  async bytes(ws: Float32Array): Promise<Uint8Array> {
    const made = await this.#session.run({ ws: new Tensor('float32', ws, this.#shape) }, ['rgb']);
    return made.rgb!.data as Uint8Array;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}
