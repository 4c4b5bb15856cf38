import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toHalfFloats } from '../onnx/half-float.js';
import type { Checkpoint } from './checkpoint.js';
import { CheckpointError } from './checkpoint-error.js';
import { randomCheckpoint } from './random-checkpoint.js';
import { readCheckpoint } from './read-checkpoint.js';
import {
  adaPickle,
  adaTensors,
  type NamedTensors,
  rosinalityTensors,
  safetensors,
  stateDictValue,
  torchStream,
  torchZip,
  zipOf,
} from './saved-checkpoint.fixture.js';

const small = { resolutionPx: 16, zDim: 8, wDim: 12, mappingLayers: 2, channelBase: 64, channelMax: 6 };
const written = randomCheckpoint(small);
const clamped = randomCheckpoint({ ...small, convClamp: 256 });

const inflate = (compressed: Uint8Array, byteLength: number): Uint8Array =>
  new Uint8Array(inflateRawSync(compressed, { maxOutputLength: Math.max(1, byteLength) }));

function refused(bytes: Uint8Array, options = {}): CheckpointError {
  try {
    readCheckpoint(bytes, options);
  } catch (error) {
    if (error instanceof CheckpointError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

const clamps = ({ synthesis }: Checkpoint) =>
  synthesis.blocks.flatMap(({ conv0, conv1, toRgb }) =>
    [conv0?.clamp, conv1.clamp, toRgb.clamp].slice(conv0 ? 0 : 1),
  );

describe('a StyleGAN2-ADA pickle', () => {
  it('may have its weights with the channels last: strides are honoured', () => {
    const turned = readCheckpoint(adaPickle(written, { layout: 'channels-last' }));
    expect(turned.synthesis).toEqual(written.synthesis);
    expect(adaPickle(written, { layout: 'channels-last' })).not.toEqual(adaPickle(written));
  });

  it('may give its settings only as what its constructors were given', () => {
    const read = readCheckpoint(adaPickle(clamped, { settings: 'init-kwargs' }));
    expect(new Set(clamps(read))).toEqual(new Set([256]));
  });

  it('has the defaults where it gives no settings at all', () => {
    const read = readCheckpoint(adaPickle(clamped, { settings: 'none' }));
    expect(new Set(clamps(read))).toEqual(new Set([null]));
    expect(read.mapping.lrMultiplier).toBe(0.01);
    expect(read.mapping.layers[0]?.weightGain).toBeCloseTo(0.01 / Math.sqrt(8), 12);
    expect(read.synthesis.blocks[1]?.toRgb.styleGain).toBeCloseTo(1 / Math.sqrt(6), 12);
  });

  it.each([0, 3])('without an average w gets one, the same each time (%i classes)', (cDim) => {
    const tensors = adaTensors(randomCheckpoint({ ...small, cDim }));
    tensors.delete('mapping.w_avg');
    const bytes = adaPickle(randomCheckpoint({ ...small, cDim }), { tensors });
    const [first, second] = [readCheckpoint(bytes), readCheckpoint(bytes)];
    expect(first.wAvgSource).toBe('estimated');
    expect(first.wAvg).toEqual(second.wAvg);
    expect(first.wAvg.some((value) => value !== 0)).toBe(true);
  });

  it('may draw upright pictures, and none that are wider than high', () => {
    for (const constantWidth of [1, 2, 3]) {
      const upright = randomCheckpoint({ ...small, constantWidth });
      expect(readCheckpoint(adaPickle(upright)).synthesis).toEqual(upright.synthesis);
      const [root, storages] = stateDictValue(rosinalityTensors(upright), 'g_ema');
      const read = readCheckpoint(torchZip(root, storages)).synthesis;
      expect(read.constant).toEqual(upright.synthesis.constant);
      expect(read.blocks.map(({ widthPx }) => widthPx)).toEqual(
        [1, 2, 4].map((half) => half * constantWidth),
      );
    }
    const wide = refused(adaPickle(randomCheckpoint({ ...small, constantWidth: 8 })));
    expect([wide.code, wide.message]).toEqual([
      'unsupported_architecture',
      expect.stringMatching(/wider than high/),
    ]);
  });

  it('may add no noise', () => {
    const tensors = adaTensors(written);
    for (const name of [...tensors.keys()]) if (/noise_(const|strength)$/.test(name)) tensors.delete(name);
    const { blocks } = readCheckpoint(adaPickle(written, { tensors })).synthesis;
    for (const { conv0, conv1 } of blocks) expect([conv0?.noise ?? null, conv1.noise]).toEqual([null, null]);
  });

  it.each(Array.from({ length: 7 }, (_, i) => i + 2))('may map with %i layers', (mappingLayers) => {
    const deep = randomCheckpoint({ ...small, mappingLayers, cDim: mappingLayers % 2 });
    const { mapping } = readCheckpoint(adaPickle(deep));
    expect(mapping).toEqual(deep.mapping);
  });
});

describe('tensors', () => {
  const widths: [string, (values: Float32Array) => Uint8Array, number][] = [
    ['F16', (values) => new Uint8Array(toHalfFloats(values).buffer), 2e-3],
    [
      'BF16',
      (values) => {
        const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
        return new Uint8Array(Uint16Array.from(bits, (word) => word >>> 16).buffer);
      },
      1e-2,
    ],
    ['F64', (values) => new Uint8Array(Float64Array.from(values).buffer), 0],
  ];
  it.each(widths)('of type %s are read to their precision', (dtype, encode, precision) => {
    const read = readCheckpoint(safetensors(adaTensors(written), {}, { dtype, encode }));
    const [a, b] = [read, written].map(({ synthesis }) => synthesis.blocks[2]!.conv0!.weight);
    for (const [i, value] of b!.entries()) {
      expect(Math.abs(a![i]! - value)).toBeLessThanOrEqual(precision * Math.abs(value) + 1e-7 * precision);
    }
  });

  it.each(['module.', 'generator.', 'g_ema.'])('may carry the prefix %s of a wrapper', (prefix) => {
    const prefixed: NamedTensors = new Map(
      [...rosinalityTensors(written)].map(([name, tensor]) => [`${prefix}${name}`, tensor]),
    );
    const [root, storages] = stateDictValue(prefixed, 'g_ema');
    const read = readCheckpoint(torchStream(root, storages));
    expect(read.synthesis.constant).toEqual(written.synthesis.constant);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'that hold %d are refused by name',
    (bad) => {
      for (const name of ['mapping.fc1.weight', 'mapping.w_avg', 'synthesis.b8.conv0.noise_const']) {
        const tensors = adaTensors(written);
        const { shape, values } = tensors.get(name)!;
        tensors.set(name, {
          shape,
          values: values.map((value, i) => (i === values.length - 1 ? bad : value)),
        });
        const { code, message } = refused(adaPickle(written, { tensors }));
        expect([code, message]).toEqual(['not_finite', expect.stringContaining(name)]);
      }
    },
  );
});

describe('a safetensors file', () => {
  it('is known as one whatever the length of its header', () => {
    const lengths = new Set<number>();
    for (let pad = 0; pad < 256; pad++) {
      const bytes = safetensors(adaTensors(written), { note: 'x'.repeat(pad) });
      lengths.add(bytes[0]!);
      expect(readCheckpoint(bytes).format, `first byte ${bytes[0]}`).toBe('safetensors');
    }
    expect(lengths.size).toBe(256);
  });
});

describe('archives', () => {
  const [root, storages] = stateDictValue(adaTensors(written), 'g_ema');

  it('that are compressed and damaged are refused like any other', () => {
    const bytes = torchZip(root, storages, deflateRawSync);
    for (let at = 40; at < 400; at += 7) {
      const damaged = bytes.slice();
      damaged[at]! ^= 0xff;
      let code: string = 'read';
      try {
        readCheckpoint(damaged, { inflate });
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw new Error(`byte ${at}`, { cause: error });
        code = error.code;
      }
      expect(code).not.toBe('compressed');
    }
  });

  it('that unfold to far more than their size are stopped before they do', () => {
    let asked = 0;
    const bomb = zipOf(new Map([['archive/data.pkl', new Uint8Array(64 * 2 ** 20)]]), deflateRawSync);
    expect(bomb.length).toBeLessThan(100_000);
    const counting = (compressed: Uint8Array, byteLength: number) => {
      asked += byteLength;
      return inflate(compressed, byteLength);
    };
    expect(refused(bomb, { inflate: counting }).code).toBe('over_budget');
    expect(asked).toBe(0);
  });

  it('that say a wrong size are refused', () => {
    const bytes = torchZip(root, storages, deflateRawSync);
    const short = (compressed: Uint8Array, byteLength: number) => inflate(compressed, byteLength).subarray(1);
    expect(refused(bytes, { inflate: short }).code).toBe('corrupt');
  });
});

describe('what is refused', () => {
  it('is told in a message of readable length, whatever names the file has', () => {
    const long = 'x'.repeat(100_000);
    const tensors = adaTensors(written);
    tensors.set(long, { shape: [1], values: new Float32Array(1) });
    expect(refused(safetensors(tensors)).message.length).toBeLessThan(500);
    const [root, storages] = stateDictValue(
      new Map([[long, { shape: [1], values: new Float32Array(1) }]]),
      long,
    );
    expect(refused(torchZip(root, storages)).message.length).toBeLessThan(500);
  });

  it.each([
    ['dnnlib.tflib.network\nNetwork', 'StyleGAN and StyleGAN2'],
    ['tfutil\nNetwork', 'progressive GAN'],
  ])('%j of %s is called a TensorFlow pickle', (name) => {
    const bytes = Uint8Array.from([0x80, 2, ...new TextEncoder().encode(`c${name}\n`), 0x2e]);
    const { code, message } = refused(bytes);
    expect([code, message]).toEqual(['legacy_tensorflow', expect.stringContaining('TensorFlow')]);
  });
});
