import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** One client's entry of an awareness update, as y-protocols writes it. `json` is `null` for one that left. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly json: string;
}

/**
 * The entries of an awareness update. Throws where the bytes are none; the JSON is not looked at.
 * `limit` bounds how many are read.
 */
export function decodeAwareness(update: Uint8Array, limit: number): AwarenessEntry[] {
  const decoder = decoding.createDecoder(update);
  const count = decoding.readVarUint(decoder);
  if (count > limit) throw new RangeError(`awareness: expected at most ${limit} entries, got ${count}`);
  return Array.from({ length: count }, () => ({
    clientId: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    json: decoding.readVarString(decoder),
  }));
}

/**
 * Entries encoded once, for many receivers. An entry is never sent back to the client that it is of: an echo
 * that a reconnect gave a newer clock would put the client's state back to an older one.
 */
export class AwarenessBundle {
  /** All entries as one update; null where there are none. */
  readonly all: Uint8Array | null;
  readonly #body: Uint8Array;
  readonly #ranges = new Map<number, readonly [start: number, end: number]>();

  constructor(entries: readonly AwarenessEntry[]) {
    const encoder = encoding.createEncoder();
    for (const { clientId, clock, json } of entries) {
      const start = encoding.length(encoder);
      encoding.writeVarUint(encoder, clientId);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
      this.#ranges.set(clientId, [start, encoding.length(encoder)]);
    }
    this.#body = encoding.toUint8Array(encoder);
    this.all = entries.length === 0 ? null : joined(entries.length, this.#body);
  }

  /** The update for `clientId`: all entries but its own; null where none is left. */
  for(clientId: number): Uint8Array | null {
    const own = this.#ranges.get(clientId);
    if (!own) return this.all;
    const count = this.#ranges.size - 1;
    if (count === 0) return null;
    return joined(count, this.#body.subarray(0, own[0]), this.#body.subarray(own[1]));
  }
}

function joined(count: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (const part of parts) encoding.writeUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}
