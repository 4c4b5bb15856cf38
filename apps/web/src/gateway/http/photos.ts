import { hashSchema, limits, photoLatentRequestSchema, photoMime, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import { type ApiEnv, type ApiParts, type ApiRequest, askerOf, bodyOf, fileOf } from './api-context.js';

/** /api/rooms/:roomId/photos: photographs of garments, for the members of the room alone. */
export function photoRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, packs, photos, rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  routes.post('/', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    await rateLimits.take('photosPerMinute', me.id);
    const { photo, isNew } = await photos.keep(room, me, await uploaded(c));
    return c.json(photo, isNew ? 201 : 200);
  });

  routes.get('/', async (c) => {
    const { room } = await askerOf(c, parts);
    return c.json({ photos: await store.photos.list(room.id) });
  });

  routes.get('/:hash', async (c) => {
    const { room } = await askerOf(c, parts);
    const hash = hashOf(c);
    // Asked for anew each time, since a photograph may be removed; the name of its bytes spares sending them again.
    c.header('Cache-Control', 'private, no-cache');
    c.header('ETag', `"${hash}"`);
    if (c.req.header('if-none-match') === `"${hash}"` && (await store.photos.photo(room.id, hash))) {
      return c.body(null, 304);
    }
    const bytes = await photos.bytes(room, hash);
    c.header('Content-Type', photoMime);
    c.header('Content-Disposition', 'inline; filename="photo.webp"');
    return c.body(Uint8Array.from(bytes).buffer);
  });

  routes.delete('/:hash', async (c) => {
    const { room, me } = await askerOf(c, parts);
    await photos.remove(room, me, hashOf(c));
    return c.body(null, 204);
  });

  routes.post('/:hash/latent', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    await rateLimits.take('picturesPerTenSeconds', me.id);
    const { pack: packId = room.packId } = await bodyOf(c, photoLatentRequestSchema);
    const pack = await packs.byId(packId);
    return c.json(await photos.latent(room, pack, hashOf(c), c.req.raw.signal));
  });

  return routes;
}

/** The file that was sent, whatever it calls itself: what it is shows in its bytes. */
async function uploaded(c: ApiRequest): Promise<Uint8Array> {
  const { photoUploadBytes: value } = limits;
  try {
    return await fileOf(c, { name: 'photoUploadBytes', value });
  } catch (error) {
    if (!(error instanceof ToileError && error.code === 'message-too-large')) throw error;
    const { limit } = error;
    throw new ToileError('photo-too-large', `A photo may have ${value / 1_048_576} MB at most.`, {
      cause: error,
      ...(limit && { limit }),
    });
  }
}

function hashOf(c: ApiRequest): string {
  const hash = hashSchema.safeParse(c.req.param('hash'));
  if (!hash.success) throw new ToileError('photo-not-found');
  return hash.data;
}
