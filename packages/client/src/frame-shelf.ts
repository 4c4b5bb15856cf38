import type { FrameMeta } from '@toile/protocol';
import type { ShownFrame } from './room-state.js';

/** Local edits whose pictures may still come, for each design. */
const rememberedEdits = 64;

export interface ArrivedFrame {
  readonly designId: string;
  readonly meta: FrameMeta;
  readonly bytes: Uint8Array;
  /** The server's own measure. */
  readonly serverLatencyMs: number;
  /** On the clock of `present`'s `editedAtMs`. */
  readonly arrivedAtMs: number;
}

interface Place {
  /** Hash of the local document's recipe for this design; null while it cannot be known. */
  presentHash: string | null;
  shown: ShownFrame | null;
  /** Arrived while another picture was final: the edit that it shows is still on its way to this document. */
  held: ShownFrame | null;
  /** Recipe hash -> when an edit made here led to it. */
  readonly editedAtMs: Map<string, number>;
}

/**
 * The picture of each design. Frames and document travel on two wires, so either may be ahead:
 * a frame of the present state is shown at once and is final; any other is shown only while no final one is,
 * and otherwise held, in case the document is about to become what it shows.
 */
export class FrameShelf {
  readonly #places = new Map<string, Place>();
  readonly #changed: (designId: string) => void;

  constructor(changed: (designId: string) => void) {
    this.#changed = changed;
  }

  frame(designId: string): ShownFrame | null {
    return this.#places.get(designId)?.shown ?? null;
  }

  presentHash(designId: string): string | null {
    return this.#places.get(designId)?.presentHash ?? null;
  }

  /** The design's recipe is now `hash`; `editedAtMs` where an edit made here led to it. */
  present(designId: string, hash: string | null, editedAtMs: number | null): void {
    const place = this.#place(designId);
    if (hash === place.presentHash) return;
    place.presentHash = hash;
    if (hash !== null && editedAtMs !== null) remember(place.editedAtMs, hash, editedAtMs);
    if (place.held !== null && place.held.hash === hash) this.#show(designId, place, place.held);
    else if (place.shown) this.#show(designId, place, place.shown);
  }

  /** Take a frame in. Answers its latency in ms: since the gesture where that was made here, else the server's. */
  take({ designId, meta, bytes, serverLatencyMs, arrivedAtMs }: ArrivedFrame): number {
    const place = this.#place(designId);
    const editedAtMs = place.editedAtMs.get(meta.hash);
    place.editedAtMs.delete(meta.hash);
    const latencyMs = editedAtMs === undefined ? serverLatencyMs : arrivedAtMs - editedAtMs;
    const frame: ShownFrame = { designId, hash: meta.hash, meta, bytes, final: false, latencyMs };
    if (place.shown?.final && meta.hash !== place.presentHash) place.held = frame;
    else this.#show(designId, place, frame);
    return latencyMs;
  }

  drop(designId: string): void {
    const place = this.#places.get(designId);
    this.#places.delete(designId);
    if (place?.shown) this.#changed(designId);
  }

  #place(designId: string): Place {
    let place = this.#places.get(designId);
    if (!place) {
      place = { presentHash: null, shown: null, held: null, editedAtMs: new Map() };
      this.#places.set(designId, place);
    }
    return place;
  }

  #show(designId: string, place: Place, frame: ShownFrame): void {
    const final = frame.hash === place.presentHash;
    if (frame === place.shown && frame.final === final) return;
    if (frame !== place.shown) place.held = null;
    place.shown = frame.final === final ? frame : { ...frame, final };
    this.#changed(designId);
  }
}

function remember(editedAtMs: Map<string, number>, hash: string, atMs: number): void {
  editedAtMs.delete(hash);
  editedAtMs.set(hash, atMs);
  const [oldest] = editedAtMs.keys();
  if (editedAtMs.size > rememberedEdits && oldest !== undefined) editedAtMs.delete(oldest);
}
