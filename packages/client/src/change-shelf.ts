import type { Change } from './change-journal.js';

/** Whose changes of which room. */
export interface ChangeOwner {
  readonly roomId: string;
  readonly memberId: string;
}

export interface LeftBehind {
  /** Those of one page are in their order. */
  readonly changes: readonly Change[];
  /** How many more there were that this Toile cannot read; they are thrown away. */
  readonly unreadable: number;
}

/**
 * Where one open room keeps the changes of one member that are not saved yet, so that they outlive its page.
 * Pages of one browser share a shelf and leave each other's changes alone for as long as both are open.
 */
export interface ChangeShelf {
  /** Keep exactly `changes`, in this order. Rejects where they cannot be kept. */
  keep(changes: readonly Change[]): Promise<void>;
  /** Take over what this member's pages of this room left behind; it stays kept until `keep` says otherwise. */
  adopt(): Promise<LeftBehind>;
  /** Throw away everything that this member left in this room. */
  discard(): Promise<void>;
  /** Leave what is kept to the next page. */
  close(): void;
}

/** Answers the shelf of one open room; rejects in a runtime that keeps nothing. */
export type OpenChangeShelf = (owner: ChangeOwner) => Promise<ChangeShelf>;
