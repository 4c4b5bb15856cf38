import { LatentError, parseRecipe, type Recipe, recipeHash } from '@toile/latent';
import { type Frame, frameMetaHeader, hashSchema, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import { type ApiEnv, type ApiParts, type ApiRequest, addressOf, askerOf } from './api-context.js';

/** The largest picture that is drawn for HTTP, in px a side: a pack's own largest. */
const maxSizePx = 1_024;

/** /api/rooms/:roomId/pictures/:hash?recipe=<base64url of the recipe's text> */
export function pictureRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { packs, pictures, rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/:hash', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const recipe = readRecipe(c.req.query('recipe'), c.req.param('hash'));
    if (isFresh(c, recipeHash(recipe))) return notModified(c, privately);
    await rateLimits.take('picturesPerTenSeconds', me.id);
    await packs.byId(recipe.pack);
    return framed(c, await pictures.picture(room.id, recipe, c.req.raw.signal), privately);
  });

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

function readRecipe(text: string | undefined, hash: string): Recipe {
  if (!hashSchema.safeParse(hash).success) throw new ToileError('not-found');
  let recipe: Recipe;
  try {
    recipe = parseRecipe(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof LatentError) throw new ToileError('bad-request', error.message, { cause: error });
    throw error;
  }
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
