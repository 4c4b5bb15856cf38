import { join } from 'node:path';
import { halfToNumber, toHalfFloats } from '@toile/latent';
import type { ClipEncoderFile, ClipFile } from '@toile/protocol';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { InferenceError } from '../inference/inference-error.js';
import { firstLine, sessionOptions } from '../inference/sessions.js';
import { pixelValues } from './pixel-values.js';
import { unitRows } from './unit-vector.js';

/** How one text is laid out: `ClipTokenizer.lay`. */
export interface LaidText {
  readonly ids: Int32Array;
  readonly mask: Int32Array;
}

/** What an encoder is fed: the values of one kind of input for n of them, or one of nothing where it has no say. */
interface Feed {
  readonly n: number;
  readonly values: Int32Array | Float32Array;
}

type Kind = ClipEncoderFile['inputs'][number]['takes'];

/** The open text and image encoder of a pack, on the CPU. Not for concurrent calls. */
export class ClipEncoders {
  readonly #file: ClipFile;
  readonly #text: InferenceSession;
  readonly #image: InferenceSession;

  private constructor(file: ClipFile, text: InferenceSession, image: InferenceSession) {
    this.#file = file;
    this.#text = text;
    this.#image = image;
  }

  /** Opens the networks that lie in `folder`. Rejects with InferenceError `clip-unusable`. */
  static async open(folder: string, file: ClipFile, threads: number): Promise<ClipEncoders> {
    const { text, image } = file;
    try {
      const open = (path: string) =>
        InferenceSession.create(join(folder, path), sessionOptions('cpu', threads));
      const opened = await open(text.file.path);
      const isOne = text.file.path === image.file.path;
      return new ClipEncoders(file, opened, isOne ? opened : await open(image.file.path));
    } catch (cause) {
      throw new InferenceError('clip-unusable', `${file.name} cannot be opened: ${firstLine(cause)}`, {
        cause,
      });
    }
  }

  /** Unit vectors [n, width] of texts. Rejects with InferenceError `clip-unusable`. */
  texts(laid: readonly LaidText[]): Promise<Float32Array<ArrayBuffer>> {
    const n = laid.length;
    const ids = Int32Array.from(laid.flatMap((text) => [...text.ids]));
    const mask = Int32Array.from(laid.flatMap((text) => [...text.mask]));
    return this.#embedded(this.#file.text, this.#text, {
      ids: { n, values: ids },
      mask: { n, values: mask },
    });
  }

  /** Unit vectors [n, width] of square pictures `rgb` [n, fromPx, fromPx, 3]. Rejects as `texts`. */
  pictures(rgb: Uint8Array, fromPx: number): Promise<Float32Array<ArrayBuffer>> {
    const values = pixelValues(rgb, fromPx, this.#file.pixels);
    const n = rgb.length / (fromPx * fromPx * 3);
    return this.#embedded(this.#file.image, this.#image, { pixels: { n, values } });
  }

  async release(): Promise<void> {
    await Promise.all([...new Set([this.#text, this.#image])].map((session) => session.release()));
  }

  async #embedded(
    encoder: ClipEncoderFile,
    session: InferenceSession,
    given: Partial<Record<Kind, Feed>>,
  ): Promise<Float32Array<ArrayBuffer>> {
    const { name, width } = this.#file;
    const [{ n }] = Object.values(given) as [Feed];
    try {
      const all = new Float32Array(n * width);
      const step = encoder.batches ? n : 1;
      for (let from = 0; from < n; from += step) {
        const feeds = Object.fromEntries(
          encoder.inputs.map((input) => [input.name, this.#tensor(input, given[input.takes], from, step)]),
        );
        const { [encoder.output.name]: output } = await session.run(feeds, [encoder.output.name]);
        const values = output ? numbersOf(output) : new Float32Array();
        if (values.length !== step * width) {
          throw new TypeError(`expected ${step} x ${width} values, got ${values.length}`);
        }
        all.set(values, from * width);
      }
      return unitRows(all, width);
    } catch (cause) {
      throw new InferenceError('clip-unusable', `${name} failed: ${firstLine(cause)}`, { cause });
    }
  }

  /** `count` rows of what was given from `from` on; one row of nothing for an input of the other encoder. */
  #tensor(
    { takes, type }: ClipEncoderFile['inputs'][number],
    feed: Feed | undefined,
    from: number,
    count: number,
  ): Tensor {
    const { tokens, pixels } = this.#file;
    const shape = takes === 'pixels' ? [3, pixels.sidePx, pixels.sidePx] : [tokens.length];
    const size = shape.reduce((product, side) => product * side, 1);
    if (!feed) return tensorOf(type, new Float32Array(size).fill(takes === 'mask' ? 1 : 0), [1, ...shape]);
    return tensorOf(type, feed.values.subarray(from * size, (from + count) * size), [count, ...shape]);
  }
}

type InputType = ClipEncoderFile['inputs'][number]['type'];

function tensorOf(type: InputType, values: Int32Array | Float32Array, shape: readonly number[]): Tensor {
  switch (type) {
    case 'int64':
      return new Tensor(
        'int64',
        BigInt64Array.from(values, (value) => BigInt(value)),
        shape,
      );
    case 'int32':
      return new Tensor('int32', Int32Array.from(values), shape);
    case 'float16':
      return new Tensor('float16', toHalfFloats(Float32Array.from(values)), shape);
    case 'float32':
      return new Tensor('float32', Float32Array.from(values), shape);
  }
}

function numbersOf(tensor: Tensor): Float32Array {
  const { data } = tensor;
  if (data instanceof Float32Array) return data;
  if (data instanceof Uint16Array) return Float32Array.from(data, halfToNumber);
  // Newer Nodes have an array of halves, whose elements are numbers.
  if (tensor.type === 'float16') return Float32Array.from(data as unknown as Iterable<number>);
  throw new TypeError(`expected float32 or float16, got ${tensor.type}`);
}
