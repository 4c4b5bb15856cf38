import type { Embedding, LiveView } from '@toile/protocol';

/** A live view as its link or its id leads to it. */
export interface FoundLiveView {
  readonly roomId: string;
  readonly view: LiveView;
  readonly revoked: boolean;
}

/** Links by which a room is watched without joining, a part of the store: same promises, same errors. */
export interface LiveViewStore {
  /** Make the room's one live view; an earlier one is revoked in the same transaction. */
  replace(roomId: string, view: LiveView, tokenHash: string): Promise<void>;
  /** The one that works now. */
  current(roomId: string): Promise<LiveView | null>;
  /** Say whose pages may frame the room's live view; null where it has none. */
  setEmbedding(roomId: string, embedding: Embedding): Promise<LiveView | null>;
  /** False where there was none. */
  revoke(roomId: string, atMs: number): Promise<boolean>;
  byToken(tokenHash: string): Promise<FoundLiveView | null>;
  byId(viewId: string): Promise<FoundLiveView | null>;
}
