import {
  clipDirectionAnswerSchema,
  clipDirectionRequestSchema,
  clipRankAnswerSchema,
  clipRankRequestSchema,
  ToileError,
} from '@toile/protocol';
import { Hono } from 'hono';
import { type ApiEnv, type ApiParts, askerOf, bodyOf } from './api-context.js';

/** /api/rooms/:roomId/words: seeds and directions that come near to a text, where the pack has a CLIP. */
export function wordRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { packs, pictures, rateLimits } = parts;
  const routes = new Hono<ApiEnv>();

  /** What makes a request a task. @throws ToileError `pack-unknown`, and `not-found` where the pack has no CLIP. */
  const clipOf = async (packId: string) => {
    const { manifest } = await packs.byId(packId);
    if (!manifest.files.clip)
      throw new ToileError('not-found', `"${manifest.title}" has nothing to rank by words.`);
    return { clip: manifest.files.clip.sha256, psi: manifest.defaultTruncationPsi };
  };

  routes.post('/rank', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    const request = await bodyOf(c, clipRankRequestSchema);
    await rateLimits.take('wordSearchesPerTenSeconds', me.id);
    const task = { kind: 'clip-rank', ...request, ...(await clipOf(request.pack)) } as const;
    return c.json(clipRankAnswerSchema.parse(await pictures.answer(room.id, task, c.req.raw.signal)));
  });

  routes.post('/direction', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    const request = await bodyOf(c, clipDirectionRequestSchema);
    await rateLimits.take('wordSearchesPerTenSeconds', me.id);
    const task = { kind: 'clip-direction', ...request, ...(await clipOf(request.pack)) } as const;
    return c.json(clipDirectionAnswerSchema.parse(await pictures.answer(room.id, task, c.req.raw.signal)));
  });

  return routes;
}
