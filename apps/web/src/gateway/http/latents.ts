import { latentAnswerSchema, latentRequestSchema } from '@toile/protocol';
import { Hono } from 'hono';
import { type ApiEnv, type ApiParts, askerOf, bodyOf } from './api-context.js';

/** POST /api/rooms/:roomId/latents: what a picture is drawn from, so that a design can be a source of another. */
export function latentRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { packs, pictures, rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  routes.post('/', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    const { recipe } = await bodyOf(c, latentRequestSchema);
    await rateLimits.take('picturesPerTenSeconds', me.id);
    await packs.byId(recipe.pack);
    const answer = await pictures.answer(room.id, { kind: 'latent', recipe }, c.req.raw.signal);
    return c.json(latentAnswerSchema.parse(answer));
  });

  return routes;
}
