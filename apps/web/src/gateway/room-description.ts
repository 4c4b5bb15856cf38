import { recipeText } from '@toile/protocol';
import { designRecipe, readRack } from '@toile/room';
import type { Store } from '@toile/store';
import type * as Y from 'yjs';
import type { Log } from './log.js';
import type { PackOf } from './pack-shelf.js';

const delayMs = 2_000;

export interface RoomDescriptionOptions {
  readonly roomId: string;
  readonly doc: Y.Doc;
  readonly store: Pick<Store, 'describeRoom'>;
  readonly packOf: PackOf;
  readonly log: Log;
}

/** Keeps what the room list shows of a room: how many designs, and the first one's picture. */
export class RoomDescription {
  readonly #options: RoomDescriptionOptions;
  #timer: NodeJS.Timeout | null = null;
  #written: string | null = null;

  constructor(options: RoomDescriptionOptions) {
    this.#options = options;
  }

  /** The rack has changed: write some time later, once for many changes. */
  touch(): void {
    this.#timer ??= setTimeout(() => void this.flush(), delayMs);
  }

  /** Write now what is not written. Never rejects: the next change tries again. */
  async flush(): Promise<void> {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const { roomId, doc, store, log } = this.#options;
    const description = describe(doc, this.#options.packOf);
    const text = JSON.stringify(description);
    if (text === this.#written) return;
    try {
      await store.describeRoom(roomId, description);
      this.#written = text;
    } catch (error) {
      log.debug({ roomId, err: error }, 'the description of a room could not be written');
    }
  }
}

/** What the room list shows of a document. The cover is null where the rack is empty or the pack is not here. */
export function describe(doc: Y.Doc, packOf: PackOf): { designCount: number; cover: string | null } {
  const rack = readRack(doc);
  const [first] = rack;
  const pack = first ? packOf(first) : null;
  return { designCount: rack.length, cover: first && pack ? recipeText(designRecipe(first, pack)) : null };
}
