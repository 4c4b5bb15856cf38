import {
  acceptInviteRequestSchema,
  createInviteRequestSchema,
  type Invite,
  type InviteRole,
  inviteIdSchema,
  inviteTokenSchema,
  limits,
  type Member,
  memberColours,
  newInviteId,
  newMemberId,
  newToken,
  type Room,
  type RoomAnswer,
  resolveInviteRequestSchema,
  ToileError,
} from '@toile/protocol';
import { Hono } from 'hono';
import { tokenHash } from '../sessions.js';
import {
  type ApiEnv,
  type ApiParts,
  type ApiRequest,
  addressOf,
  askerOf,
  bodyOf,
  openSession,
  sessionOf,
} from './api-context.js';

/** /api/rooms/:roomId/invites: the links of a room, for its hosts. */
export function roomInviteRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    return c.json({ invites: await store.invites(room.id) });
  });

  routes.post('/', async (c) => {
    const { room, me } = await askerOf(c, parts, 'host');
    const { role } = await bodyOf(c, createInviteRequestSchema);
    const token = newToken();
    const invite: Invite = { id: newInviteId(), role, createdAtMs: Date.now(), createdBy: me.id };
    await store.replaceInvite(room.id, invite, tokenHash(token));
    return c.json({ invite, token }, 201);
  });

  routes.delete('/:inviteId', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    const inviteId = inviteIdSchema.safeParse(c.req.param('inviteId'));
    const revoked = inviteId.success && (await store.revokeInvite(room.id, inviteId.data, Date.now()));
    if (!revoked) throw new ToileError('not-found', 'There is no such link in this room.');
    return c.body(null, 204);
  });

  return routes;
}

/** /api/invites: what a link leads to, and joining by it. */
export function inviteRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, roomChanged } = parts;
  const routes = new Hono<ApiEnv>();

  routes.post('/resolve', async (c) => {
    const { token } = await bodyOf(c, resolveInviteRequestSchema);
    const { room, role, members } = await inviteOf(c, parts, token);
    const session = sessionOf(c);
    const me = session && (await store.memberBySession(room.id, session.hash));
    return c.json({
      roomName: room.name,
      role,
      hostName: members.find((member) => member.role === 'host')?.name ?? '',
      memberCount: members.length,
      me,
      roomId: me ? room.id : null,
    });
  });

  routes.post('/accept', async (c) => {
    const { token, name } = await bodyOf(c, acceptInviteRequestSchema);
    const { room, role, members } = await inviteOf(c, parts, token);
    const session = openSession(c, parts);
    const already = await store.memberBySession(room.id, session.hash);
    if (!already && members.length >= limits.membersPerRoom) {
      const limit = { name: 'membersPerRoom', value: limits.membersPerRoom };
      throw new ToileError('room-full', undefined, { limit });
    }
    const newcomer: Member = {
      id: newMemberId(),
      name,
      role,
      colour: leastUsedColour(members),
      joinedAtMs: Date.now(),
    };
    const me = await store.joinRoom(room.id, newcomer, session.hash);
    await roomChanged(room.id, 'members');
    return c.json({ room, me } satisfies RoomAnswer);
  });

  return routes;
}

/** @throws ToileError `invite-unknown`, `invite-revoked`, `rate-limited` for an address that only guesses. */
async function inviteOf(
  c: ApiRequest,
  parts: ApiParts,
  token: string,
): Promise<{ room: Room; role: InviteRole; members: Member[] }> {
  const { store, rateLimits } = parts;
  const address = addressOf(c, parts);
  await rateLimits.check('inviteTriesPerMinutePerAddress', address);
  const invite = inviteTokenSchema.safeParse(token).success
    ? await store.inviteByToken(tokenHash(token))
    : null;
  const room = invite && (await store.room(invite.roomId));
  if (!invite || !room) {
    await rateLimits.take('inviteTriesPerMinutePerAddress', address);
    throw new ToileError('invite-unknown');
  }
  if (invite.revoked) throw new ToileError('invite-revoked');
  return { room, role: invite.role, members: await store.members(room.id) };
}

/** The colour that the fewest have, so that a small room has one for each. */
function leastUsedColour(members: readonly Member[]): Member['colour'] {
  const used = (colour: Member['colour']) => members.filter((member) => member.colour === colour).length;
  return memberColours.reduce((best, colour) => (used(colour) < used(best) ? colour : best));
}
