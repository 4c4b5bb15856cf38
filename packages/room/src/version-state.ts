import type { FieldChange } from '@toile/protocol';
import type * as Y from 'yjs';
import type { Design } from './design.js';
import { fieldProblem, isAtRest, lockOf } from './fields.js';
import { designMap } from './layout.js';
import { designOf } from './read.js';

type FieldValue = string | number | null;

/** Every field of a design that is away from rest, sorted by key. */
export type DesignState = Readonly<Record<string, FieldValue>>;

/** What is known of a design beside its look and its name, as are its locks: a change of it makes no version. */
const unseen: ReadonlySet<string> = new Set([
  'order',
  'createdBy',
  'lineage.how',
  'lineage.parent',
  'restored',
  'styleNumber',
  'note',
]);
const isSeen = (field: string) => !unseen.has(field) && lockOf(field) === null;

/** The design's fields as they are now, or null where it is not on the rack. */
export function designState(doc: Y.Doc, designId: string): DesignState | null {
  const map = designMap(doc, designId);
  return map && stateOf(map.entries());
}

function stateOf(entries: Iterable<[string, unknown]>): DesignState {
  const allowed = [...entries].filter(
    ([field, value]) => fieldProblem(field, value) === null && !isAtRest(field, value),
  );
  return Object.fromEntries(allowed.sort(([one], [other]) => (one < other ? -1 : 1))) as DesignState;
}

/** Canonical: one state, one text. */
export const stateText = (state: DesignState): string => JSON.stringify(state);

/** A state from its text; what this Toile does not know or allow is left out, and text that is no state is empty. */
export function readState(text: string): DesignState {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? stateOf(Object.entries(parsed)) : {};
  } catch {
    return {};
  }
}

export const designOfState = (designId: string, state: DesignState): Design =>
  designOf(designId, new Map(Object.entries(state)));

/** What makes `after` look or be called differently than `before`, sorted by field. */
export function stateChanges(before: DesignState, after: DesignState): FieldChange[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isSeen).sort();
  return fields.flatMap((field) => {
    const [from, to] = [heldIn(before, field), heldIn(after, field)];
    return from === to ? [] : [{ field, from, to }];
  });
}

/** Sliders that are absent are at 0; any other absent field holds nothing. */
const heldIn = (state: DesignState, field: string): FieldValue =>
  state[field] ?? (isAtRest(field, 0) ? 0 : null);
