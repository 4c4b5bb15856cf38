import type { ArchivedDocument } from '@toile/protocol';
import { commentsOf, designsOf, schemaVersion } from '@toile/room';
import * as Y from 'yjs';

/** Everything that a room's document says now, without its history: what an archive keeps of it. */
export function archivedDocument(doc: Y.Doc): ArchivedDocument {
  return { schemaVersion, designs: plainRoot(designsOf(doc)), comments: plainRoot(commentsOf(doc)) };
}

/** An update that says all this to an empty document. Nothing in it is checked: admit it. */
export function documentUpdate({ designs, comments }: ArchivedDocument): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const [root, entries] of [
      [designsOf(doc), designs],
      [commentsOf(doc), comments],
    ] as const) {
      for (const [id, fields] of Object.entries(entries)) {
        root.set(id, new Y.Map<string | number | null>(Object.entries(fields)));
      }
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function plainRoot(root: Y.Map<Y.Map<string | number | null>>): ArchivedDocument['designs'] {
  const entries: ArchivedDocument['designs'] = {};
  for (const [id, map] of root.entries()) {
    if (map instanceof Y.Map) entries[id] = Object.fromEntries(map.entries());
  }
  return entries;
}
