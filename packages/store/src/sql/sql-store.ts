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
  Version,
  VersionPage,
} from '@toile/protocol';
import {
  type DocLog,
  type ImportedRoom,
  type Store,
  StoreError,
  type VersionBounds,
  type Visit,
} from '../store.js';
import { parseActivity } from './activity.js';
import { selectActivity } from './activity-queries.js';
import { docLogFromRows } from './doc-log.js';
import * as doc from './doc-queries.js';
import * as invites from './invite-queries.js';
import * as locking from './lock-queries.js';
import * as rooms from './room-queries.js';
import { insertEndedRound } from './round-queries.js';
import * as parsing from './row-parsing.js';
import { SqlLiveViews } from './sql-live-views.js';
import { SqlPhotos } from './sql-photos.js';
import { SqlRounds } from './sql-rounds.js';
import { type Row, type SqlEngine, type Statement, write } from './statement.js';
import * as versions from './version-queries.js';
import * as votes from './vote-queries.js';

/** The store in SQL; what differs between SQLite and Postgres is behind `SqlEngine`. */
export class SqlStore implements Store {
  readonly rounds: SqlRounds;
  readonly liveViews: SqlLiveViews;
  readonly photos: SqlPhotos;
  readonly #engine: SqlEngine;

  constructor(engine: SqlEngine) {
    this.#engine = engine;
    this.rounds = new SqlRounds(engine);
    this.liveViews = new SqlLiveViews(engine);
    this.photos = new SqlPhotos(engine);
  }

  get kind() {
    return this.#engine.kind;
  }

  async createRoom(room: Room, host: Member, sessionHash: string): Promise<void> {
    await this.#run(rooms.insertRoom(room), rooms.insertMember(room.id, host, sessionHash));
  }

  async importRoom(
    room: Room,
    host: Member,
    sessionHash: string,
    { members, update, votes: given, rounds: past, versions: old }: ImportedRoom,
  ): Promise<void> {
    await this.#run(
      rooms.insertRoom(room),
      rooms.insertMember(room.id, host, sessionHash),
      ...members.map(({ member, sessionHash }) => rooms.insertMember(room.id, member, sessionHash)),
      ...this.#engine.dialect.appendUpdate(room.id, new Uint8Array(update)),
      ...given.map(({ designId, memberId, atMs }) => votes.insertVote(room.id, designId, memberId, atMs)),
      ...past.map((round) => insertEndedRound(room.id, round)),
      ...old.map((version) => versions.insertVersion(room.id, version)),
    );
  }

  async room(roomId: string): Promise<Room | null> {
    const row = await this.#row(rooms.selectRoom(roomId));
    return row ? parsing.parseRoom(row) : null;
  }

  async renameRoom(roomId: string, name: string): Promise<Room | null> {
    const row = await this.#row(rooms.updateRoomName(roomId, name));
    return row ? parsing.parseRoom(row) : null;
  }

  async describeRoom(
    roomId: string,
    description: { readonly designCount: number; readonly cover: string | null },
  ): Promise<void> {
    await this.#run(rooms.updateRoomDescription(roomId, description.designCount, description.cover));
  }

  async members(roomId: string): Promise<Member[]> {
    return (await this.#run(rooms.selectMembers(roomId))).map(parsing.parseMember);
  }

  async memberBySession(roomId: string, sessionHash: string): Promise<Member | null> {
    const row = await this.#row(rooms.selectMemberBySession(roomId, sessionHash));
    return row ? parsing.parseMember(row) : null;
  }

  async joinRoom(roomId: string, member: Member, sessionHash: string): Promise<Member> {
    const row = await this.#row(
      rooms.insertMemberIfNew(roomId, member, sessionHash),
      rooms.raiseRole(roomId, sessionHash, member.role),
    );
    if (!row) throw new StoreError('conflict', `Member ${member.id} of this room is somebody else.`);
    return parsing.parseMember(row);
  }

  async setRole(roomId: string, memberId: string, role: Role): Promise<Member | null> {
    const row = await this.#row(rooms.updateRole(roomId, memberId, role));
    return row ? parsing.parseMember(row) : null;
  }

  async handOver(roomId: string, fromId: string, toId: string): Promise<boolean> {
    const row = await this.#row(
      ...this.#engine.dialect.lockRoom(roomId),
      rooms.swapHost(roomId, fromId, toId),
    );
    return row !== undefined;
  }

  async removeMember(roomId: string, memberId: string): Promise<boolean> {
    return (await this.#row(rooms.deleteMember(roomId, memberId))) !== undefined;
  }

  async visited(roomId: string, memberId: string, atMs: number): Promise<void> {
    await this.#run(rooms.updateVisit(roomId, memberId, atMs));
  }

  async visits(sessionHash: string, limit: number): Promise<Visit[]> {
    const rows = await this.#run(rooms.selectVisits(sessionHash, limit));
    return rows.map((row) => ({
      room: parsing.parseRoom(row),
      role: parsing.parseRole(row.role),
      memberCount: parsing.parseWhole(row.memberCount, 'member count'),
      visitedAtMs: parsing.parseNumber(row.visitedAtMs, 'visit time'),
      designCount: parsing.parseWhole(row.designCount, 'design count'),
      cover: row.cover === null ? null : parsing.parseText(row.cover, 'cover'),
    }));
  }

  async replaceInvite(roomId: string, invite: Invite, tokenHash: string): Promise<void> {
    await this.#run(
      ...this.#engine.dialect.lockRoom(roomId),
      invites.revokeInvitesOfRole(roomId, invite.role, invite.createdAtMs),
      invites.insertInvite(roomId, invite, tokenHash),
    );
  }

  async invites(roomId: string): Promise<Invite[]> {
    return (await this.#run(invites.selectInvites(roomId))).map(parsing.parseInvite);
  }

  async revokeInvite(roomId: string, inviteId: string, atMs: number): Promise<boolean> {
    return (await this.#row(invites.revokeInvite(roomId, inviteId, atMs))) !== undefined;
  }

  async inviteByToken(
    tokenHash: string,
  ): Promise<{ roomId: string; role: InviteRole; revoked: boolean } | null> {
    const row = await this.#row(invites.selectInviteByToken(tokenHash));
    if (!row) return null;
    return {
      roomId: parsing.parseText(row.roomId, 'room id'),
      role: parsing.parseInviteRole(row.role),
      revoked: row.revokedAtMs !== null,
    };
  }

  async appendUpdate(roomId: string, update: Uint8Array): Promise<number> {
    const row = await this.#row(...this.#engine.dialect.appendUpdate(roomId, new Uint8Array(update)));
    if (!row) throw new StoreError('conflict', `There is no room ${roomId} to append to.`);
    return parsing.parseWhole(row.seq, 'log number');
  }

  async docLog(roomId: string, afterSeq: number): Promise<DocLog> {
    return docLogFromRows(await this.#run(doc.selectDocLog(roomId, afterSeq)), afterSeq);
  }

  async compact(
    roomId: string,
    snapshot: { readonly seq: number; readonly update: Uint8Array },
  ): Promise<void> {
    if (snapshot.seq < 1) return;
    const row = await this.#row(
      doc.upsertSnapshot(roomId, snapshot.seq, new Uint8Array(snapshot.update)),
      doc.deleteCompactedUpdates(roomId),
      doc.selectDocSeq(roomId),
    );
    if (!row || parsing.parseWhole(row.seq, 'log number') < snapshot.seq) {
      throw new StoreError(
        'conflict',
        `Room ${roomId} has no row ${snapshot.seq} for a snapshot to include.`,
      );
    }
  }

  async setVote(
    roomId: string,
    designId: string,
    memberId: string,
    vote: boolean,
    atMs: number,
  ): Promise<void> {
    await this.#run(
      vote
        ? votes.insertVote(roomId, designId, memberId, atMs)
        : votes.deleteVote(roomId, designId, memberId),
    );
  }

  async votes(roomId: string): Promise<Record<string, string[]>> {
    const byDesign = new Map<string, string[]>();
    for (const row of await this.#run(votes.selectVotes(roomId))) {
      const designId = parsing.parseText(row.designId, 'design id');
      const members = byDesign.get(designId) ?? [];
      members.push(parsing.parseText(row.memberId, 'member id'));
      byDesign.set(designId, members);
    }
    return Object.fromEntries(byDesign);
  }

  async setLock(roomId: string, designId: string | null, lock: Lock | null): Promise<void> {
    const id = designId ?? locking.wholeRoom;
    await this.#run(lock ? locking.insertLock(roomId, id, lock) : locking.deleteLock(roomId, id));
  }

  async locks(roomId: string): Promise<Locks> {
    const all = (await this.#run(locking.selectLocks(roomId))).map(parsing.parseLock);
    return {
      room: all.find(([designId]) => designId === locking.wholeRoom)?.[1] ?? null,
      designs: Object.fromEntries(all.filter(([designId]) => designId !== locking.wholeRoom)),
    };
  }

  async addVersions(roomId: string, added: readonly Version[], keep: VersionBounds): Promise<void> {
    if (added.length === 0) return;
    const designIds = new Set(added.map(({ designId }) => designId));
    await this.#run(
      ...this.#engine.dialect.lockRoom(roomId),
      ...added.map((version) => versions.insertVersion(roomId, version)),
      ...[...designIds].map((designId) => versions.thinVersions(roomId, designId, keep.perDesign)),
      versions.dropOldestVersions(roomId, keep.perRoom),
    );
  }

  async versions(
    roomId: string,
    designId: string,
    page: { readonly before?: PlaceInTime | undefined; readonly limit: number },
  ): Promise<VersionPage> {
    const [rows = [], [count] = []] = await this.#engine.run([
      versions.selectVersions(roomId, designId, page.before ?? versions.endOfTime, page.limit),
      versions.countVersions(roomId, designId),
    ]);
    return {
      versions: rows.map(parsing.parseVersion),
      total: parsing.parseWhole(count?.total, 'version count'),
    };
  }

  async roomVersions(roomId: string): Promise<Version[]> {
    return (await this.#run(versions.selectRoomVersions(roomId))).map(parsing.parseVersion);
  }

  async nameVersion(
    roomId: string,
    versionId: string,
    naming: Naming | null,
    namedPerDesign: number,
  ): Promise<Version | 'full' | null> {
    const [[named] = [], [found] = []] = await this.#engine.run([
      versions.updateVersionName(roomId, versionId, naming, namedPerDesign),
      versions.selectVersionId(roomId, versionId),
    ]);
    if (named) return parsing.parseVersion(named);
    return found ? 'full' : null;
  }

  async activity(
    roomId: string,
    page: { readonly before?: PlaceInTime | undefined; readonly limit: number },
  ): Promise<ActivityEntry[]> {
    const rows = await this.#run(
      selectActivity(this.#engine.dialect, roomId, page.before ?? versions.endOfTime, page.limit),
    );
    return rows.map(parseActivity);
  }

  async ping(): Promise<number> {
    const startedMs = performance.now();
    await this.#run(
      write(
        `INSERT INTO heartbeat (id, at_ms) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms`,
        Date.now(),
      ),
    );
    return performance.now() - startedMs;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }

  /** The rows of the last statement; all of them take effect together. */
  async #run(...statements: Statement[]): Promise<readonly Row[]> {
    return (await this.#engine.run(statements)).at(-1) ?? [];
  }

  async #row(...statements: Statement[]): Promise<Row | undefined> {
    return (await this.#run(...statements))[0];
  }
}
