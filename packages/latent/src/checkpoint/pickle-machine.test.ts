import { describe, expect, it } from 'vitest';
import { ByteCursor } from './byte-cursor.js';
import { readPickle } from './pickle-machine.js';
import { OPCODE } from './pickle-opcode.js';
import { PickleDict, PickleList, PickleObject, PickleTuple, type PickleValue } from './pickle-value.js';
import { pickleCall, pickleDict, writePickle } from './pickle-writer.fixture.js';
import { StepBudget } from './step-budget.js';

const { MARK, STOP, EMPTY_LIST, EMPTY_DICT, EMPTY_TUPLE, MEMOIZE, APPEND, DUP, TUPLE2, LONG_BINGET } = OPCODE;

function read(bytes: Uint8Array | readonly number[], limit = 100_000): PickleValue {
  return readPickle(new ByteCursor(Uint8Array.from(bytes)), new StepBudget(limit));
}

function refusal(bytes: Uint8Array | readonly number[], limit?: number): unknown {
  try {
    read(bytes, limit);
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'read';
}

function globalCall(name: string): number[] {
  return [...new TextEncoder().encode(`c${name}\n`), EMPTY_TUPLE, OPCODE.REDUCE, STOP];
}

describe('values', () => {
  it.each([2, 3, 4, 5])('of protocol %i come back as they were', (protocol) => {
    const value = pickleDict({
      none: null,
      yes: true,
      no: false,
      small: -7,
      large: 2 ** 40,
      real: 0.125,
      text: 'Größe',
      bytes: Uint8Array.of(0, 127, 128, 255),
      tuple: new PickleTuple([1, 2, 3, 4]),
      list: new PickleList([1, 'a']),
      call: pickleCall('torch._utils._rebuild_tensor', 1, 2),
    });
    expect(read(writePickle(value, { protocol }))).toEqual(value);
  });

  it('keep the identity of what is shared', () => {
    const shared = new PickleList([1]);
    const result = read(writePickle(new PickleList([shared, shared]), { protocol: 4 }));
    expect(result).toBeInstanceOf(PickleList);
    const [a, b] = (result as PickleList).items;
    expect(a).toBe(b);
  });

  it('read integers of any sign and length', () => {
    expect(read([OPCODE.LONG1, 0, STOP])).toBe(0);
    expect(read([OPCODE.LONG1, 1, 0xff, STOP])).toBe(-1);
    expect(read([OPCODE.LONG1, 2, 0xff, 0x00, STOP])).toBe(255);
    expect(read([OPCODE.LONG1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, STOP])).toBe(2n ** 64n);
    expect(read([OPCODE.BININT, 0xff, 0xff, 0xff, 0xff, STOP])).toBe(-1);
  });

  it('become dicts for an OrderedDict and stay records for every other call', () => {
    expect(read(writePickle(pickleCall('collections.OrderedDict'), { protocol: 4 }))).toBeInstanceOf(
      PickleDict,
    );
    expect(read(writePickle(pickleCall('torch.device', 'cuda'), { protocol: 4 }))).toBeInstanceOf(
      PickleObject,
    );
  });
});

describe('hostile pickles', () => {
  it.each([
    'os\nsystem',
    'builtins\neval',
    'builtins\ngetattr',
    'posix\nsystem',
    'subprocess\nPopen',
    'torchvision\nload',
  ])('that name %j are refused', (name) => {
    expect(refusal(globalCall(name))).toBe('unknown_global');
  });

  it('of the TensorFlow code are refused as such', () => {
    expect(refusal(globalCall('dnnlib.tflib.network\nNetwork'))).toBe('legacy_tensorflow');
  });

  it('nested 200,000 deep are read without recursion', () => {
    const depth = 200_000;
    const bytes = new Uint8Array(2 * depth + 2);
    bytes.fill(EMPTY_LIST, 0, depth + 1).fill(APPEND, depth + 1, 2 * depth + 1);
    bytes[2 * depth + 1] = STOP;
    expect(read(bytes, 1_000_000)).toBeInstanceOf(PickleList);
  });

  it('that double a value 10,000 times cost no more than their opcodes', () => {
    const bytes = [EMPTY_TUPLE, ...Array.from({ length: 10_000 }, () => [DUP, TUPLE2]).flat(), STOP];
    const budget = new StepBudget(100_000);
    readPickle(new ByteCursor(Uint8Array.from(bytes)), budget);
    expect(budget.steps).toBe(bytes.length);
  });

  it('with more opcodes than any checkpoint are refused', () => {
    expect(refusal(new Uint8Array(1_100_000).fill(EMPTY_DICT), 10 ** 9)).toBe('over_budget');
  });

  it.each<[string, readonly number[], string]>([
    ['announce 4 GiB of bytes', [OPCODE.BINBYTES, 0xff, 0xff, 0xff, 0xff], 'truncated'],
    ['announce 2^64 - 1 bytes', [OPCODE.BINBYTES8, ...Array<number>(8).fill(0xff)], 'truncated'],
    [
      'announce 2^53 - 1 characters',
      [OPCODE.BINUNICODE8, ...Array<number>(6).fill(0xff), 0x1f, 0],
      'truncated',
    ],
    ['announce a negative integer length', [OPCODE.LONG4, 0xff, 0xff, 0xff, 0xff], 'corrupt'],
    ['announce an integer of 2 GiB', [OPCODE.LONG4, 0xff, 0xff, 0xff, 0x7f], 'truncated'],
    ['ask for an empty memo', [LONG_BINGET, 9, 0, 0, 0], 'corrupt'],
    ['close a mark that was not set', [OPCODE.TUPLE, STOP], 'corrupt'],
    ['take from an empty stack', [STOP], 'corrupt'],
    ['reach below a mark', [EMPTY_LIST, MARK, APPEND, STOP], 'corrupt'],
    ['memoise nothing', [MEMOIZE], 'corrupt'],
    ['append to a dict', [EMPTY_DICT, EMPTY_LIST, APPEND, STOP], 'corrupt'],
    ['set keys on a tuple', [EMPTY_TUPLE, MARK, EMPTY_LIST, EMPTY_LIST, OPCODE.SETITEMS, STOP], 'corrupt'],
    ['set a key without a value', [EMPTY_DICT, MARK, EMPTY_LIST, OPCODE.SETITEMS, STOP], 'corrupt'],
    ['call a list', [EMPTY_LIST, EMPTY_TUPLE, OPCODE.REDUCE, STOP], 'corrupt'],
    ['use protocol 0', [0x49, 0x31, 0x0a, STOP], 'unsupported_pickle'],
    ['announce protocol 6', [OPCODE.PROTO, 6, STOP], 'unsupported_pickle'],
    ['use an extension registry', [0x82, 1, STOP], 'unsupported_pickle'],
    ['end without STOP', [OPCODE.NONE], 'truncated'],
    ['name a class without end', [OPCODE.GLOBAL, ...Array<number>(2000).fill(0x61)], 'corrupt'],
  ])('that %s are refused', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });

  it('stop at the budget', () => {
    expect(refusal(new Uint8Array(1000).fill(EMPTY_LIST), 500)).toBe('over_budget');
  });
});
