import { type Design, designsOf, inRackOrder, readDesign, readRack } from '@toile/room';
import * as Y from 'yjs';

type DeepObserver = Parameters<ReturnType<typeof designsOf>['observeDeep']>[0];

export interface RackChange {
  /** The designs that differ, those that left included. */
  readonly designIds: readonly string[];
  /** An edit made here, undo included. */
  readonly local: boolean;
}

/**
 * The rack as immutable values: the array and each design stay the same object until they differ.
 * A document that is being read again leaves the last rack standing until `live`.
 */
export class RackMirror {
  readonly #changed: (change: RackChange) => void;
  #doc: Y.Doc;
  #live = false;
  #rack: readonly Design[] = [];
  #byId = new Map<string, Design>();

  constructor(doc: Y.Doc, changed: (change: RackChange) => void) {
    this.#changed = changed;
    this.#doc = doc;
    designsOf(doc).observeDeep(this.#observe);
  }

  get rack(): readonly Design[] {
    return this.#rack;
  }

  design(designId: string): Design | null {
    return this.#byId.get(designId) ?? null;
  }

  /** Follow another document from its first sync on; until then the rack stays as it is. */
  follow(doc: Y.Doc): void {
    this.stop();
    this.#doc = doc;
    this.#live = false;
    designsOf(doc).observeDeep(this.#observe);
  }

  /** The document has been read: show it. */
  live(): void {
    if (this.#live) return;
    this.#live = true;
    const rack = readRack(this.#doc);
    this.#refresh(new Set([...this.#byId.keys(), ...rack.map((design) => design.id)]), false);
  }

  stop(): void {
    designsOf(this.#doc).unobserveDeep(this.#observe);
  }

  readonly #observe: DeepObserver = (events, transaction) => {
    if (!this.#live) return;
    const touched = new Set<string>();
    for (const event of events) {
      const [designId] = event.path;
      if (typeof designId === 'string') touched.add(designId);
      else if (event instanceof Y.YMapEvent) for (const key of event.keysChanged) touched.add(key);
    }
    this.#refresh(touched, transaction.local);
  };

  #refresh(touched: ReadonlySet<string>, local: boolean): void {
    const designIds: string[] = [];
    for (const designId of touched) {
      const before = this.design(designId);
      const after = readDesign(this.#doc, designId);
      if (before === after || (before && after && sameDesign(before, after))) continue;
      if (after) this.#byId.set(designId, after);
      else this.#byId.delete(designId);
      designIds.push(designId);
    }
    if (designIds.length === 0) return;
    this.#rack = [...this.#byId.values()].sort(inRackOrder);
    this.#changed({ designIds, local });
  }
}

// Both are made by `readDesign`, with their keys in one order.
const sameDesign = (one: Design, other: Design) => JSON.stringify(one) === JSON.stringify(other);
