import { z } from 'zod';
import { designIdSchema, inviteTokenSchema, liveViewIdSchema, memberIdSchema } from './ids.js';
import { frameMetaSchema } from './jobs.js';
import { limits } from './limits.js';

/** Names and addresses of hosts; nothing that means something in a header. */
const plainHost = /^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+|\[[0-9a-f:.]+\])$/;

/** `https://example.org`: scheme, host and port, and nothing else. It is written into a header as it is. */
export const originSchema = z
  .url({
    protocol: /^https?$/,
    hostname: plainHost,
    error: 'expected an address such as https://example.org',
  })
  .max(200)
  .transform((url) => new URL(url).origin);

/** Whose pages may show a live view in a frame. */
export const embeddingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('any') }),
  z.object({
    kind: z.literal('origins'),
    origins: z
      .array(originSchema)
      .min(1)
      .max(limits.embedOrigins)
      .transform((origins) => [...new Set(origins)]),
  }),
]);
export type Embedding = z.infer<typeof embeddingSchema>;

/** The one link of a room by which its designs can be watched without joining. */
export const liveViewSchema = z.object({
  /** Names the view in addresses; opens nothing by itself. */
  id: liveViewIdSchema,
  createdAtMs: z.number(),
  createdBy: memberIdSchema,
  embedding: embeddingSchema,
});
export type LiveView = z.infer<typeof liveViewSchema>;

/** GET /api/rooms/:roomId/live-view (host). The token is not in it: only its hash is stored. */
export const liveViewAnswerSchema = z.object({ view: liveViewSchema.nullable() });
/** POST /api/rooms/:roomId/live-view (host): makes the link; an earlier one stops working, its embedding is kept. */
export const createLiveViewAnswerSchema = z.object({ view: liveViewSchema, token: inviteTokenSchema });
/** PATCH /api/rooms/:roomId/live-view (host) */
export const embeddingRequestSchema = z.object({ embedding: embeddingSchema });

/** socket.io: path `/watch`, WebSocket transport only, `auth: { token }`. Cookies are not looked at. */
export const watchPath = '/watch';

/** What a watcher sees of the rack: nobody's name, no note, no vote, no recipe. */
export const watchedRackSchema = z.object({
  roomName: z.string(),
  designs: z.array(z.object({ id: designIdSchema, name: z.string() })),
});
export type WatchedRack = z.infer<typeof watchedRackSchema>;

/** A picture on its way to a watcher. */
export const watchedFrameSchema = z.object({
  designId: designIdSchema,
  hash: z.string(),
  mime: frameMetaSchema.shape.mime,
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  /** True where this picture is of the design's state as the server has it now. */
  current: z.boolean(),
});
export type WatchedFrame = z.infer<typeof watchedFrameSchema>;
