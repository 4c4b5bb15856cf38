import { errorTable, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { asToileError } from './failure.js';
import type { readHealth } from './health.js';
import { type ApiEnv, type ApiParts, type ApiRequest, sessionOf } from './http/api-context.js';
import { archiveRoutes, roomArchiveRoutes } from './http/archives.js';
import { inviteRoutes, roomInviteRoutes } from './http/invites.js';
import { latentRoutes } from './http/latents.js';
import { liveViewRoutes } from './http/live-view.js';
import { memberRoutes } from './http/members.js';
import { photoRoutes } from './http/photos.js';
import { pictureRoutes, showcaseRoutes } from './http/pictures.js';
import { roomRoutes } from './http/rooms.js';
import { roundRoutes } from './http/rounds.js';
import { takeAwayRoutes } from './http/take-away.js';
import { wordRoutes } from './http/words.js';
import { type OriginPolicy, originAllowed } from './origin-check.js';

const reading = new Set(['GET', 'HEAD']);
/** It changes nothing, and has the limit of pictures. */
const pictureByBody = /^\/api\/rooms\/\w+\/pictures\//;

/** The HTTP API: /api, /healthz and /metrics. Every failure is answered with an ErrorBody by the error table. */
export function createHttpApi(
  parts: ApiParts & { readonly origins: OriginPolicy; readonly health: () => ReturnType<typeof readHealth> },
): Hono<ApiEnv> {
  const { metrics, rateLimits, log } = parts;
  const app = new Hono<ApiEnv>();

  app.use(async (c, next) => {
    await next();
    // Nobody got the answer of a request that was given up: its status would count as a failure.
    const status = c.req.raw.signal.aborted ? 'abandoned' : String(c.res.status);
    metrics.httpRequests.inc({ status });
  });
  app.use('/api/*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    if (!reading.has(c.req.method)) {
      if (!originAllowed(c.env.incoming.headers, parts.origins)) throw new ToileError('origin-forbidden');
      // Without a session there are two requests of use, making a room and trying a link: each has its own limit.
      const session = pictureByBody.test(c.req.path) ? null : sessionOf(c);
      if (session) await rateLimits.take('requestsPerSecond', session.hash);
    }
    await next();
  });

  app.route('/api/rooms', roomRoutes(parts));
  app.route('/api/rooms/:roomId/members', memberRoutes(parts));
  app.route('/api/rooms/:roomId/invites', roomInviteRoutes(parts));
  app.route('/api/archives', archiveRoutes(parts));
  app.route('/api/rooms/:roomId/archive', roomArchiveRoutes(parts));
  app.route('/api/rooms/:roomId/live-view', liveViewRoutes(parts));
  app.route('/api/rooms/:roomId/pictures', pictureRoutes(parts));
  app.route('/api/rooms/:roomId/latents', latentRoutes(parts));
  app.route('/api/rooms/:roomId/photos', photoRoutes(parts));
  app.route('/api/rooms/:roomId/words', wordRoutes(parts));
  app.route('/api/rooms/:roomId/rounds', roundRoutes(parts));
  app.route('/api/rooms/:roomId', takeAwayRoutes(parts));
  app.route('/api/invites', inviteRoutes(parts));
  app.route('/api/showcase', showcaseRoutes(parts));

  app.get('/healthz', async (c) => {
    const health = await parts.health();
    return c.json(health, health.status === 'down' ? 503 : 200, { 'Cache-Control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    return c.text(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType });
  });

  app.notFound((c) => answer(c, new ToileError('not-found')));
  app.onError((error, c) => {
    const failure = asToileError(error);
    if (failure.code === 'internal') {
      log.error({ method: c.req.method, path: c.req.path, err: error }, 'a request failed');
    }
    return answer(c, failure);
  });
  return app;
}

function answer(c: ApiRequest, error: ToileError): Response {
  if (error.code === 'rate-limited') c.header('Retry-After', '1');
  return c.json(error.toBody(), errorTable[error.code].httpStatus as ContentfulStatusCode);
}
