import type {
  ErrorBody,
  FrameMeta,
  Locks,
  Member,
  PackSummary,
  Presence,
  Renderer,
  Room,
  Round,
  RoundProgress,
  Tallies,
} from '@toile/protocol';
import type { Design } from '@toile/room';
import type { Unkept } from './unkept.js';

/**
 * `connecting` until both wires first stand; `offline` is lost and retrying with jittered backoff; `ended`
 * is over for good, see `RoomState.ended`.
 */
export type Connection = 'connecting' | 'online' | 'offline' | 'ended';

/** `saving`: the server has not committed every edit yet. `unsaved`: likewise, and it cannot be reached. */
export type Saving = 'saved' | 'saving' | 'unsaved';

/** All that a room's client knows beside the rack and its pictures. Never changed in place. */
export interface RoomState {
  readonly connection: Connection;
  /** Why the client ended, where the server said so; null otherwise. */
  readonly ended: ErrorBody | null;
  /**
   * The last refusal of a document change: the local document was discarded and read again from the server, and
   * every other change that was not saved yet was made again on it.
   */
  readonly refusal: ErrorBody | null;
  /** The changes of this person's that were last given up; a new list each time. */
  readonly unkept: readonly Unkept[];
  readonly saving: Saving;
  /**
   * Changes of this person's that the server has not committed yet. One change is one step as undo counts them
   * (what a hand does in one go, a design added or taken off), one comment, or one step taken back or made again.
   * The count goes up with each and down when it is saved.
   */
  readonly unsavedChanges: number;
  /** Those would outlive this page, and come back with the next one. */
  readonly keeping: boolean;
  /** How many changes an earlier page of this person's had left unsaved, and are in the document now; a new object each time. */
  readonly broughtBack: { readonly changes: number } | null;
  /** When a lost connection is next tried, as `Date.now()` counts; null while none waits for that. */
  readonly retryAtMs: number | null;
  /** The document has been read from the server once. */
  readonly synced: boolean;
  readonly room: Room | null;
  readonly me: Member | null;
  readonly members: readonly Member[];
  /** Ids of the members with an open connection. */
  readonly online: readonly string[];
  /** How many watch by the live view, anonymously. */
  readonly watching: number;
  readonly pack: PackSummary | null;
  /** Every pack that this room's designs may be drawn with, its own first; empty while they are not known. */
  readonly packs: readonly PackSummary[];
  readonly packError: ErrorBody | null;
  readonly tallies: Tallies;
  /** What only hosts may change at present. */
  readonly locks: Locks;
  /** The voting round that is open or, where none is, the last one. */
  readonly round: Round | null;
  /** How the open round stands; null where none is open. */
  readonly roundProgress: RoundProgress | null;
  /** Add to this machine's time (ms) to have the server's, by which rounds close. */
  readonly clockOffsetMs: number;
  readonly renderer: Renderer | null;
  /** Designs whose present state has no picture yet, and of which none has failed. */
  readonly drawing: number;
  /**
   * Gesture to picture: from the local edit to the arrival of its frame, where the edit was made here; else
   * the server's own measure. Null before the first frame.
   */
  readonly lastLatencyMs: number | null;
  /** The private sketch of this client, where there is one. */
  readonly scratch: ScratchState | null;
  /** designId -> why the picture of its present state could not be drawn. */
  readonly failures: Readonly<Record<string, ErrorBody>>;
}

export interface ScratchState {
  readonly design: Design;
  /** The design on the rack that it began as. */
  readonly parentId: string | null;
}

export const initialState: RoomState = {
  connection: 'connecting',
  ended: null,
  refusal: null,
  unkept: [],
  saving: 'saved',
  unsavedChanges: 0,
  keeping: false,
  broughtBack: null,
  retryAtMs: null,
  synced: false,
  room: null,
  me: null,
  members: [],
  online: [],
  watching: 0,
  pack: null,
  packs: [],
  packError: null,
  tallies: { votes: {} },
  locks: { room: null, designs: {} },
  round: null,
  roundProgress: null,
  clockOffsetMs: 0,
  renderer: null,
  drawing: 0,
  lastLatencyMs: null,
  scratch: null,
  failures: {},
};

/** The picture of a design that should be on the screen. A new object whenever anything in it changes. */
export interface ShownFrame {
  readonly designId: string;
  /** Hash of the recipe that it was drawn from. */
  readonly hash: string;
  readonly meta: FrameMeta;
  /** The encoded image, of type `meta.mime`. */
  readonly bytes: Uint8Array;
  /** `hash` is that of the local document's present recipe: nothing newer is to come. */
  readonly final: boolean;
  /** As `RoomState.lastLatencyMs`, of this frame. */
  readonly latencyMs: number;
}

/** Somebody's live presence: one for each connection, so a person with two tabs has two. */
export interface PresenceEntry {
  readonly clientId: number;
  /** It is this very client's. */
  readonly mine: boolean;
  /** As it was when this client's connection was lost: where they are now is not known yet. */
  readonly stale: boolean;
  readonly presence: Presence;
  /** Null where the member list does not hold them (yet). */
  readonly member: Member | null;
}
