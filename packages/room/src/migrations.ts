import type * as Y from 'yjs';
import { metaOf, schemaVersion } from './layout.js';

/** A document written by a later Toile than this one. */
export class LayoutError extends Error {
  override readonly name = 'LayoutError';
  readonly code = 'newer-layout';
}

/** steps[n] brings a document from version n to n + 1. */
const steps: readonly ((doc: Y.Doc) => void)[] = [(doc) => metaOf(doc).set('schemaVersion', 1)];

/**
 * Bring a document to this version's layout, in one transaction. The server does this once, before anyone
 * connects; it is idempotent.
 * @throws LayoutError where the document is newer.
 */
export function migrate(doc: Y.Doc, origin?: unknown): void {
  const version = metaOf(doc).get('schemaVersion') ?? 0;
  if (version > schemaVersion) {
    throw new LayoutError(
      `This room was written by a newer Toile (layout ${version}, known up to ${schemaVersion}).`,
    );
  }
  if (version === schemaVersion) return;
  doc.transact(() => {
    for (const step of steps.slice(version)) step(doc);
  }, origin);
}
