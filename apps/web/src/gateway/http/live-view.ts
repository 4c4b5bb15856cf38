import { embeddingRequestSchema, type LiveView, newLiveViewId, newToken, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import { tokenHash } from '../sessions.js';
import { type ApiEnv, type ApiParts, askerOf, bodyOf } from './api-context.js';

/** /api/rooms/:roomId/live-view: the link by which a room is watched without joining, for its hosts. */
export function liveViewRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, roomChanged } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    return c.json({ view: await store.liveViews.current(room.id) });
  });

  routes.post('/', async (c) => {
    const { room, me } = await askerOf(c, parts, 'host');
    const before = await store.liveViews.current(room.id);
    const token = newToken();
    const view: LiveView = {
      id: newLiveViewId(),
      createdAtMs: Date.now(),
      createdBy: me.id,
      embedding: before?.embedding ?? { kind: 'off' },
    };
    await store.liveViews.replace(room.id, view, tokenHash(token));
    await roomChanged(room.id, 'liveView');
    return c.json({ view, token }, 201);
  });

  routes.patch('/', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    const { embedding } = await bodyOf(c, embeddingRequestSchema);
    const view = await store.liveViews.setEmbedding(room.id, embedding);
    if (view === null) throw new ToileError('not-found', 'This room has no live view.');
    await roomChanged(room.id, 'liveView');
    return c.json(view);
  });

  routes.delete('/', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    if (!(await store.liveViews.revoke(room.id, Date.now()))) {
      throw new ToileError('not-found', 'This room has no live view.');
    }
    await roomChanged(room.id, 'liveView');
    return c.body(null, 204);
  });

  return routes;
}
