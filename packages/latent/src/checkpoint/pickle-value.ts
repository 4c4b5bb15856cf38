/**
 * What a pickle is read into. Nothing here is ever called: a Python object stays a record of the name it was
 * built from and of what it was given.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDict
  | PickleGlobal
  | PickleObject
  | PersistentId;

export class PickleTuple {
  readonly items: readonly PickleValue[];

  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

/** A list, or a set (whose order is the file's). */
export class PickleList {
  readonly items: PickleValue[];

  constructor(items: PickleValue[] = []) {
    this.items = items;
  }
}

/** A dict in file order. Keys that are not primitive are told apart by identity. */
export class PickleDict {
  readonly entries = new Map<PickleValue, PickleValue>();
}

/** The name of a Python class or function. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  /** Such as `torch._utils._rebuild_tensor_v2`. */
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** A call or a class instance, recorded and not made. */
export class PickleObject {
  readonly callee: PickleGlobal;
  readonly args: readonly PickleValue[];
  /** What the pickle would have set as its attributes. */
  state: PickleValue = null;
  /** What the pickle would have added to it as to a dict (keys) or to a list (items). */
  readonly entries = new Map<PickleValue, PickleValue>();
  readonly items: PickleValue[] = [];

  constructor(callee: PickleGlobal, args: readonly PickleValue[]) {
    this.callee = callee;
    this.args = args;
  }
}

/** A reference out of the pickle; PyTorch names a storage with one. */
export class PersistentId {
  readonly id: PickleValue;

  constructor(id: PickleValue) {
    this.id = id;
  }
}

/** What kind of value it is, for messages. */
export function describePickleValue(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (value instanceof PickleTuple) return `a tuple of ${value.items.length}`;
  if (value instanceof PickleList) return `a list of ${value.items.length}`;
  if (value instanceof PickleDict) return `a dict of ${value.entries.size}`;
  if (value instanceof PickleGlobal) return `the name ${value.path}`;
  if (value instanceof PickleObject) return `a ${value.callee.path}`;
  if (value instanceof PersistentId) return 'a storage reference';
  return `a ${typeof value}`;
}
