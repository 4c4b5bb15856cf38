import * as Y from 'yjs';

export type DesignMap = Y.Map<string | number | null>;
export type CommentMap = Y.Map<string | number | null>;

/** The root types of a room's document; there are no others. */
export const rootNames = ['designs', 'comments', 'meta'] as const;

/** Version of this layout, stored under `meta.schemaVersion`; see migrations.ts. */
export const schemaVersion = 1;

export const designsOf = (doc: Y.Doc): Y.Map<DesignMap> => doc.getMap('designs');
export const commentsOf = (doc: Y.Doc): Y.Map<CommentMap> => doc.getMap('comments');
export const metaOf = (doc: Y.Doc): Y.Map<number> => doc.getMap('meta');

/** The map of a design, or null where it is not (or no longer) on the rack. */
export function designMap(doc: Y.Doc, designId: string): DesignMap | null {
  const map = designsOf(doc).get(designId);
  return map instanceof Y.Map ? map : null;
}

/** The map of a comment, or null where there is none (any more). */
export function commentMap(doc: Y.Doc, commentId: string): CommentMap | null {
  const map = commentsOf(doc).get(commentId);
  return map instanceof Y.Map ? map : null;
}
