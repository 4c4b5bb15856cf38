import type { Frame } from '@toile/protocol';

interface Entry {
  readonly frame: Frame;
  readonly expiresAtMs: number;
}

/**
 * Frames by hash, at most `maxBytes` of picture bytes, each for `ttlMs`. The least recently used goes first.
 * A frame that is larger than the whole cache is not kept.
 */
export class FrameCache {
  readonly #maxBytes: number;
  readonly #ttlMs: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(maxBytes: number, ttlMs: number) {
    this.#maxBytes = maxBytes;
    this.#ttlMs = ttlMs;
  }

  /** Bytes of pictures held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps a copy of the frame's bytes, in place of an older frame of the same hash. */
  put(frame: Frame, nowMs: number): void {
    const { hash } = frame.meta;
    this.#remove(hash);
    if (frame.bytes.byteLength > this.#maxBytes) return;
    const bytes = new Uint8Array(frame.bytes);
    this.#entries.set(hash, { frame: { meta: frame.meta, bytes }, expiresAtMs: nowMs + this.#ttlMs });
    this.#bytes += bytes.byteLength;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
  }

  get(hash: string, nowMs: number): Frame | null {
    const entry = this.#entries.get(hash);
    if (!entry) return null;
    if (entry.expiresAtMs <= nowMs) {
      this.#remove(hash);
      return null;
    }
    this.#entries.delete(hash);
    this.#entries.set(hash, entry);
    return entry.frame;
  }

  #remove(hash: string): void {
    const entry = this.#entries.get(hash);
    if (!entry) return;
    this.#entries.delete(hash);
    this.#bytes -= entry.frame.bytes.byteLength;
  }
}
