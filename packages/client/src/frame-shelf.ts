import type { FrameMeta } from '@toile/protocol';
import type { ShownFrame } from './room-state.js';

/** Hashes of local edits whose pictures may still come, for each design: an edit has one or two. */
const rememberedEdits = 128;

export interface ArrivedFrame {
  readonly designId: string;
  readonly meta: FrameMeta;
  readonly bytes: Uint8Array;
  /** The server's own measure. */
  readonly serverLatencyMs: number;
  /** On the clock of `present`'s `editedAtMs`. */
  readonly arrivedAtMs: number;
}

/** The hashes of the picture that a design should have, and of its preview where the pack has previews. */
export interface PresentHashes {
  readonly final: string;
  readonly preview: string | null;
}

interface Place {
  /** Of the local document's recipe for this design; null while it cannot be known. */
  present: PresentHashes | null;
  shown: ShownFrame | null;
  /** Arrived while another picture was final: the edit that it shows is still on its way to this document. */
  held: ShownFrame | null;
  /** Recipe hash -> when an edit made here led to it. */
  readonly editedAtMs: Map<string, number>;
}

/**
 * The picture of each design. Frames and document travel on two wires, so either may be ahead:
 * a frame of the present state is shown at once and is final; any other is shown only while no final one is,
 * and otherwise held, in case the document is about to become what it shows. A preview is never final, and never
 * takes the place of the picture that it precedes.
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
    return this.#places.get(designId)?.present?.final ?? null;
  }

  /** The designs whose present state has no picture yet. */
  awaited(): string[] {
    return [...this.#places].flatMap(([id, { present, shown }]) => (present && !shown?.final ? [id] : []));
  }

  /** The design's recipe is now `present`; `editedAtMs` where an edit made here led to it. */
  present(designId: string, present: PresentHashes | null, editedAtMs: number | null): void {
    const place = this.#place(designId);
    if (present?.final === place.present?.final) return;
    place.present = present;
    if (present !== null && editedAtMs !== null) {
      for (const hash of hashesOf(present)) remember(place.editedAtMs, hash, editedAtMs);
    }
    const { held, shown } = place;
    if (held !== null && hashesOf(present).includes(held.hash)) this.#show(designId, place, held);
    else if (shown) this.#show(designId, place, shown);
  }

  /**
   * Take a frame in. Answers how long the change that it shows waited for its first picture, in ms: since the
   * gesture where that was made here, else the server's word; null where a preview has shown it before.
   */
  take({ designId, meta, bytes, serverLatencyMs, arrivedAtMs }: ArrivedFrame): number | null {
    const place = this.#place(designId);
    const { present, shown } = place;
    const editedAtMs = place.editedAtMs.get(meta.hash);
    place.editedAtMs.delete(meta.hash);
    const latencyMs = editedAtMs === undefined ? serverLatencyMs : arrivedAtMs - editedAtMs;
    const frame: ShownFrame = { designId, hash: meta.hash, meta, bytes, final: false, latencyMs };
    const refines = shown !== null && meta.hash === present?.final && shown.hash === present.preview;
    if (!shown?.final || meta.hash === present?.final) this.#show(designId, place, frame);
    else if (meta.hash !== present?.preview) place.held = frame;
    return refines ? null : latencyMs;
  }

  drop(designId: string): void {
    const place = this.#places.get(designId);
    this.#places.delete(designId);
    if (place?.shown) this.#changed(designId);
  }

  #place(designId: string): Place {
    let place = this.#places.get(designId);
    if (!place) {
      place = { present: null, shown: null, held: null, editedAtMs: new Map() };
      this.#places.set(designId, place);
    }
    return place;
  }

  #show(designId: string, place: Place, frame: ShownFrame): void {
    const final = frame.hash === place.present?.final;
    if (frame === place.shown && frame.final === final) return;
    if (frame !== place.shown) place.held = null;
    place.shown = frame.final === final ? frame : { ...frame, final };
    this.#changed(designId);
  }
}

function hashesOf(present: PresentHashes | null): string[] {
  if (present === null) return [];
  return present.preview === null ? [present.final] : [present.final, present.preview];
}

function remember(editedAtMs: Map<string, number>, hash: string, atMs: number): void {
  editedAtMs.delete(hash);
  editedAtMs.set(hash, atMs);
  const [oldest] = editedAtMs.keys();
  if (editedAtMs.size > rememberedEdits && oldest !== undefined) editedAtMs.delete(oldest);
}
