import {
  type Member,
  memberColours,
  newMemberId,
  newRoomId,
  newToken,
  type Room,
  type RoomAnswer,
  ToileError,
} from '@toile/protocol';
import { AdmissionDoc, migrate } from '@toile/room';
import type { Store } from '@toile/store';
import * as Y from 'yjs';
import type { PackShelf } from '../pack-shelf.js';
import { describe } from '../room-description.js';
import { type Session, tokenHash } from '../sessions.js';
import { documentUpdate } from './archived-document.js';
import type { Archive } from './read-archive.js';

/**
 * Make a new room of an archive, with the importer as its host; all of it committed when this resolves, or nothing.
 * The people of the archive come along as members who are away: their names stay with what they did, and nobody
 * has their sessions.
 * @throws ToileError `pack-unknown`, `archive-invalid`, `document-full`; rejects as the store does.
 */
export async function importRoom(
  { store, packs }: { store: Store; packs: PackShelf },
  { manifest, document, votes, rounds, versions }: Archive,
  importer: { name: string; session: () => Session },
): Promise<RoomAnswer> {
  const { name, packId, packTitle } = manifest.room;
  const pack = await packs.byId(packId).catch(() => {
    const called = packTitle === '' ? `with the id ${packId.slice(0, 12)}…` : `“${packTitle}”`;
    throw new ToileError(
      'pack-unknown',
      `This room needs the model pack ${called}, which this server does not have.`,
    );
  });
  const nowMs = Date.now();
  const room: Room = { id: newRoomId(), name, packId, createdAtMs: nowMs };
  const me: Member = {
    id: newMemberId(),
    name: importer.name,
    role: 'host',
    colour: memberColours[0],
    joinedAtMs: nowMs,
  };
  const doc = admitted(documentUpdate(document));
  const ids = new Set(manifest.members.map(({ id }) => id));
  try {
    // Only now: a file that is no good makes nobody anything.
    const { hash: sessionHash } = importer.session();
    await store.importRoom(room, me, sessionHash, {
      members: manifest.members.map((member) => ({
        // Before the room was: so they are told from those who join it (`cameWithArchive`).
        member: { ...member, role: 'viewer', joinedAtMs: Math.min(member.joinedAtMs, nowMs - 1) },
        sessionHash: tokenHash(newToken()),
      })),
      update: Y.encodeStateAsUpdate(doc),
      votes: Object.entries(votes).flatMap(([designId, members]) =>
        members.filter((id) => ids.has(id)).map((memberId, at) => ({ designId, memberId, atMs: nowMs + at })),
      ),
      rounds,
      versions,
    });
    await store.describeRoom(
      room.id,
      describe(doc, ({ pack: id }) => (id === null ? pack : packs.known(id))),
    );
  } finally {
    doc.destroy();
  }
  await store.visited(room.id, me.id, nowMs);
  return { room, me };
}

/** A document that says what `update` says, as far as any editor might have said it. */
function admitted(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  migrate(doc);
  const result = new AdmissionDoc(doc).admit(update, 'archive');
  if (result.kind === 'admitted') return doc;
  if (result.kind === 'refused' && result.code === 'document-full') throw new ToileError('document-full');
  const reason = result.kind === 'refused' ? result.reason : 'something is missing';
  throw new ToileError('archive-invalid', `The designs in this archive cannot be taken in: ${reason}.`);
}
