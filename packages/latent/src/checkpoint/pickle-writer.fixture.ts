import {
  PersistentId,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from './pickle-value.js';

export interface PickleWriterOptions {
  /** 2 to 5. Bytes need 3 or more, or are encoded as text as Python does in protocol 2. */
  readonly protocol: number;
}

/**
 * Pickles a value as Python would: strings and globals memoised, dicts filled by SETITEMS. The inverse of
 * `readPickle`, for tests that need files of every kind.
 */
export function writePickle(value: PickleValue, { protocol }: PickleWriterOptions): Uint8Array {
  const out: number[] = [0x80, protocol];
  const memo = new Map<PickleValue | string, number>();
  const u32 = (n: number): void => void out.push(n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24);
  const memoise = (key: PickleValue | string): void => {
    memo.set(key, memo.size);
    if (protocol >= 4) out.push(0x94);
    else {
      out.push(0x72);
      u32(memo.size - 1);
    }
  };
  const recall = (key: PickleValue | string): boolean => {
    const index = memo.get(key);
    if (index === undefined) return false;
    out.push(0x6a);
    u32(index);
    return true;
  };
  const text = (value: string): void => {
    const bytes = new TextEncoder().encode(value);
    out.push(0x58);
    u32(bytes.length);
    for (const byte of bytes) out.push(byte);
  };
  const global = (value: PickleGlobal): void => {
    const key = `global ${value.path}`;
    if (recall(key)) return;
    if (protocol >= 4) {
      text(value.module);
      text(value.name);
      out.push(0x93);
    } else {
      for (const byte of new TextEncoder().encode(`c${value.module}\n${value.name}\n`)) out.push(byte);
    }
    memoise(key);
  };
  const bytes = (value: Uint8Array): void => {
    if (protocol < 3) {
      const characters = Array.from(value, (byte) => String.fromCharCode(byte)).join('');
      const args = new PickleTuple([characters, 'latin1']);
      global(new PickleGlobal('_codecs', 'encode'));
      write(args);
      out.push(0x52);
      return;
    }
    out.push(0x42);
    u32(value.length);
    for (const byte of value) out.push(byte);
  };
  const number = (value: number): void => {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
      out.push(0x4a);
      u32(value >>> 0);
      return;
    }
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, false);
    out.push(0x47, ...new Uint8Array(view.buffer));
  };
  const pairs = (entries: ReadonlyMap<PickleValue, PickleValue>): void => {
    if (entries.size === 0) return;
    out.push(0x28);
    for (const [key, item] of entries) {
      write(key);
      write(item);
    }
    out.push(0x75);
  };
  const items = (list: readonly PickleValue[]): void => {
    if (list.length === 0) return;
    out.push(0x28);
    for (const item of list) write(item);
    out.push(0x65);
  };
  const write = (value: PickleValue): void => {
    if (value === null) out.push(0x4e);
    else if (typeof value === 'boolean') out.push(value ? 0x88 : 0x89);
    else if (typeof value === 'number') number(value);
    else if (typeof value === 'bigint') {
      out.push(0x8a, 10);
      for (let i = 0n; i < 10n; i++) out.push(Number((value >> (8n * i)) & 255n));
    } else if (typeof value === 'string') {
      if (recall(value)) return;
      text(value);
      memoise(value);
    } else if (value instanceof Uint8Array) {
      if (recall(value)) return;
      bytes(value);
      memoise(value);
    } else if (value instanceof PickleGlobal) global(value);
    else if (value instanceof PickleTuple) {
      out.push(0x28);
      for (const item of value.items) write(item);
      out.push(0x74);
    } else if (value instanceof PersistentId) {
      write(value.id);
      out.push(0x51);
    } else if (!recall(value)) container(value);
  };
  const container = (value: PickleList | PickleDict | PickleObject): void => {
    if (value instanceof PickleObject) {
      global(value.callee);
      write(new PickleTuple(value.args));
      out.push(0x52);
    } else out.push(value instanceof PickleDict ? 0x7d : 0x5d);
    memoise(value);
    if (!(value instanceof PickleDict)) items(value.items);
    if (!(value instanceof PickleList)) pairs(value.entries);
    if (value instanceof PickleObject && value.state !== null) {
      write(value.state);
      out.push(0x62);
    }
  };
  write(value);
  out.push(0x2e);
  return Uint8Array.from(out);
}

/** A dict of a record's entries. */
export function pickleDict(entries: Readonly<Record<string, PickleValue>>): PickleDict {
  const dict = new PickleDict();
  for (const [key, value] of Object.entries(entries)) dict.entries.set(key, value);
  return dict;
}

/** A recorded call of a function named by its dotted path. */
export function pickleCall(path: string, ...args: PickleValue[]): PickleObject {
  const dot = path.lastIndexOf('.');
  return new PickleObject(new PickleGlobal(path.slice(0, dot), path.slice(dot + 1)), args);
}
