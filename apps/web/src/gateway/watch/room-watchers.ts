import { limits, ToileError, type WatchedRack } from '@toile/protocol';
import { readRack } from '@toile/room';
import type * as Y from 'yjs';
import type { ShownFrame } from '../render-director.js';

/** Somebody who watches a room without being in it. */
export interface Watcher {
  /** The live view by which they came. */
  readonly viewId: string;
  rack(rack: WatchedRack): void;
  frame(shown: ShownFrame): void;
  changing(designId: string): void;
  end(error: ToileError): void;
}

export interface RoomWatchersOptions {
  readonly doc: Y.Doc;
  readonly roomName: () => string;
  /** Tell the other instances how many watch here. */
  readonly publish: (count: number) => void;
  /** How many watch, here and elsewhere, has changed. */
  readonly counted: (count: number) => void;
  readonly now?: () => number;
}

/** How long names and order are collected before watchers are told, in ms. */
const rackMs = 150;
/** A count of another instance that is not renewed for this long is taken for lost with its instance, in ms. */
const elsewhereMs = 35_000;

/**
 * Those who watch one room by its live view. They are told names, order and pictures, and nothing else; they are
 * counted, and nobody knows more of them.
 */
export class RoomWatchers {
  readonly #options: RoomWatchersOptions;
  readonly #now: () => number;
  readonly #here = new Set<Watcher>();
  readonly #elsewhere = new Map<string, { count: number; seenAtMs: number }>();
  #telling: NodeJS.Timeout | null = null;
  #toldRack = '';
  #toldCount = 0;
  #changingId: string | null = null;

  constructor(options: RoomWatchersOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** On all instances. */
  get count(): number {
    let count = this.#here.size;
    for (const other of this.#elsewhere.values()) count += other.count;
    return count;
  }

  /**
   * Take in a watcher, who is shown `frames` first. Answers a function that lets them go.
   * @throws ToileError `room-full` where that is one too many.
   */
  join(watcher: Watcher, frames: readonly ShownFrame[]): () => void {
    if (this.#here.size >= limits.watchersPerRoom) {
      const limit = { name: 'watchersPerRoom', value: limits.watchersPerRoom };
      throw new ToileError('room-full', 'This live view has as many watchers as it can hold.', { limit });
    }
    this.#here.add(watcher);
    watcher.rack(this.#rack());
    if (this.#changingId !== null) watcher.changing(this.#changingId);
    for (const shown of frames) watcher.frame(shown);
    this.#changedHere();
    return () => {
      if (this.#here.delete(watcher)) this.#changedHere();
    };
  }

  /** A picture of the room. `fresh`: it follows a change. */
  show(shown: ShownFrame, fresh: boolean): void {
    if (fresh && shown.designId !== this.#changingId) {
      this.#changingId = shown.designId;
      for (const watcher of this.#here) watcher.changing(shown.designId);
    }
    for (const watcher of this.#here) watcher.frame(shown);
  }

  /** The document or the room's name has changed. */
  touch(): void {
    if (this.#here.size > 0) this.#telling ??= setTimeout(() => this.#tellRack(), rackMs);
  }

  /** Only those who came by this live view may stay. */
  keepOnly(viewId: string | null): void {
    for (const watcher of this.#here) {
      if (watcher.viewId !== viewId) watcher.end(new ToileError('invite-revoked'));
    }
  }

  /** Another instance counts so many. */
  receive(instance: string, count: number): void {
    if (count > 0) this.#elsewhere.set(instance, { count, seenAtMs: this.#now() });
    else this.#elsewhere.delete(instance);
    this.#tellCount();
  }

  /** Renew this instance's count with the others, and forget those that have not renewed theirs. */
  announce(): void {
    const nowMs = this.#now();
    for (const [instance, { seenAtMs }] of this.#elsewhere) {
      if (nowMs - seenAtMs > elsewhereMs) this.#elsewhere.delete(instance);
    }
    if (this.#here.size > 0) this.#options.publish(this.#here.size);
    this.#tellCount();
  }

  endAll(error: ToileError): void {
    for (const watcher of this.#here) watcher.end(error);
  }

  close(): void {
    if (this.#telling !== null) clearTimeout(this.#telling);
  }

  #changedHere(): void {
    this.#options.publish(this.#here.size);
    this.#tellCount();
  }

  #tellCount(): void {
    const { count } = this;
    if (count === this.#toldCount) return;
    this.#toldCount = count;
    this.#options.counted(count);
  }

  #tellRack(): void {
    this.#telling = null;
    const rack = this.#rack();
    const text = JSON.stringify(rack);
    if (text === this.#toldRack) return;
    this.#toldRack = text;
    for (const watcher of this.#here) watcher.rack(rack);
  }

  #rack(): WatchedRack {
    const designs = readRack(this.#options.doc).map(({ id, name }) => ({ id, name }));
    return { roomName: this.#options.roomName(), designs };
  }
}
