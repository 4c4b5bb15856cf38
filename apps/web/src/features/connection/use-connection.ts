'use client';

import type { Connection } from '@toile/client';
import { useRoomState } from '../../client/use-room.js';
import { useLasting } from './use-lasting.js';

/** A lost connection shorter than this is nobody's business. */
const patienceMs = 700;

/** The connection as people are told of it: a loss that mends itself at once was none. */
export function useConnection(): Connection {
  const connection = useRoomState((state) => state.connection);
  const synced = useRoomState((state) => state.synced);
  const late = useLasting(connection === 'offline', patienceMs);
  return connection === 'offline' && synced && !late ? 'online' : connection;
}
