import {
  type Member,
  memberColours,
  newMemberId,
  newRoomId,
  newVersionId,
  type PackSummary,
  type Room,
  type Version,
} from '@toile/protocol';
import { createDesign, designState, designsOf, migrate, stateText } from '@toile/room';
import type { Store } from '@toile/store';
import * as Y from 'yjs';
import { versionBounds } from './history/version-keeper.js';
import { describe } from './room-description.js';

/** Clothes that open a rack well, best first: long pieces show the sliders off. */
const firstCategory = /dress|gown/i;

/**
 * Make a room with its host and one first design, all of it committed when this resolves.
 * Rejects as the store does.
 */
export async function createRoom(
  store: Store,
  request: { name: string; memberName: string; pack: PackSummary; sessionHash: string },
): Promise<{ room: Room; me: Member }> {
  const nowMs = Date.now();
  const { pack } = request;
  const room: Room = { id: newRoomId(), name: request.name, packId: pack.manifest.id, createdAtMs: nowMs };
  const me: Member = {
    id: newMemberId(),
    name: request.memberName,
    role: 'host',
    colour: memberColours[0],
    joinedAtMs: nowMs,
  };
  const doc = firstRack(pack, me.id);
  await store.createRoom(room, me, request.sessionHash);
  await store.appendUpdate(room.id, Y.encodeStateAsUpdate(doc));
  await store.addVersions(room.id, firstVersions(doc, me), versionBounds);
  await store.describeRoom(
    room.id,
    describe(doc, () => pack),
  );
  await store.visited(room.id, me.id, nowMs);
  doc.destroy();
  return { room, me };
}

/** What the history of a new room begins with. */
function firstVersions(doc: Y.Doc, { id, name, joinedAtMs }: Member): Version[] {
  return [...designsOf(doc).keys()].map((designId) => ({
    id: newVersionId(),
    designId,
    atMs: joinedAtMs,
    by: { id, name },
    deed: 'added',
    changes: [],
    state: stateText(designState(doc, designId) ?? {}),
    naming: null,
  }));
}

function firstRack({ manifest }: PackSummary, createdBy: string): Y.Doc {
  const doc = new Y.Doc();
  migrate(doc);
  const { categories } = manifest;
  const wished = categories.findIndex((category) => firstCategory.test(category));
  const category = categories.length === 0 ? null : Math.max(0, wished);
  const [a = 0, b = 1] = crypto.getRandomValues(new Uint32Array(2));
  createDesign(
    doc,
    {
      name: 'First toile',
      // Seeds that people can read out to each other.
      a: { kind: 'seed', seed: a % 1_000_000, category },
      b: { kind: 'seed', seed: b % 1_000_000, category },
      structure: 0,
      style: 0,
      truncationPsi: manifest.defaultTruncationPsi,
    },
    { createdBy },
  );
  return doc;
}
