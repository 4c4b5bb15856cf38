import type {
  ActivityEntry,
  Invite,
  InviteRole,
  Lock,
  Locks,
  Member,
  Naming,
  PlaceInTime,
  Role,
  Room,
  Round,
  Version,
  VersionPage,
} from '@toile/protocol';
import type { LiveViewStore } from './live-view-store.js';
import type { PhotoStore } from './photo-store.js';
import type { RoundStore } from './round-store.js';

/** What the log holds of a room's document after a given row. */
export interface DocLog {
  /** Number of the newest row; 0 for a room that nobody has edited. */
  readonly seq: number;
  /** State that includes every row up to `snapshotSeq`; null where the caller has all of it already. */
  readonly snapshot: { readonly seq: number; readonly update: Uint8Array } | null;
  /** Rows after the caller's and the snapshot's, oldest first. */
  readonly updates: readonly { readonly seq: number; readonly update: Uint8Array }[];
}

/** One place in the "rooms this browser has been in" list. */
export interface Visit {
  readonly room: Room;
  readonly role: Role;
  readonly memberCount: number;
  readonly visitedAtMs: number;
  readonly designCount: number;
  /** Canonical recipe text of the room's first design, or null. */
  readonly cover: string | null;
}

/** What a room brings along from elsewhere. Rounds must have ended; votes must be of `members`. */
export interface ImportedRoom {
  /** People of the room as it was: nobody has their sessions. */
  readonly members: readonly { readonly member: Member; readonly sessionHash: string }[];
  /** The document, as one update. */
  readonly update: Uint8Array;
  readonly votes: readonly { readonly designId: string; readonly memberId: string; readonly atMs: number }[];
  readonly rounds: readonly Round[];
  readonly versions: readonly Version[];
}

/** How many automatic versions stay. */
export interface VersionBounds {
  /** Past it, older ones go that have near neighbours in time; the first of all stays. */
  readonly perDesign: number;
  /** Past it, the oldest go. */
  readonly perRoom: number;
}

/**
 * The durable store: rooms, members, invites, document log, standing votes, locks, voting rounds, versions, photographs.
 * Written by servers only.
 *
 * A promise that resolves means committed (fsync'd). Session and invite tokens are seen by the store as SHA-256
 * hex only. Every method rejects with `StoreError`.
 *
 * Asking about a room, member or invite that does not exist answers null, false or nothing, and changing it does
 * nothing; adding a row under it is a `conflict`. In names and covers, U+0000 and half surrogate pairs become U+FFFD.
 */
export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly rounds: RoundStore;
  readonly liveViews: LiveViewStore;
  readonly photos: PhotoStore;

  createRoom(room: Room, host: Member, sessionHash: string): Promise<void>;
  /** Make a room out of one that was taken away, with all that belongs to it, or none of it. */
  importRoom(room: Room, host: Member, sessionHash: string, contents: ImportedRoom): Promise<void>;
  room(roomId: string): Promise<Room | null>;
  renameRoom(roomId: string, name: string): Promise<Room | null>;
  /** Remember what the room list shows of a room. */
  describeRoom(
    roomId: string,
    description: { readonly designCount: number; readonly cover: string | null },
  ): Promise<void>;

  members(roomId: string): Promise<Member[]>;
  memberBySession(roomId: string, sessionHash: string): Promise<Member | null>;
  /** Add a member for a session; where the session has one already, keep it and raise its role if `member.role` is higher. */
  joinRoom(roomId: string, member: Member, sessionHash: string): Promise<Member>;
  setRole(roomId: string, memberId: string, role: Role): Promise<Member | null>;
  /** Make one member host in another's place, who becomes an editor. False where that one is no host, or either is not there. */
  handOver(roomId: string, fromId: string, toId: string): Promise<boolean>;
  /** Take a member out: their session may come back only by a link. Their votes go, and their ballot in an open round. */
  removeMember(roomId: string, memberId: string): Promise<boolean>;
  /** Joining counts as the first visit; an earlier time than the last changes nothing. */
  visited(roomId: string, memberId: string, atMs: number): Promise<void>;
  /** Rooms of a session, most recently visited first, at most `limit`. */
  visits(sessionHash: string, limit: number): Promise<Visit[]>;

  /** Make the one live invite of a role; an earlier one of that role is revoked in the same transaction. */
  replaceInvite(roomId: string, invite: Invite, tokenHash: string): Promise<void>;
  invites(roomId: string): Promise<Invite[]>;
  revokeInvite(roomId: string, inviteId: string, atMs: number): Promise<boolean>;
  inviteByToken(tokenHash: string): Promise<{ roomId: string; role: InviteRole; revoked: boolean } | null>;

  /** Append one row to the room's log; answers its number. Numbers of a room have no gaps. */
  appendUpdate(roomId: string, update: Uint8Array): Promise<number>;
  docLog(roomId: string, afterSeq: number): Promise<DocLog>;
  /** Replace rows up to `seq` by a state that includes them all; a no-op where a later snapshot exists. */
  compact(roomId: string, snapshot: { readonly seq: number; readonly update: Uint8Array }): Promise<void>;

  /** Give or take back a member's vote for a design. Idempotent. */
  setVote(roomId: string, designId: string, memberId: string, vote: boolean, atMs: number): Promise<void>;
  /** designId -> member ids in the order of their votes. */
  votes(roomId: string): Promise<Record<string, string[]>>;

  /** Lock a design, or with a null `designId` the whole room; a null `lock` unlocks it. A lock that is there stays as it is. */
  setLock(roomId: string, designId: string | null, lock: Lock | null): Promise<void>;
  locks(roomId: string): Promise<Locks>;

  /** Add versions of designs; one that is there already stays as it is. Automatic ones beyond `keep` go. */
  addVersions(roomId: string, versions: readonly Version[], keep: VersionBounds): Promise<void>;
  /** Versions of a design, newest first: at most `limit`, from before `before`. */
  versions(
    roomId: string,
    designId: string,
    page: { readonly before?: PlaceInTime | undefined; readonly limit: number },
  ): Promise<VersionPage>;
  /** Every version of a room, oldest first, whether or not its design is still there. */
  roomVersions(roomId: string): Promise<Version[]>;
  /**
   * Name a version, rename it, or (null) make it an automatic one again. Null where there is no such version,
   * `full` where its design has `namedPerDesign` named ones already.
   */
  nameVersion(
    roomId: string,
    versionId: string,
    naming: Naming | null,
    namedPerDesign: number,
  ): Promise<Version | 'full' | null>;
  /** What happened in a room, newest first: at most `limit` entries, from before `before`. */
  activity(
    roomId: string,
    page: { readonly before?: PlaceInTime | undefined; readonly limit: number },
  ): Promise<ActivityEntry[]>;

  /** Round trip that proves the store can be written, in ms. */
  ping(): Promise<number>;
  close(): Promise<void>;
}

/**
 * `unavailable`: cannot be reached, or the disk is full; the same call may succeed later. Where the connection broke
 * while the answer was on its way, the call may have been committed nevertheless.
 * `conflict`: the caller's row exists already or refers to nothing. `corrupt`: what was read makes no sense.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: 'unavailable' | 'conflict' | 'corrupt' | 'closed';

  constructor(
    code: 'unavailable' | 'conflict' | 'corrupt' | 'closed',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
  }
}
