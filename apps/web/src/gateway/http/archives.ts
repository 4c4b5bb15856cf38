import { importRoomNameSchema, limits, memberNameHeader, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import { importRoom } from '../archive/import-room.js';
import { readArchive } from '../archive/read-archive.js';
import { writeArchive } from '../archive/write-archive.js';
import type { PackOf } from '../pack-shelf.js';
import {
  type ApiEnv,
  type ApiParts,
  type ApiRequest,
  addressOf,
  askerOf,
  bytesOf,
  openSession,
} from './api-context.js';

/** /api/rooms/:roomId/archive: everything of a room as one file, for its hosts. */
export function roomArchiveRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, packs, rateLimits, version } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/', async (c) => {
    const { room, me } = await askerOf(c, parts, 'host');
    await rateLimits.take('filesPerMinute', me.id);
    const packOf: PackOf = ({ pack }) => packs.known(pack ?? room.packId);
    const archive = await writeArchive(store, room, packOf, `Toile ${version}`);
    c.header('Content-Type', 'application/zip');
    c.header('Content-Disposition', 'attachment; filename="room.toile.zip"');
    return c.body(archive.buffer);
  });

  return routes;
}

/** /api/archives: a new room of an archive. */
export function archiveRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  routes.post('/', async (c) => {
    const name = memberNameOf(c);
    const address = addressOf(c, parts);
    await rateLimits.take('filesPerMinute', address);
    const bytes = await bytesOf(c, 'application/zip', { name: 'archiveBytes', value: limits.archiveBytes });
    const archive = readArchive(bytes);
    await rateLimits.take('roomsPerHourPerAddress', address);
    const session = () => openSession(c, parts);
    return c.json(await importRoom(parts, archive, { name, session }), 201);
  });

  return routes;
}

/** The importer's name: in a header, since the body is the file and addresses are logged. */
function memberNameOf(c: ApiRequest): string {
  try {
    return importRoomNameSchema.parse(decodeURIComponent(c.req.header(memberNameHeader) ?? ''));
  } catch (cause) {
    throw new ToileError('bad-request', `${memberNameHeader}: expected your name, percent-encoded.`, {
      cause,
    });
  }
}
