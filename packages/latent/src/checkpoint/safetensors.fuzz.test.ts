import { describe, expect, it } from 'vitest';
import { Mt19937 } from '../mt19937.js';
import { CheckpointError } from './checkpoint-error.js';
import { randomCheckpoint } from './random-checkpoint.js';
import { readCheckpoint } from './read-checkpoint.js';
import { adaTensors, safetensors, safetensorsFile } from './saved-checkpoint.fixture.js';
import { StepBudget } from './step-budget.js';

const written = randomCheckpoint({
  resolutionPx: 16,
  zDim: 4,
  wDim: 4,
  mappingLayers: 2,
  channelBase: 32,
  channelMax: 3,
});
const file = safetensors(adaTensors(written), { categories: '[]', conv_clamp: '256', z_dim: '4' });
const headerBytes = new DataView(file.buffer).getUint32(0, true);
const headerText = new TextDecoder().decode(file.subarray(8, 8 + headerBytes));
const body = file.subarray(8 + headerBytes);

/** What may stand in a header where something else belongs. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  'F32',
  'F16',
  'I64',
  'F4',
  '__proto__',
  [],
  [0],
  [0, 4],
  [4, 0],
  [-1, 4],
  [1, 1, 1, 1, 1, 1, 1, 1, 1],
  [2 ** 31, 2 ** 31],
  {},
  { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
];

/** Puts a value in place of some node of the header, removes one, copies or swaps some, or cuts the file off. */
function changed(random: Mt19937): Uint8Array {
  const below = (limit: number) => random.nextUint32() % limit;
  const header = JSON.parse(headerText) as Record<string, unknown>;
  for (let left = 1 + below(3); left > 0; left--) {
    let node: Record<string, unknown> = header;
    let key = '';
    for (;;) {
      const keys = Object.keys(node);
      if (keys.length === 0) break;
      key = keys[below(keys.length)]!;
      const child = node[key];
      if (typeof child !== 'object' || child === null || below(3) === 0) break;
      node = child as Record<string, unknown>;
    }
    const what = below(6);
    const other = Object.keys(node)[0] ?? key;
    if (what === 0) delete node[key];
    else if (what === 1) node[`${key}2`] = node[key];
    else if (what === 2) [node[key], node[other]] = [node[other], node[key]];
    else if (what === 3)
      [header[key], header['mapping.fc0.bias']] = [header['mapping.fc0.bias'], header[key]];
    else node[key] = structuredClone(VALUES[below(VALUES.length)]);
  }
  const floats = body.slice();
  // Some bytes of the numbers too: exponents of all ones are infinities and NaN.
  for (let left = below(3); left > 0; left--) floats.fill(0xff, below(floats.length), below(floats.length));
  const bytes = safetensorsFile(JSON.stringify(header), floats);
  return below(20) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
}

describe('safetensors headers with anything in any place', () => {
  it('are read or refused with a code, in bounded steps, and every refusal is met', () => {
    const random = new Mt19937(7);
    const codes = new Map<string, number>();
    for (let i = 0; i < 2_000; i++) {
      const bytes = changed(random);
      const budget = StepBudget.forFile(bytes.length);
      let code = 'read';
      try {
        const { synthesis, mapping } = readCheckpoint(bytes, { budget });
        expect(synthesis.constant.values.every(Number.isFinite)).toBe(true);
        expect(mapping.layers[0]!.weight.every(Number.isFinite)).toBe(true);
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw new Error(`file ${i}`, { cause: error });
        code = error.code;
      }
      codes.set(code, (codes.get(code) ?? 0) + 1);
      expect(budget.steps, `steps of file ${i}`).toBeLessThan(20_000 + 2 * bytes.length);
    }
    const met = [
      'read',
      'corrupt',
      'truncated',
      'missing_tensor',
      'bad_shape',
      'not_finite',
      'unsupported_dtype',
    ];
    expect([...codes.keys()]).toEqual(expect.arrayContaining([...met, 'unsupported_architecture']));
  });
});
