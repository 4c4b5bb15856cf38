import {
  type Author,
  limits,
  type NameVersionRequest,
  newVersionId,
  ToileError,
  type Version,
} from '@toile/protocol';
import { designState, readState, stateChanges, stateText } from '@toile/room';
import type { Store } from '@toile/store';
import type * as Y from 'yjs';
import { type VersionKeeper, versionBounds } from './version-keeper.js';

interface History {
  readonly roomId: string;
  readonly doc: Y.Doc;
  readonly versions: Pick<VersionKeeper, 'settle'>;
  readonly store: Pick<Store, 'addVersions' | 'versions' | 'nameVersion'>;
}

/**
 * Name a version of a design or, where the request names none, its present state. Answers the version.
 * @throws ToileError `design-not-found`, `not-found` (no such version), `versions-full`; rejects as the store does.
 */
export async function nameVersion(
  history: History,
  { designId, versionId, name }: NameVersionRequest,
  by: Author,
): Promise<Version> {
  const { roomId, store } = history;
  const id = versionId ?? (await presentVersion(history, designId, by));
  const naming = name === null ? null : { name, by, atMs: Date.now() };
  const named = await store.nameVersion(roomId, id, naming, limits.namedVersionsPerDesign);
  if (named === null) throw new ToileError('not-found', 'That version is no longer kept.');
  if (named === 'full') {
    const limit = { name: 'namedVersionsPerDesign', value: limits.namedVersionsPerDesign };
    throw new ToileError('versions-full', undefined, { limit });
  }
  return named;
}

/** The id of a version of the design as it is now: the newest, or one that is made for it. */
async function presentVersion(
  { roomId, doc, versions, store }: History,
  designId: string,
  by: Author,
): Promise<string> {
  await versions.settle(designId);
  const state = designState(doc, designId);
  if (state === null) throw new ToileError('design-not-found');
  const [newest] = (await store.versions(roomId, designId, { limit: 1 })).versions;
  if (newest && stateChanges(readState(newest.state), state).length === 0) return newest.id;
  // Somebody's latest edits came by another instance, which has not written its version yet.
  const id = newVersionId();
  const made: Version = {
    id,
    designId,
    atMs: Date.now(),
    by,
    deed: 'changed',
    changes: [],
    state: stateText(state),
    naming: null,
  };
  await store.addVersions(roomId, [made], versionBounds);
  return id;
}
