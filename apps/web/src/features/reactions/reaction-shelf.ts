import type { ReactionMark, Signal } from '@toile/protocol';

/** A mark that somebody holds up beside a spot of a design's picture. */
export interface Reaction {
  readonly key: number;
  readonly designId: string;
  /** The member who reacted. */
  readonly by: string;
  readonly mark: ReactionMark;
  /** In fractions of the picture. */
  readonly x: number;
  readonly y: number;
}

/** How long a reaction is remembered, in ms: on a card it shows all the time, on the stage it has floated away before. */
export const rememberedMs = 8_000;
/** Reactions to one design at a time; the oldest make way. */
const mostPerDesign = 12;
const none: readonly Reaction[] = [];

/** The reactions of the last few seconds. Each list is the same array until something in it differs. */
export class ReactionShelf {
  readonly #designs = new Map<string, readonly Reaction[]>();
  readonly #listeners = new Set<() => void>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #nextKey = 1;

  /** Oldest first. */
  of(designId: string): readonly Reaction[] {
    return this.#designs.get(designId) ?? none;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  take({ by, designId, mark, x, y }: Extract<Signal, { kind: 'reaction' }>): void {
    const reaction: Reaction = { key: this.#nextKey++, designId, by, mark, x, y };
    this.#put(designId, [...this.of(designId), reaction].slice(-mostPerDesign));
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#put(
        designId,
        this.of(designId).filter((one) => one !== reaction),
      );
    }, rememberedMs);
    this.#timers.add(timer);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#listeners.clear();
  }

  #put(designId: string, reactions: readonly Reaction[]): void {
    if (reactions.length === 0) this.#designs.delete(designId);
    else this.#designs.set(designId, reactions);
    for (const listener of [...this.#listeners]) listener();
  }
}
