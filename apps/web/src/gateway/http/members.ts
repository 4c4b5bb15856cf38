import { cameWithArchive, memberIdSchema, type Room, roleSchema, ToileError } from '@toile/protocol';
import type { Store } from '@toile/store';
import { Hono } from 'hono';
import { z } from 'zod';
import { type ApiEnv, type ApiParts, askerOf, bodyOf } from './api-context.js';

const roleRequestSchema = z.object({ role: roleSchema });

/** /api/rooms/:roomId/members */
export function memberRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, roomChanged } = parts;
  const routes = new Hono<ApiEnv>();

  routes.get('/', async (c) => {
    const { room } = await askerOf(c, parts);
    return c.json({ members: await store.members(room.id) });
  });

  routes.patch('/:memberId', async (c) => {
    const { room } = await askerOf(c, parts, 'host');
    const { role } = await bodyOf(c, roleRequestSchema);
    const memberId = memberIdOf(c.req.param('memberId'));
    await keepFromEmptyPlace(store, room, memberId);
    if (role !== 'host') await keepOneHost(store, room.id, memberId);
    const member = await store.setRole(room.id, memberId, role);
    if (member === null) throw new ToileError('not-found', 'There is no such member in this room.');
    // Two hosts, on two instances, may have taken each other's role in the same moment.
    if (role !== 'host' && (await hosts(store, room.id)).length === 0) {
      await store.setRole(room.id, memberId, 'host');
      throw lastHost();
    }
    await roomChanged(room.id, 'members');
    return c.json(member);
  });

  routes.delete('/:memberId', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const memberId = memberIdOf(c.req.param('memberId'));
    if (me.role !== 'host' && memberId !== me.id) throw new ToileError('role-forbidden');
    await keepOneHost(store, room.id, memberId);
    if (!(await store.removeMember(room.id, memberId))) {
      throw new ToileError('not-found', 'There is no such member in this room.');
    }
    await Promise.all((['removed', 'votes', 'round'] as const).map((what) => roomChanged(room.id, what)));
    return c.body(null, 204);
  });

  return routes;
}

function memberIdOf(text: string | undefined): string {
  const memberId = memberIdSchema.safeParse(text);
  if (!memberId.success) throw new ToileError('not-found', 'There is no such member in this room.');
  return memberId.data;
}

/** @throws ToileError where nobody can ever be `memberId`: they came with an archive. */
export async function keepFromEmptyPlace(store: Store, room: Room, memberId: string): Promise<void> {
  const member = (await store.members(room.id)).find(({ id }) => id === memberId);
  if (member && cameWithArchive(member, room)) {
    throw new ToileError(
      'role-forbidden',
      `${member.name} came with the archive: nobody is there to take part.`,
    );
  }
}

/** @throws ToileError where `memberId` is the only host. */
async function keepOneHost(store: Store, roomId: string, memberId: string): Promise<void> {
  const [first, ...others] = await hosts(store, roomId);
  if (first?.id === memberId && others.length === 0) throw lastHost();
}

const hosts = async (store: Store, roomId: string) =>
  (await store.members(roomId)).filter((member) => member.role === 'host');

const lastHost = () =>
  new ToileError('role-forbidden', 'A room keeps at least one host: make somebody else host first.');
