import type { Signal } from '@toile/protocol';

/** What web instances tell each other of a room. */
export type RoomMessage =
  /** A committed document update: row `seq` of the room's log in the store. */
  | { readonly kind: 'doc'; readonly seq: number; readonly update: Uint8Array }
  /** An awareness update (presence), ephemeral. */
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  /** A new connection's instance asks the others for the presence that they hold. */
  | { readonly kind: 'awareness-query' }
  /** A reaction, or a call to look at something: kept nowhere. */
  | { readonly kind: 'signal'; readonly signal: Signal }
  /** Something that the store holds has changed: read it again. */
  | {
      readonly kind: 'changed';
      readonly what: 'room' | 'members' | 'votes' | 'removed' | 'round' | 'activity' | 'liveView' | 'locks';
    }
  /** A version has no name any more, however long ago it was given one. */
  | { readonly kind: 'unnamed'; readonly versionId: string }
  /** So many watch the room's live view on that instance. */
  | { readonly kind: 'watching'; readonly instance: string; readonly count: number };

export interface RoomBusListener {
  /** Messages of other instances, never one's own. */
  message(message: RoomMessage): void;
  /** Messages may have been missed (the connection was lost and is back): catch up from the store. */
  gap(): void;
}

/**
 * Fan-out between web instances, for each room. At most once, unordered across senders: the store is the log,
 * this only carries it sooner.
 */
export interface RoomBus {
  /** Rejects with `QueueError` when the bus cannot be reached: the message is lost, the store has it. */
  publish(roomId: string, message: RoomMessage): Promise<void>;
  /**
   * Messages from now on. Answers a function that ends it. While the bus cannot be reached this still
   * succeeds: messages start when it is back, after a `gap()`.
   */
  subscribe(roomId: string, listener: RoomBusListener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
