import { errorBodySchema } from './errors.js';

/**
 * The Yjs endpoint: `GET /yjs/<roomId>?clientId=<doc.clientID>` upgraded to a WebSocket, authenticated by
 * the session cookie. Every message is binary and starts with a lib0 varUint.
 */
export const yjsPath = '/yjs';

/** 0-3 are y-protocols' own, as the `y-websocket` provider speaks them; ours start at 100. */
export const yjsMessage = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Server to client: varUint count, the sync messages of this connection that are committed to the store. */
  saved: 100,
  /** Server to client: varUint count, varString JSON of `refusedSchema`. The client must reopen its doc. */
  refused: 101,
} as const;

/** Which sync messages carry document content and are counted: y-protocols' SyncStep2 and Update. */
export const countedSyncTypes: readonly number[] = [1, 2];

export const refusedSchema = errorBodySchema;
