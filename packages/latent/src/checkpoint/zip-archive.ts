import { ByteCursor } from './byte-cursor.js';
import { CheckpointError } from './checkpoint-error.js';
import type { StepBudget } from './step-budget.js';

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/** Raw-deflate decompression of one archive entry into `byteLength` bytes, and never more. May throw anything. */
export type Inflate = (compressed: Uint8Array, byteLength: number) => Uint8Array;

interface ZipEntry {
  readonly method: number;
  readonly storedBytes: number;
  readonly byteLength: number;
  readonly headerOffset: number;
}

/** The entries of a zip archive by name. Stored entries are views into the archive's bytes. */
export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #budget: StepBudget;
  readonly #inflate: Inflate | undefined;

  private constructor(
    bytes: Uint8Array,
    entries: ReadonlyMap<string, ZipEntry>,
    budget: StepBudget,
    inflate: Inflate | undefined,
  ) {
    this.#bytes = bytes;
    this.#entries = entries;
    this.#budget = budget;
    this.#inflate = inflate;
  }

  /**
   * Reads the central directory. `inflate` is needed only for deflated entries; PyTorch stores its own.
   * Throws CheckpointError `truncated`, `corrupt` or `over_budget`.
   */
  static open(bytes: Uint8Array, budget: StepBudget, inflate?: Inflate): ZipArchive {
    const end = new ByteCursor(bytes, findEndOfDirectory(bytes));
    end.take(10);
    const count = end.uint16();
    const directoryBytes = end.uint32();
    const directoryOffset = end.uint32();
    if (count === 0xffff || directoryOffset === 0xffff_ffff || directoryBytes === 0xffff_ffff) {
      throw new CheckpointError('corrupt', 'Zip64 archives (past 4 GiB or 65,534 entries) are not read.');
    }
    budget.spend(count);
    const cursor = new ByteCursor(bytes, Math.min(directoryOffset, bytes.length));
    const entries = new Map<string, ZipEntry>();
    for (let i = 0; i < count; i++) {
      const [name, entry] = readDirectoryEntry(cursor);
      entries.set(name, entry);
    }
    return new ZipArchive(bytes, entries, budget, inflate);
  }

  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  /**
   * The bytes of an entry, undefined when there is none of that name. A compressed entry takes one budget step a
   * byte that it unfolds to, so that a small file cannot ask for much memory. Throws CheckpointError `truncated`,
   * `corrupt`, `compressed` or `over_budget`.
   */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.get(name);
    if (entry === undefined) return undefined;
    const cursor = new ByteCursor(this.#bytes, Math.min(entry.headerOffset, this.#bytes.length));
    if (cursor.uint32() !== LOCAL_HEADER)
      throw new CheckpointError('corrupt', `The archive has no entry at ${name}.`);
    cursor.take(22);
    const nameBytes = cursor.uint16();
    const extraBytes = cursor.uint16();
    cursor.take(nameBytes + extraBytes);
    const content = cursor.take(entry.storedBytes);
    if (entry.method === STORED) {
      if (entry.byteLength !== entry.storedBytes)
        throw new CheckpointError('corrupt', `${name} has two sizes.`);
      return content;
    }
    if (entry.method !== DEFLATED || this.#inflate === undefined) {
      throw new CheckpointError(
        'compressed',
        `${name} is compressed; PyTorch stores its archives uncompressed.`,
      );
    }
    this.#budget.spend(entry.byteLength);
    return inflated(this.#inflate, content, entry.byteLength, name);
  }
}

function inflated(inflate: Inflate, content: Uint8Array, byteLength: number, name: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = inflate(content, byteLength);
  } catch (cause) {
    throw new CheckpointError('corrupt', `${name} cannot be decompressed.`, { cause });
  }
  if (bytes.length !== byteLength) {
    throw new CheckpointError('corrupt', `${name} has ${bytes.length} bytes instead of ${byteLength}.`);
  }
  return bytes;
}

function findEndOfDirectory(bytes: Uint8Array): number {
  const first = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at;
  }
  throw new CheckpointError('truncated', 'The archive has no directory: the file is cut off.');
}

function readDirectoryEntry(cursor: ByteCursor): [name: string, entry: ZipEntry] {
  if (cursor.uint32() !== CENTRAL_HEADER)
    throw new CheckpointError('corrupt', 'The archive directory is damaged.');
  cursor.take(6);
  const method = cursor.uint16();
  cursor.take(8);
  const storedBytes = cursor.uint32();
  const byteLength = cursor.uint32();
  const nameBytes = cursor.uint16();
  const extraBytes = cursor.uint16();
  const commentBytes = cursor.uint16();
  cursor.take(8);
  const headerOffset = cursor.uint32();
  const name = cursor.text(nameBytes);
  cursor.take(extraBytes + commentBytes);
  return [name, { method, storedBytes, byteLength, headerOffset }];
}
