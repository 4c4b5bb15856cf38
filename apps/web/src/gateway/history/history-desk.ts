import {
  type ActivityEntry,
  activityRequestSchema,
  limits,
  mayEdit,
  nameVersionRequestSchema,
  ToileError,
  type Version,
  type VersionPage,
  versionsRequestSchema,
} from '@toile/protocol';
import type { Store } from '@toile/store';
import type { OpenRoom } from '../open-room.js';
import { parsed } from '../parsed.js';
import { nameVersion } from './name-version.js';

/** What members ask of a room's history. Every method throws ToileError where it may not be; rejects as the store does. */
export class HistoryDesk {
  readonly #store: Pick<Store, 'versions' | 'nameVersion' | 'addVersions' | 'activity'>;

  constructor(store: Pick<Store, 'versions' | 'nameVersion' | 'addVersions' | 'activity'>) {
    this.#store = store;
  }

  /** A page of a design's versions, newest first. */
  async versions(room: OpenRoom, request: unknown): Promise<VersionPage> {
    const { designId, before, limit = limits.versionsPerPage } = parsed(versionsRequestSchema, request);
    return await this.#store.versions(room.id, designId, { before, limit });
  }

  /** Name a version, or the present state of a design. Editors and hosts. */
  async name(room: OpenRoom, memberId: string, request: unknown): Promise<{ version: Version }> {
    const wanted = parsed(nameVersionRequestSchema, request);
    if (!mayEdit(room.roleOf(memberId))) throw new ToileError('role-forbidden');
    const { id: roomId, doc, versions, facts } = room;
    const by = { id: memberId, name: facts.member(memberId)?.name ?? '' };
    const version = await nameVersion({ roomId, doc, versions, store: this.#store }, wanted, by);
    await room.changed('activity');
    // The feed that is compared ends somewhere; a name may have been given before that.
    if (version.naming === null) room.unnamed(version.id);
    return { version };
  }

  /** A page of what happened in the room, newest first. */
  async activity(room: OpenRoom, request: unknown): Promise<{ entries: ActivityEntry[] }> {
    const { before } = parsed(activityRequestSchema, request);
    return { entries: await this.#store.activity(room.id, { before, limit: limits.activityPerPage }) };
  }
}
