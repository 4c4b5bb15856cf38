import { type Recipe, recipeHash } from '@toile/latent';
import { ToileError } from '@toile/protocol';
import {
  createDesign,
  createUndo,
  type Design,
  type DesignFields,
  designRecipe,
  designState,
  packOf,
  type RoomPacks,
} from '@toile/room';
import * as Y from 'yjs';
import type { FailureList } from './failure-list.js';
import type { FrameShelf } from './frame-shelf.js';
import type { PictureLoader } from './picture-loader.js';
import { RackMirror } from './rack-mirror.js';
import { sketchText } from './sketch-text.js';

export interface ScratchPadParts {
  readonly pictures: Pick<PictureLoader, 'load'>;
  readonly frames: FrameShelf;
  readonly failures: FailureList;
  readonly packs: () => RoomPacks;
  /** The sketch, its picture or what failed changed. */
  readonly changed: () => void;
}

/** A private design: a document of its own that no wire carries. */
interface Sheet {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager;
  readonly mirror: RackMirror;
  readonly designId: string;
  readonly parentId: string | null;
  /** Ends with the sketch. */
  readonly ended: AbortController;
  wanted: { readonly recipe: Recipe; readonly hash: string } | null;
  drawing: boolean;
}

/**
 * One sketch that the room does not see: edited like any design of the rack, drawn by its recipe over HTTP, one
 * picture at a time and always the latest.
 */
export class ScratchPad {
  readonly #parts: ScratchPadParts;
  #sheet: Sheet | null = null;

  constructor(parts: ScratchPadParts) {
    this.#parts = parts;
  }

  get design(): Design | null {
    return this.#sheet?.mirror.design(this.#sheet.designId) ?? null;
  }

  /** The design on the rack that it began as; null where it began as none. */
  get parentId(): string | null {
    return this.#sheet?.parentId ?? null;
  }

  get undo(): Y.UndoManager | null {
    return this.#sheet?.undo ?? null;
  }

  /** The sketch as text; null where there is none. */
  get text(): string | null {
    const state = this.#sheet && designState(this.#sheet.doc, this.#sheet.designId);
    return state ? sketchText(state, this.parentId) : null;
  }

  /** The document that holds `designId`, where that is the sketch. */
  docOf(designId: string): Y.Doc | null {
    return this.#sheet?.designId === designId ? this.#sheet.doc : null;
  }

  /** Begin a sketch in place of an earlier one; answers its design id. @throws EditError `invalid-value` */
  begin(fields: DesignFields, parentId: string | null): string {
    const doc = new Y.Doc();
    const designId = createDesign(doc, fields, { origin: 'begin' });
    this.end();
    const mirror = new RackMirror(doc, () => this.#follow());
    const undo = createUndo(doc);
    const ended = new AbortController();
    this.#sheet = { doc, undo, mirror, designId, parentId, ended, wanted: null, drawing: false };
    mirror.live();
    return designId;
  }

  end(): void {
    const sheet = this.#sheet;
    if (!sheet) return;
    this.#sheet = null;
    sheet.ended.abort();
    sheet.mirror.stop();
    sheet.undo.destroy();
    sheet.doc.destroy();
    this.#parts.frames.drop(sheet.designId);
    this.#parts.failures.forget(sheet.designId);
    this.#parts.changed();
  }

  /** Ask again for a picture that failed, or that waits for the pack. */
  redraw(): void {
    if (this.#sheet) this.#follow();
  }

  #follow(): void {
    const sheet = this.#sheet;
    if (!sheet) return;
    const { frames, failures, packs, changed } = this.#parts;
    const { design } = this;
    if (!design) {
      this.end();
      return;
    }
    const pack = packOf(design, packs());
    const recipe = pack && designRecipe(design, pack);
    sheet.wanted = recipe && { recipe, hash: recipeHash(recipe) };
    failures.forget(sheet.designId);
    const hashes = sheet.wanted && { final: sheet.wanted.hash, preview: null };
    frames.present(sheet.designId, hashes, performance.now());
    changed();
    void this.#draw(sheet);
  }

  async #draw(sheet: Sheet): Promise<void> {
    if (sheet.drawing) return;
    const { pictures, frames, failures, changed } = this.#parts;
    const { designId, ended } = sheet;
    sheet.drawing = true;
    for (let drawn: string | null = null; sheet.wanted && sheet.wanted.hash !== drawn; ) {
      const { recipe, hash } = sheet.wanted;
      try {
        const { meta, bytes } = await pictures.load(recipe, { signal: ended.signal, urgent: true });
        if (ended.signal.aborted) return;
        frames.take({ designId, meta, bytes, serverLatencyMs: 0, arrivedAtMs: performance.now() });
        failures.drawn(designId, hash);
      } catch (error) {
        if (ended.signal.aborted) return;
        const failure =
          error instanceof ToileError ? error : new ToileError('render-failed', undefined, { cause: error });
        failures.failed(designId, hash, failure.toBody());
      }
      drawn = hash;
      changed();
    }
    sheet.drawing = false;
  }
}
