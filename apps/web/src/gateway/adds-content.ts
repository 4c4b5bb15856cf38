import * as Y from 'yjs';

/**
 * Whether `update` begins past the end of what `doc` has of some client: its predecessors are missing. Cheap,
 * and without false alarms; an update may still be incomplete where this says no.
 * Throws where the bytes are no update.
 */
export function startsPastEnd(doc: Y.Doc, update: Uint8Array): boolean {
  for (const [client, clock] of Y.parseUpdateMeta(update).from) {
    if (clock > Y.getState(doc.store, client)) return true;
  }
  return false;
}

/**
 * Whether `update` holds anything that `doc` lacks: a struct or a deletion. A reader answers the server's
 * SyncStep1 with an update that must hold nothing. Throws where the bytes are no update.
 */
export function addsContent(doc: Y.Doc, update: Uint8Array): boolean {
  for (const [client, clock] of Y.parseUpdateMeta(update).to) {
    if (clock > Y.getState(doc.store, client)) return true;
  }
  const claimed = Y.decodeUpdate(update).ds.clients;
  if (claimed.size === 0) return false;
  const { clients: known } = Y.createDeleteSetFromStructStore(doc.store);
  for (const [client, ranges] of claimed) {
    const ours = known.get(client) ?? [];
    for (const { clock, len } of ranges) {
      const covered = ours.some((range) => range.clock <= clock && clock + len <= range.clock + range.len);
      if (!covered) return true;
    }
  }
  return false;
}
