const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;
const textEncoder = new TextEncoder();

/**
 * Writes one Protocol Buffers message (wire format of protobuf.dev, "Encoding"). Long contents are kept by
 * reference until `bytes`, so they must not change before.
 */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];
  #byteLength = 0;

  /** An integer field of type int32, int64 or enum; at least 0. */
  varint(field: number, value: number): this {
    return this.#tag(field, VARINT).#append(varintBytes(value));
  }

  /** A field of type float. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#tag(field, FIXED32).#append(bytes);
  }

  text(field: number, value: string): this {
    return this.content(field, textEncoder.encode(value));
  }

  content(field: number, value: Uint8Array): this {
    return this.#tag(field, LENGTH_DELIMITED).#append(varintBytes(value.length)).#append(value);
  }

  message(field: number, value: ProtobufWriter): this {
    this.#tag(field, LENGTH_DELIMITED).#append(varintBytes(value.#byteLength));
    for (const part of value.#parts) this.#append(part);
    return this;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#byteLength);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #tag(field: number, wireType: number): this {
    return this.#append(varintBytes(field * 8 + wireType));
  }

  #append(part: Uint8Array): this {
    this.#parts.push(part);
    this.#byteLength += part.length;
    return this;
  }
}

/** Base-128, low groups first. `value`: an integer from 0 to 2^53 - 1; throws RangeError otherwise. */
function varintBytes(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`value: expected an integer 0 to 2^53 - 1, got ${value}`);
  }
  const groups: number[] = [];
  let rest = value;
  do {
    groups.push((rest % 128) | (rest >= 128 ? 128 : 0));
    rest = Math.floor(rest / 128);
  } while (rest > 0);
  return Uint8Array.from(groups);
}
