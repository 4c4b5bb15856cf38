import {
  createRoomRequestSchema,
  handOverRequestSchema,
  mayHost,
  type Room,
  type RoomAnswer,
  type RoomList,
  renameRoomRequestSchema,
  ToileError,
} from '@toile/protocol';
import { Hono } from 'hono';
import { createRoom } from '../create-room.js';
import {
  type ApiEnv,
  type ApiParts,
  addressOf,
  askerOf,
  bodyOf,
  openSession,
  sessionOf,
} from './api-context.js';
import { keepFromEmptyPlace } from './members.js';

const maxVisits = 100;

/** /api/rooms and /api/rooms/:roomId, with the room's pack and people. */
export function roomRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, packs, rateLimits, roomChanged } = parts;
  const routes = new Hono<ApiEnv>();

  routes.post('/', async (c) => {
    const request = await bodyOf(c, createRoomRequestSchema);
    await rateLimits.take('roomsPerHourPerAddress', addressOf(c, parts));
    const pack = await packs.choose(request.pack);
    const session = openSession(c, parts);
    const answer: RoomAnswer = await createRoom(store, { ...request, pack, sessionHash: session.hash });
    return c.json(answer, 201);
  });

  routes.get('/', async (c) => {
    const session = sessionOf(c);
    const rooms: RoomList['rooms'] = session ? await store.visits(session.hash, maxVisits) : [];
    return c.json({ rooms } satisfies RoomList);
  });

  routes.get('/:roomId', async (c) => c.json((await askerOf(c, parts)) satisfies RoomAnswer));

  routes.patch('/:roomId', async (c) => {
    const { room, me } = await askerOf(c, parts, 'editor');
    const { room: lock } = await store.locks(room.id);
    if (lock && !mayHost(me.role)) throw new ToileError('room-locked');
    const { name } = await bodyOf(c, renameRoomRequestSchema);
    const renamed: Room | null = await store.renameRoom(room.id, name);
    if (renamed === null) throw new ToileError('room-not-found');
    await roomChanged(room.id, 'room');
    return c.json(renamed);
  });

  routes.post('/:roomId/host', async (c) => {
    const { room, me } = await askerOf(c, parts, 'host');
    const { memberId } = await bodyOf(c, handOverRequestSchema);
    await keepFromEmptyPlace(store, room, memberId);
    if (!(await store.handOver(room.id, me.id, memberId))) {
      throw new ToileError('not-found', 'There is no such member to hand the room over to.');
    }
    await roomChanged(room.id, 'members');
    return c.json({ members: await store.members(room.id) });
  });

  routes.get('/:roomId/packs', async (c) => {
    const { room } = await askerOf(c, parts);
    const own = await packs.byId(room.packId);
    const others = packs.packs.filter(({ manifest }) => manifest.id !== room.packId);
    return c.json({ packs: [own, ...others] });
  });

  return routes;
}
