import { z } from 'zod';
import { hashSchema, inviteIdSchema, inviteTokenSchema, memberIdSchema, roomIdSchema } from './ids.js';
import { workerStatusSchema } from './jobs.js';
import { limits } from './limits.js';
import { memberColourSchema } from './presence.js';
import { inviteRoleSchema, roleSchema } from './roles.js';

const name = (chars: number) => z.string().trim().min(1, 'cannot be empty').max(chars);

/** The cookie that holds the session token: one for a browser, over all its rooms. */
export const sessionCookie = 'toile_session';

export const roomSchema = z.object({
  id: roomIdSchema,
  name: z.string(),
  packId: hashSchema,
  createdAtMs: z.number(),
});
export type Room = z.infer<typeof roomSchema>;

export const memberSchema = z.object({
  id: memberIdSchema,
  name: z.string(),
  role: roleSchema,
  colour: memberColourSchema,
  joinedAtMs: z.number(),
});
export type Member = z.infer<typeof memberSchema>;

/** POST /api/rooms */
export const createRoomRequestSchema = z.object({
  name: name(limits.roomNameChars),
  memberName: name(limits.memberNameChars),
  /** Pack name or id; the server's default where absent. */
  pack: z.string().max(64).optional(),
});
/** Answer of POST /api/rooms, GET /api/rooms/:roomId and POST /api/invites/accept. */
export const roomAnswerSchema = z.object({ room: roomSchema, me: memberSchema });
export type RoomAnswer = z.infer<typeof roomAnswerSchema>;

/** PATCH /api/rooms/:roomId (editor) */
export const renameRoomRequestSchema = z.object({ name: name(limits.roomNameChars) });

/** GET /api/rooms: the rooms of this session, most recently visited first. */
export const roomListSchema = z.object({
  rooms: z.array(
    z.object({
      room: roomSchema,
      role: roleSchema,
      memberCount: z.int(),
      designCount: z.int(),
      visitedAtMs: z.number(),
      /** A recipe text to show as the room's picture, where it has a design. */
      cover: z.string().nullable(),
    }),
  ),
});
export type RoomList = z.infer<typeof roomListSchema>;

/** POST /api/rooms/:roomId/host (host): make somebody else host in one's own place. */
export const handOverRequestSchema = z.object({ memberId: memberIdSchema });

export const inviteSchema = z.object({
  id: inviteIdSchema,
  role: inviteRoleSchema,
  createdAtMs: z.number(),
  createdBy: memberIdSchema,
});
export type Invite = z.infer<typeof inviteSchema>;

/** GET /api/rooms/:roomId/invites (host): live ones, at most one a role. Tokens are not in it: only hashes are stored. */
export const inviteListSchema = z.object({ invites: z.array(inviteSchema) });
/** POST /api/rooms/:roomId/invites (host): makes the link of a role; an earlier one of that role stops working. */
export const createInviteRequestSchema = z.object({ role: inviteRoleSchema });
export const createInviteAnswerSchema = z.object({ invite: inviteSchema, token: inviteTokenSchema });

/** POST /api/invites/resolve: what a link leads to, before joining. */
export const resolveInviteRequestSchema = z.object({ token: z.string().max(128) });
export const resolveInviteAnswerSchema = z.object({
  roomName: z.string(),
  role: inviteRoleSchema,
  hostName: z.string(),
  memberCount: z.int(),
  /** Set where this session is in the room already: joining again keeps the member. */
  me: memberSchema.nullable(),
  roomId: roomIdSchema.nullable(),
});
/** POST /api/invites/accept: become a member. A session that is one already keeps its place, with the higher role. */
export const acceptInviteRequestSchema = z.object({
  token: z.string().max(128),
  name: name(limits.memberNameChars),
});

/** GET /healthz */
export const healthSchema = z.object({
  /** `degraded`: rooms work, pictures wait. `down`: nothing can be saved; answered with 503. */
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  uptimeMs: z.number(),
  store: z.object({
    kind: z.enum(['sqlite', 'postgres']),
    ok: z.boolean(),
    latencyMs: z.number(),
    error: z.string().optional(),
  }),
  queue: z.object({
    kind: z.enum(['memory', 'redis']),
    ok: z.boolean(),
    latencyMs: z.number(),
    pending: z.int(),
    running: z.int(),
    oldestJobAgeMs: z.number(),
    error: z.string().optional(),
  }),
  workers: z.array(workerStatusSchema),
});
export type Health = z.infer<typeof healthSchema>;
