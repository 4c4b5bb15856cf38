import { limits, type Version } from '@toile/protocol';
import * as Y from 'yjs';
import { changeDesign, createDesign, cut, EditError, localOrigin } from './edit.js';
import { designMap, designsOf } from './layout.js';
import { readDesign } from './read.js';
import { designOfState, designState, readState, stateChanges } from './version-state.js';

/**
 * Give a design the look that it has in `version`: sources, weights and sliders. Its name, place and locks stay.
 * A design that has left the rack comes back whole, under its id.
 * @throws EditError `rack-full`
 */
export function restoreDesign(
  doc: Y.Doc,
  version: Pick<Version, 'id' | 'designId' | 'state'>,
  origin: unknown = localOrigin,
): void {
  const { id, designId } = version;
  const state = readState(version.state);
  const present = designState(doc, designId);
  if (present === null) {
    if (designsOf(doc).size >= limits.designsPerRoom) {
      throw new EditError('rack-full', `A rack holds ${limits.designsPerRoom} designs at most.`);
    }
    const fields = new Y.Map<string | number | null>([...Object.entries(state), ['restored', id]]);
    doc.transact(() => designsOf(doc).set(designId, fields), origin);
    return;
  }
  const sameLook = stateChanges(present, state).every(({ field }) => field === 'name');
  if (sameLook) return;
  const { a, b, structure, style, layers, truncationPsi, sliders } = designOfState(designId, state);
  doc.transact(() => {
    changeDesign(doc, designId, { a, b, structure, style, layers, truncationPsi, sliders }, origin);
    designMap(doc, designId)?.set('restored', id);
  }, origin);
}

/**
 * Go on from a version in a design of its own, a branch right after the one that it is of; that one stays as it is.
 * Answers its id. @throws EditError `rack-full`
 */
export function branchVersion(
  doc: Y.Doc,
  { designId, state, naming }: Pick<Version, 'designId' | 'state' | 'naming'>,
  options: { createdBy?: string; origin?: unknown } = {},
): string {
  const { id: _id, order: _order, ...inherited } = designOfState(designId, readState(state));
  const called = readDesign(doc, designId)?.name ?? inherited.name;
  const name = cut(naming ? `${called}, ${naming.name}` : `${called} branch`);
  const lineage = { how: 'branch', parent: designId } as const;
  return createDesign(doc, { ...inherited, name, lineage }, { ...options, afterId: designId });
}
