import type { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import { resolveGlobal } from './pickle-globals.js';
import { OPCODE } from './pickle-opcode.js';
import {
  describePickleValue,
  PersistentId,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleTuple,
  type PickleValue,
} from './pickle-value.js';
import type { StepBudget } from './step-budget.js';

/** A 1024 px checkpoint with its discriminator takes about 50,000; the bound is one on memory. */
const MAX_OPCODES = 1_000_000;
const MAX_LONG_BYTES = 64;
const MAX_NAME_BYTES = 512;

/**
 * Reads one pickle of protocol 2 to 5 from the cursor and leaves the cursor behind its STOP. The machine has
 * a stack, marks and a memo as Python's has, but makes records where Python would import and call; it never
 * recurses, so nesting costs heap and not stack.
 *
 * Throws CheckpointError: `truncated`, `corrupt`, `unsupported_pickle`, `unknown_global`,
 * `legacy_tensorflow`, `over_budget`.
 */
export function readPickle(cursor: ByteCursor, budget: StepBudget): PickleValue {
  return new PickleMachine(cursor, budget).run();
}

class PickleMachine {
  readonly #cursor: ByteCursor;
  readonly #budget: StepBudget;
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();

  constructor(cursor: ByteCursor, budget: StepBudget) {
    this.#cursor = cursor;
    this.#budget = budget;
  }

  run(): PickleValue {
    for (let count = 0; count < MAX_OPCODES; count++) {
      this.#budget.spend(1);
      const opcode = this.#cursor.uint8();
      if (opcode === OPCODE.STOP) return this.#pop();
      if (!this.#scalar(opcode) && !this.#container(opcode) && !this.#memoOrObject(opcode)) {
        throw new CheckpointError(
          'unsupported_pickle',
          `The pickle uses opcode 0x${opcode.toString(16)} at byte ${this.#cursor.position - 1}, which protocols 2 to 5 do not write into checkpoints.`,
        );
      }
    }
    throw new CheckpointError('over_budget', `The pickle has more than ${MAX_OPCODES} opcodes.`);
  }

  #scalar(opcode: number): boolean {
    const cursor = this.#cursor;
    switch (opcode) {
      case OPCODE.NONE:
        return this.#push(null);
      case OPCODE.NEWTRUE:
        return this.#push(true);
      case OPCODE.NEWFALSE:
        return this.#push(false);
      case OPCODE.BININT:
        return this.#push(cursor.int32());
      case OPCODE.BININT1:
        return this.#push(cursor.uint8());
      case OPCODE.BININT2:
        return this.#push(cursor.uint16());
      case OPCODE.LONG1:
        return this.#push(this.#long(cursor.uint8()));
      case OPCODE.LONG4:
        return this.#push(this.#long(cursor.int32()));
      case OPCODE.BINFLOAT:
        return this.#push(cursor.float64BigEndian());
      case OPCODE.SHORT_BINUNICODE:
      case OPCODE.SHORT_BINSTRING:
        return this.#push(cursor.text(cursor.uint8()));
      case OPCODE.BINUNICODE:
      case OPCODE.BINSTRING:
        return this.#push(cursor.text(cursor.uint32()));
      case OPCODE.BINUNICODE8:
        return this.#push(cursor.text(cursor.length64()));
      case OPCODE.SHORT_BINBYTES:
        return this.#push(cursor.take(cursor.uint8()));
      case OPCODE.BINBYTES:
        return this.#push(cursor.take(cursor.uint32()));
      case OPCODE.BINBYTES8:
      case OPCODE.BYTEARRAY8:
        return this.#push(cursor.take(cursor.length64()));
      default:
        return false;
    }
  }

  #container(opcode: number): boolean {
    switch (opcode) {
      case OPCODE.MARK:
        this.#marks.push(this.#stack.length);
        return true;
      case OPCODE.POP:
        if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
        else this.#pop();
        return true;
      case OPCODE.POP_MARK:
        this.#popToMark();
        return true;
      case OPCODE.DUP:
        return this.#push(this.#top());
      case OPCODE.EMPTY_TUPLE:
        return this.#push(new PickleTuple([]));
      case OPCODE.TUPLE1:
        return this.#push(new PickleTuple(this.#popMany(1)));
      case OPCODE.TUPLE2:
        return this.#push(new PickleTuple(this.#popMany(2)));
      case OPCODE.TUPLE3:
        return this.#push(new PickleTuple(this.#popMany(3)));
      case OPCODE.TUPLE:
        return this.#push(new PickleTuple(this.#popToMark()));
      case OPCODE.EMPTY_LIST:
      case OPCODE.EMPTY_SET:
        return this.#push(new PickleList());
      case OPCODE.LIST:
      case OPCODE.FROZENSET:
        return this.#push(new PickleList(this.#popToMark()));
      case OPCODE.EMPTY_DICT:
        return this.#push(new PickleDict());
      case OPCODE.DICT: {
        const pairs = this.#popToMark();
        const dict = new PickleDict();
        this.#setItems(dict, pairs);
        return this.#push(dict);
      }
      case OPCODE.APPEND:
        return this.#append(this.#popMany(1));
      case OPCODE.APPENDS:
      case OPCODE.ADDITEMS:
        return this.#append(this.#popToMark());
      case OPCODE.SETITEM:
        return this.#setItems(undefined, this.#popMany(2));
      case OPCODE.SETITEMS:
        return this.#setItems(undefined, this.#popToMark());
      default:
        return false;
    }
  }

  #memoOrObject(opcode: number): boolean {
    const cursor = this.#cursor;
    switch (opcode) {
      case OPCODE.PROTO: {
        const protocol = cursor.uint8();
        if (protocol >= 2 && protocol <= 5) return true;
        throw new CheckpointError(
          'unsupported_pickle',
          `The pickle is of protocol ${protocol}; 2 to 5 are read.`,
        );
      }
      case OPCODE.FRAME:
        cursor.length64();
        return true;
      case OPCODE.MEMOIZE:
        this.#memo.set(this.#memo.size, this.#top());
        return true;
      case OPCODE.BINPUT:
        this.#memo.set(cursor.uint8(), this.#top());
        return true;
      case OPCODE.LONG_BINPUT:
        this.#memo.set(cursor.uint32(), this.#top());
        return true;
      case OPCODE.BINGET:
        return this.#get(cursor.uint8());
      case OPCODE.LONG_BINGET:
        return this.#get(cursor.uint32());
      case OPCODE.BINPERSID:
        return this.#push(new PersistentId(this.#pop()));
      case OPCODE.GLOBAL: {
        const module = cursor.line(MAX_NAME_BYTES);
        return this.#push(resolveGlobal(module, cursor.line(MAX_NAME_BYTES)));
      }
      case OPCODE.STACK_GLOBAL: {
        const [module, name] = this.#popMany(2);
        if (typeof module !== 'string' || typeof name !== 'string')
          throw corrupt('a global whose name is not text');
        return this.#push(resolveGlobal(module, name));
      }
      case OPCODE.REDUCE:
      case OPCODE.NEWOBJ: {
        const [callee, args] = this.#popMany(2);
        return this.#push(this.#call(callee, args));
      }
      case OPCODE.NEWOBJ_EX: {
        const [callee, args] = this.#popMany(3);
        return this.#push(this.#call(callee, args));
      }
      case OPCODE.BUILD: {
        const state = this.#pop();
        const object = this.#top();
        if (object instanceof PickleObject) object.state = state;
        return true;
      }
      default:
        return false;
    }
  }

  /** Builds the containers that Python builds by a call, and records every other call. */
  #call(callee: PickleValue | undefined, args: PickleValue | undefined): PickleValue {
    if (!(callee instanceof PickleGlobal)) throw corrupt(`a call of ${describePickleValue(callee)}`);
    if (!(args instanceof PickleTuple)) throw corrupt(`a call with ${describePickleValue(args)}`);
    const [first, second] = args.items;
    switch (callee.path) {
      case 'collections.OrderedDict': {
        const dict = new PickleDict();
        if (first instanceof PickleList) {
          this.#budget.spend(first.items.length);
          for (const pair of first.items) {
            const [key, value] = pair instanceof PickleTuple || pair instanceof PickleList ? pair.items : [];
            if (key === undefined || value === undefined)
              throw corrupt('an OrderedDict of something else than pairs');
            dict.entries.set(key, value);
          }
        }
        return dict;
      }
      case 'builtins.set':
      case '__builtin__.set':
        return new PickleList(first instanceof PickleList ? this.#copied(first.items) : []);
      case '_codecs.encode': {
        if (typeof first !== 'string' || second !== 'latin1')
          throw corrupt('an _codecs.encode that is not of bytes');
        this.#budget.spend(first.length);
        return Uint8Array.from(first, (character) => character.charCodeAt(0) & 0xff);
      }
      default:
        return new PickleObject(callee, args.items);
    }
  }

  #long(byteCount: number): number | bigint {
    if (byteCount < 0 || (byteCount > MAX_LONG_BYTES && byteCount <= this.#cursor.remaining)) {
      throw corrupt(`an integer of ${byteCount} bytes`);
    }
    const bytes = this.#cursor.take(byteCount);
    let value = 0n;
    for (let i = byteCount - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    const signed = BigInt.asIntN(8 * byteCount, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  #append(items: readonly PickleValue[]): boolean {
    this.#budget.spend(items.length);
    const target = this.#top();
    if (!(target instanceof PickleList || target instanceof PickleObject)) {
      throw corrupt(`items appended to ${describePickleValue(target)}`);
    }
    for (const item of items) target.items.push(item);
    return true;
  }

  #setItems(into: PickleDict | undefined, pairs: readonly PickleValue[]): boolean {
    this.#budget.spend(pairs.length);
    const target = into ?? this.#top();
    if (!(target instanceof PickleDict || target instanceof PickleObject)) {
      throw corrupt(`keys set on ${describePickleValue(target)}`);
    }
    if (pairs.length % 2 !== 0) throw corrupt('a key without a value');
    for (let i = 0; i < pairs.length; i += 2) target.entries.set(pairs[i]!, pairs[i + 1]!);
    return true;
  }

  #get(index: number): boolean {
    const value = this.#memo.get(index);
    if (value === undefined) throw corrupt(`a reference to memo ${index}, which was never written`);
    return this.#push(value);
  }

  #copied(items: readonly PickleValue[]): PickleValue[] {
    this.#budget.spend(items.length);
    return [...items];
  }

  #push(value: PickleValue): true {
    this.#stack.push(value);
    return true;
  }

  #top(): PickleValue {
    this.#expectStack(1);
    return this.#stack.at(-1)!;
  }

  #pop(): PickleValue {
    this.#expectStack(1);
    return this.#stack.pop()!;
  }

  #popMany(count: number): PickleValue[] {
    this.#expectStack(count);
    return this.#stack.splice(this.#stack.length - count, count);
  }

  #popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw corrupt('a mark that was never set');
    return this.#stack.splice(mark);
  }

  #expectStack(count: number): void {
    if (this.#stack.length - (this.#marks.at(-1) ?? 0) < count) throw corrupt('an empty stack');
  }
}

function corrupt(found: string): CheckpointError {
  return new CheckpointError('corrupt', `The pickle is damaged: it has ${found}.`);
}
