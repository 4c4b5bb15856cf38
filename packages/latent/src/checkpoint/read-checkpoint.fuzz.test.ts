import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Mt19937 } from '../mt19937.js';
import { CheckpointError } from './checkpoint-error.js';
import { randomCheckpoint } from './random-checkpoint.js';
import { readCheckpoint } from './read-checkpoint.js';
import {
  adaPickle,
  adaTensors,
  rosinalityTensors,
  safetensors,
  stateDictValue,
  torchStream,
  torchZip,
} from './saved-checkpoint.fixture.js';
import { StepBudget } from './step-budget.js';

const written = randomCheckpoint({
  resolutionPx: 32,
  zDim: 4,
  wDim: 4,
  mappingLayers: 2,
  channelBase: 64,
  channelMax: 3,
});
const [rosinality, storages] = stateDictValue(rosinalityTensors(written), 'g_ema');
const real = new Uint8Array(
  readFileSync(new URL('../../fixtures/stylegan2-ada/uncond-32.pkl', import.meta.url)),
);

/** Mutations of a file, and how many of them. */
const FILES: readonly [name: string, bytes: Uint8Array, mutations: number][] = [
  ['the real pickle', real, 40],
  ['an ADA pickle of protocol 2', adaPickle(written, { protocol: 2 }), 300],
  ['an ADA pickle of protocol 4', adaPickle(written, { protocol: 4 }), 300],
  ['a rosinality archive', torchZip(rosinality, storages), 300],
  ['a compressed archive', torchZip(rosinality, storages, deflateRawSync), 300],
  ['a rosinality stream', torchStream(rosinality, storages), 300],
  ['a safetensors file', safetensors(adaTensors(written), { categories: '[]', conv_clamp: '256' }), 300],
];

const inflate = (compressed: Uint8Array, byteLength: number): Uint8Array =>
  new Uint8Array(inflateRawSync(compressed, { maxOutputLength: Math.max(1, byteLength) }));

/** What an honest reader needs for a file of this size: nearly one step an opcode and an element. */
function honestSteps(byteLength: number): number {
  return 20_000 + 2 * byteLength;
}

describe('mutated files', () => {
  it.each(FILES)('%s is read or refused with a code, in bounded steps', (_name, bytes, mutations) => {
    const outcomes = new Map<string, number>();
    for (let seed = 0; seed < mutations; seed++) {
      const mutated = mutate(bytes, seed);
      const budget = StepBudget.forFile(mutated.length);
      let outcome = 'read';
      try {
        const { synthesis, wAvg } = readCheckpoint(mutated, { budget, inflate });
        expect(wAvg.every(Number.isFinite) && synthesis.constant.values.every(Number.isFinite)).toBe(true);
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw new Error(`seed ${seed}`, { cause: error });
        outcome = error.code;
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect(budget.steps, `steps of seed ${seed}`).toBeLessThan(honestSteps(mutated.length));
    }
    expect(outcomes.size, [...outcomes].join(' ')).toBeGreaterThan(2);
  });
});

/** Changes a file by one to four of: a flipped bit, a random byte, a run of one byte, a cut, a copied or moved piece. */
function mutate(original: Uint8Array, seed: number): Uint8Array {
  const random = new Mt19937(seed);
  const below = (limit: number): number => random.nextUint32() % limit;
  let bytes = original.slice();
  // Half of all changes fall near the start, where headers and structure are.
  const place = (): number => below(below(2) ? bytes.length : Math.min(bytes.length, 4096));
  for (let left = 1 + below(4); left > 0 && bytes.length > 16; left--) {
    const at = place();
    const length = 1 + below(32);
    switch (below(6)) {
      case 0:
        bytes[at]! ^= 1 << below(8);
        break;
      case 1:
        bytes[at] = below(256);
        break;
      case 2:
        bytes.fill(below(2) ? 0xff : below(256), at, at + length);
        break;
      case 3:
        bytes = bytes.slice(0, at + 1);
        break;
      case 4:
        bytes.copyWithin(at, place(), Math.min(bytes.length, at + length));
        break;
      default:
        bytes.copyWithin(at, Math.min(bytes.length, at + length));
        bytes = bytes.subarray(0, Math.max(at, bytes.length - length));
    }
  }
  return bytes;
}
