import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { recipeHash, recipeJson } from '@toile/latent';
import {
  type ArchivedRecipe,
  type ArchiveFile,
  type ArchiveManifest,
  archiveFiles,
  archiveManifestName,
  type Room,
  type Round,
} from '@toile/protocol';
import { designRecipe, readRack } from '@toile/room';
import type { Store } from '@toile/store';
import { type AsyncZippable, strToU8, zip } from 'fflate';
import type { PackOf } from '../pack-shelf.js';
import { storedDoc } from '../take-away/stored-doc.js';
import { archivedDocument } from './archived-document.js';

const zipped = promisify<AsyncZippable, Uint8Array>(zip);

/**
 * Everything of a room as one ZIP: its document, the people's names, standing votes, rounds (an open one as called
 * off now, without its ballots), the history of its designs, and every recipe, each file with its SHA-256. No session, no link and no key is in it. Rejects as the
 * store does.
 *
 * `packOf` answers null where this server does not have a pack; recipes for it are left out then.
 */
export async function writeArchive(
  store: Pick<Store, 'docLog' | 'members' | 'votes' | 'rounds' | 'roomVersions'>,
  room: Room,
  packOf: PackOf,
  writtenBy: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const [doc, members, votes, rounds, versions] = await Promise.all([
    storedDoc(store, room.id),
    store.members(room.id),
    store.votes(room.id),
    store.rounds.all(room.id),
    store.roomVersions(room.id),
  ]);
  const nowMs = Date.now();
  const recipes = readRack(doc).flatMap((design): ArchivedRecipe[] => {
    const pack = packOf(design);
    if (!pack) return [];
    const recipe = designRecipe(design, pack);
    const { id: designId, name } = design;
    return [{ designId, name, hash: recipeHash(recipe), recipe: recipeJson(recipe) }];
  });
  const contents: Record<ArchiveFile, unknown> = {
    'document.json': archivedDocument(doc),
    'recipes.json': recipes,
    'votes.json': votes,
    'rounds.json': rounds.map((round) => ended(round, nowMs)),
    'versions.json': versions,
  };
  doc.destroy();
  const files = Object.fromEntries(
    archiveFiles.map((name) => [name, strToU8(JSON.stringify(contents[name], null, 1))]),
  ) as Record<ArchiveFile, Uint8Array>;
  const manifest: ArchiveManifest = {
    format: 'toile-room',
    formatVersion: 1,
    writtenBy,
    exportedAtMs: nowMs,
    room: {
      name: room.name,
      createdAtMs: room.createdAtMs,
      packId: room.packId,
      packTitle: packOf({ pack: null })?.manifest.title ?? '',
    },
    members: members.map(({ id, name, colour, joinedAtMs }) => ({ id, name, colour, joinedAtMs })),
    files: Object.fromEntries(
      archiveFiles.map((name) => [name, { sha256: sha256(files[name]), bytes: files[name].byteLength }]),
    ) as ArchiveManifest['files'],
  };
  const all = { [archiveManifestName]: strToU8(JSON.stringify(manifest, null, 1)), ...files };
  return new Uint8Array(await zipped(all));
}

/** A round as an archive has it: what is open is open in its own room only. */
const ended = (round: Round, nowMs: number): Round =>
  round.state.kind === 'open'
    ? { ...round, state: { kind: 'cancelled', atMs: nowMs, by: round.openedBy } }
    : round;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
