import { CheckpointError } from './checkpoint-error.js';

const MAX_TEXT_BYTES = 16 * 2 ** 20;
const textDecoder = new TextDecoder();

/** Reads little-endian values from bytes in order. Every read past the end throws `truncated`. */
export class ByteCursor {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  #position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#position = position;
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.bytes.length - this.#position;
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** An unsigned 64-bit length or count; past 2^53 it is more than any file holds, so `truncated`. */
  length64(): number {
    const value = this.#view.getBigUint64(this.#advance(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw truncated(this.#position);
    return Number(value);
  }

  /** IEEE double, big-endian as pickle writes it. */
  float64BigEndian(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** The next `length` bytes, not copied. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The next `length` bytes as UTF-8 text. Throws `corrupt` past 16 MiB, which no name needs. */
  text(length: number): string {
    if (length > MAX_TEXT_BYTES && length <= this.remaining) {
      throw new CheckpointError('corrupt', `The file holds a text of ${length} bytes.`);
    }
    return textDecoder.decode(this.take(length));
  }

  /** Text up to the next line feed, which is skipped. At most `maxBytes`. */
  line(maxBytes: number): string {
    const end = this.bytes.subarray(this.#position, this.#position + maxBytes + 1).indexOf(0x0a);
    if (end < 0) {
      if (this.remaining <= maxBytes) throw truncated(this.#position);
      throw new CheckpointError('corrupt', `The pickle holds a name longer than ${maxBytes} bytes.`);
    }
    const text = textDecoder.decode(this.take(end));
    this.#advance(1);
    return text;
  }

  #advance(length: number): number {
    const start = this.#position;
    if (!(length >= 0 && length <= this.remaining)) throw truncated(start);
    this.#position = start + length;
    return start;
  }
}

function truncated(position: number): CheckpointError {
  return new CheckpointError(
    'truncated',
    `The file ends too early: byte ${position} announces more than it has.`,
  );
}
