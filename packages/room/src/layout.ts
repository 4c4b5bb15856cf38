import * as Y from 'yjs';

export type DesignMap = Y.Map<string | number | null>;

/** The root types of a room's document; there are no others. */
export const rootNames = ['designs', 'meta'] as const;

/** Version of this layout, stored under `meta.schemaVersion`; see migrations.ts. */
export const schemaVersion = 1;

export const designsOf = (doc: Y.Doc): Y.Map<DesignMap> => doc.getMap('designs');
export const metaOf = (doc: Y.Doc): Y.Map<number> => doc.getMap('meta');

/** The map of a design, or null where it is not (or no longer) on the rack. */
export function designMap(doc: Y.Doc, designId: string): DesignMap | null {
  const map = designsOf(doc).get(designId);
  return map instanceof Y.Map ? map : null;
}
