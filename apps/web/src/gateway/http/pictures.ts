import { LatentError, parseRecipe, type Recipe, recipeHash } from '@toile/latent';
import {
  type Frame,
  frameMetaHeader,
  hashSchema,
  type Member,
  pictureRequestSchema,
  type Room,
  ToileError,
} from '@toile/protocol';
import { Hono } from 'hono';
import { type ApiEnv, type ApiParts, type ApiRequest, addressOf, askerOf, bodyOf } from './api-context.js';

/** The largest picture that is drawn for HTTP, in px a side: a pack's own largest. */
const maxSizePx = 1_024;

/**
 * /api/rooms/:roomId/pictures/:hash?recipe=<base64url of the recipe's text>, or by POST with the recipe in the body
 * where it is too long for an address.
 */
export function pictureRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { packs, pictures, rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/:hash', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const hash = hashOf(c);
    const recipe = checked(recipeOf(c.req.query('recipe')), hash);
    if (isFresh(c, hash)) return notModified(c, privately);
    return framed(c, await picture(c, room, me, recipe), privately);
  });

  routes.post('/:hash', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const hash = hashOf(c);
    const { recipe } = await bodyOf(c, pictureRequestSchema);
    return framed(c, await picture(c, room, me, checked(recipe, hash)), 'no-store');
  });

  async function picture(c: ApiRequest, room: Room, me: Member, recipe: Recipe): Promise<Frame> {
    await rateLimits.take('picturesPerTenSeconds', me.id);
    await packs.byId(recipe.pack);
    return pictures.picture(room.id, recipe, c.req.raw.signal);
  }

  return routes;
}

/** /api/showcase/:n, n in 0..8: the landing page's pictures, for everyone. */
export function showcaseRoutes(parts: ApiParts): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/:n', async (c) => {
    const n = c.req.param('n');
    if (!/^[0-8]$/.test(n)) throw new ToileError('not-found');
    await parts.rateLimits.take('picturesPerTenSeconds', addressOf(c, parts));
    const frame = await parts.showcase.picture(Number(n));
    if (isFresh(c, frame.meta.hash)) return notModified(c, publicly);
    return framed(c, frame, publicly);
  });

  return routes;
}

// A recipe's picture never changes. A showcase number's may, with the default pack.
const privately = 'private, max-age=31536000, immutable';
const publicly = 'public, max-age=3600';

function hashOf(c: ApiRequest): string {
  const hash = hashSchema.safeParse(c.req.param('hash'));
  if (!hash.success) throw new ToileError('not-found');
  return hash.data;
}

function recipeOf(text: string | undefined): Recipe {
  try {
    return parseRecipe(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof LatentError) throw new ToileError('bad-request', error.message, { cause: error });
    throw error;
  }
}

function checked(recipe: Recipe, hash: string): Recipe {
  if (recipeHash(recipe) !== hash)
    throw new ToileError('bad-request', 'The recipe is not the one of this hash.');
  if (recipe.output.sizePx > maxSizePx) {
    throw new ToileError('bad-request', `recipe: pictures are at most ${maxSizePx} px a side.`);
  }
  return recipe;
}

const isFresh = (c: ApiRequest, hash: string): boolean => c.req.header('if-none-match') === `"${hash}"`;

function notModified(c: ApiRequest, cacheControl: string): Response {
  c.header('Cache-Control', cacheControl);
  c.header('ETag', c.req.header('if-none-match'));
  return c.body(null, 304);
}

function framed(c: ApiRequest, { meta, bytes }: Frame, cacheControl: string): Response {
  c.header('Content-Type', meta.mime);
  c.header('Cache-Control', cacheControl);
  c.header('ETag', `"${meta.hash}"`);
  c.header(frameMetaHeader, JSON.stringify(meta));
  return c.body(Uint8Array.from(bytes).buffer);
}
