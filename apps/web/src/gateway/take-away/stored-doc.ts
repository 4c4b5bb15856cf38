import type { Store } from '@toile/store';
import * as Y from 'yjs';

/** A room's document as the store holds it, for reading. Rejects as the store does. */
export async function storedDoc(store: Pick<Store, 'docLog'>, roomId: string): Promise<Y.Doc> {
  const { snapshot, updates } = await store.docLog(roomId, 0);
  const doc = new Y.Doc();
  if (snapshot) Y.applyUpdate(doc, snapshot.update);
  for (const { update } of updates) Y.applyUpdate(doc, update);
  return doc;
}
