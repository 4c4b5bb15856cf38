import { describe, expect, it } from 'vitest';
import { Mt19937 } from '../mt19937.js';
import { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import { readPickle } from './pickle-machine.js';
import { OPCODE } from './pickle-opcode.js';
import { StepBudget } from './step-budget.js';

type OpcodeName = keyof typeof OPCODE;

const NAMES = Object.keys(OPCODE) as OpcodeName[];
/** Names of Python code: known, unknown, and of the TensorFlow code. */
const GLOBALS = [
  ['collections', 'OrderedDict'],
  ['torch._utils', '_rebuild_tensor_v2'],
  ['builtins', 'set'],
  ['_codecs', 'encode'],
  ['os', 'system'],
  ['dnnlib.tflib.network', 'Network'],
] as const;
const TEXTS = ['', 'latin1', 'weight', 'G_ema', ...GLOBALS.flat()];

/** Effects of opcodes on the stack: what they take, so that most programs get somewhere. */
const TAKES: Partial<Record<OpcodeName, number>> = {
  POP: 1,
  DUP: 1,
  TUPLE1: 1,
  TUPLE2: 2,
  TUPLE3: 3,
  APPEND: 2,
  SETITEM: 3,
  BINPERSID: 1,
  STACK_GLOBAL: 2,
  REDUCE: 2,
  NEWOBJ: 2,
  NEWOBJ_EX: 3,
  BUILD: 2,
  MEMOIZE: 1,
  BINPUT: 1,
  LONG_BINPUT: 1,
};

/** What Python writes together: alone, these opcodes rarely find what they need. */
const PHRASES: readonly (readonly OpcodeName[])[] = [
  ['GLOBAL', 'EMPTY_TUPLE', 'REDUCE'],
  ['GLOBAL', 'EMPTY_TUPLE', 'NEWOBJ'],
  ['GLOBAL', 'EMPTY_TUPLE', 'EMPTY_DICT', 'NEWOBJ_EX'],
  ['SHORT_BINUNICODE', 'SHORT_BINUNICODE', 'STACK_GLOBAL'],
  ['EMPTY_DICT', 'MARK', 'BININT1', 'NONE', 'SETITEMS'],
  ['EMPTY_SET', 'MARK', 'BININT1', 'ADDITEMS'],
  ['EMPTY_LIST', 'MARK', 'NEWTRUE', 'APPENDS'],
  ['NEWFALSE', 'BINPUT', 'BINGET'],
  ['MARK', 'NONE', 'POP_MARK'],
];

/** A random program of opcodes with operands of the right form, and which opcodes it has. */
function program(random: Mt19937): { bytes: number[]; used: OpcodeName[] } {
  const below = (limit: number) => random.nextUint32() % limit;
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
  const bytes: number[] = [OPCODE.PROTO, 2 + below(4)];
  const used: OpcodeName[] = ['PROTO'];
  let depth = 0;
  const length = 4 + below(40);
  while (used.length < length) {
    const name = pick(NAMES);
    // Programs that fail at once teach little: let nine in ten opcodes find what they need.
    if (name === 'STOP' || ((TAKES[name] ?? 0) > depth && below(10) > 0)) continue;
    for (const each of below(3) === 0 ? pick(PHRASES) : [name]) {
      used.push(each);
      bytes.push(OPCODE[each], ...operand(each, below, pick));
      depth = Math.max(0, depth - (TAKES[each] ?? 0)) + 1;
    }
  }
  bytes.push(OPCODE.STOP);
  return { bytes, used: [...used, 'STOP'] };
}

function operand(
  name: OpcodeName,
  below: (limit: number) => number,
  pick: <T>(items: readonly T[]) => T,
): number[] {
  const utf8 = (text: string) => [...new TextEncoder().encode(text)];
  const u32 = (n: number) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24];
  const text = utf8(pick(TEXTS));
  // One length in twenty is a lie.
  const size = below(20) === 0 ? below(2 ** 31) : text.length;
  switch (name) {
    case 'PROTO':
      return [1 + below(5)];
    case 'GLOBAL':
      return utf8(
        pick(GLOBALS)
          .map((part) => `${part}\n`)
          .join(''),
      );
    case 'BININT':
      return u32(below(2 ** 32));
    case 'BININT1':
    case 'BINGET':
    case 'BINPUT':
      return [below(12)];
    case 'BININT2':
      return [below(256), below(256)];
    case 'LONG_BINGET':
    case 'LONG_BINPUT':
      return u32(below(12));
    case 'BINFLOAT':
      return Array.from({ length: 8 }, () => below(256));
    case 'LONG1':
      return [text.length, ...text];
    case 'LONG4':
    case 'BINUNICODE':
    case 'BINSTRING':
    case 'BINBYTES':
      return [...u32(size), ...text];
    case 'SHORT_BINUNICODE':
    case 'SHORT_BINSTRING':
    case 'SHORT_BINBYTES':
      return [text.length, ...text];
    case 'BINUNICODE8':
    case 'BINBYTES8':
    case 'BYTEARRAY8':
      return [...u32(size), 0, 0, 0, 0, ...text];
    case 'FRAME':
      return [...u32(below(100)), 0, 0, 0, 0];
    default:
      return [];
  }
}

describe('random programs of pickle opcodes', () => {
  const PROGRAMS = 30_000;

  it('are read or refused with a code, and use and refuse everything that there is', () => {
    const random = new Mt19937(2026);
    const inRead = new Set<OpcodeName>();
    const lastBeforeRefusal = new Set<string>();
    const codes = new Map<string, number>();
    for (let i = 0; i < PROGRAMS; i++) {
      const { bytes, used } = program(random);
      const cursor = new ByteCursor(Uint8Array.from(bytes));
      const budget = new StepBudget(10_000);
      let code = 'read';
      try {
        readPickle(cursor, budget);
        for (const name of used) inRead.add(name);
      } catch (error) {
        if (!(error instanceof CheckpointError)) throw new Error(`program ${i}`, { cause: error });
        code = error.code;
        lastBeforeRefusal.add(error.message.replaceAll(/\d+/g, 'n'));
      }
      codes.set(code, (codes.get(code) ?? 0) + 1);
      expect(budget.steps).toBeLessThanOrEqual(20 * bytes.length);
    }
    // Coverage: every opcode in a program that is read to its end, and every refusal that a pickle can meet here.
    expect(NAMES.filter((name) => !inRead.has(name))).toEqual([]);
    expect([...codes.keys()].sort()).toEqual(
      ['corrupt', 'legacy_tensorflow', 'read', 'truncated', 'unknown_global', 'unsupported_pickle'].sort(),
    );
    expect(codes.get('read')).toBeGreaterThan(PROGRAMS / 200);
    expect(lastBeforeRefusal.size).toBeGreaterThan(20);
  });
});
