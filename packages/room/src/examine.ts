import { designIdSchema, limits } from '@toile/protocol';
import * as Y from 'yjs';
import { examineComments } from './examine-comments.js';
import { directionOf, fieldProblem, lockOf } from './fields.js';
import { commentsOf, type DesignMap, designMap, designsOf, metaOf, rootNames } from './layout.js';

/**
 * Sliders that a design may ever have held, at rest or not, and likewise locks: what is put to rest keeps its
 * key. It is the most sliders that a pack can offer.
 */
const keysPerDesign = 256;

export type Examined =
  | { readonly kind: 'admitted'; readonly designIds: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly code: 'update-invalid' | 'document-full';
      readonly reason: string;
    };

/**
 * Look at what `transactions` have made of `after`, which was equal to `before` until then.
 *
 * Only what they touched is judged, and limits only where it grew: updates that were valid one by one can
 * exceed a limit together, and the way back has to stay open.
 */
export function examineTransactions(
  transactions: readonly Y.Transaction[],
  after: Y.Doc,
  before: Y.Doc,
): Examined {
  for (const name of after.share.keys()) {
    if (!(rootNames as readonly string[]).includes(name) && !before.share.has(name)) {
      return invalid('a room has no such root');
    }
  }
  const designs = designsOf(after);
  const comments = commentsOf(after);
  const touched = new Set<string>();
  const whole = new Set<string>();

  for (const [type, keys] of transactions.flatMap((transaction) => [...transaction.changed])) {
    if (keys.has(null)) return invalid('a map was written as a list');
    const fields = keys as Set<string>;
    // Looked at below.
    if (is(type, comments) || is(type._item?.parent, comments)) continue;
    if (is(type, designs)) {
      for (const designId of fields) whole.add(designId);
      continue;
    }
    const item = type._item;
    if (item === null) {
      return invalid(
        is(type, metaOf(after)) ? "the layout's version is the server's to write" : 'a room has no such root',
      );
    }
    // An edit that lost against a deletion: it changes nothing.
    if (item.deleted) continue;
    if (!is(item.parent, designs) || item.parentSub === null) return invalid('a design holds no maps');
    touched.add(item.parentSub);
    const problem = fieldsProblem(type as unknown as DesignMap, fields);
    if (problem !== null) return invalid(problem);
  }

  if (designs.size > limits.designsPerRoom && designs.size > designsOf(before).size) {
    return full(`A rack holds ${limits.designsPerRoom} designs at most.`);
  }
  for (const designId of whole) {
    const problem = designProblem(designs, designId);
    if (problem !== null) return invalid(problem);
  }
  const designIds = new Set([...whole, ...touched]);
  for (const designId of designIds) {
    const problem = countsProblem(designMap(after, designId), designMap(before, designId));
    if (problem !== null) return invalid(problem);
  }
  const problem = examineComments(transactions, after, before);
  return problem ?? { kind: 'admitted', designIds: [...designIds] };
}

const invalid = (reason: string): Examined => ({ kind: 'refused', code: 'update-invalid', reason });
const full = (reason: string): Examined => ({ kind: 'refused', code: 'document-full', reason });

/** Identity over Yjs' unrelated type parameters. */
const is = (one: unknown, other: unknown): boolean => one === other;

/** A design that was put on the rack, replaced, or taken off. */
function designProblem(designs: Y.Map<DesignMap>, designId: string): string | null {
  if (!designIdSchema.safeParse(designId).success) return 'a design has an id that is not one';
  const map: unknown = designs.get(designId);
  if (map === undefined) return null;
  if (!(map instanceof Y.Map)) return 'a design must be a map';
  // A type that is new in its transaction is not in `changed`: list items inside it show here alone.
  if (map._start !== null) return 'a map was written as a list';
  return fieldsProblem(map, map.keys());
}

function fieldsProblem(map: DesignMap, fields: Iterable<string>): string | null {
  for (const field of fields) {
    if (!map.has(field)) continue;
    const problem = fieldProblem(field, map.get(field));
    if (problem !== null) return problem;
  }
  return null;
}

function countsProblem(after: DesignMap | null, before: DesignMap | null): string | null {
  const [now, earlier] = [count(after), count(before)];
  if (now.moved > limits.slidersPerDesign && now.moved > earlier.moved) {
    return `a design holds ${limits.slidersPerDesign} sliders at most`;
  }
  for (const kind of ['sliders', 'locks'] as const) {
    if (now[kind] > keysPerDesign && now[kind] > earlier[kind]) {
      return `a design remembers ${keysPerDesign} ${kind} at most`;
    }
  }
  return null;
}

function count(map: DesignMap | null): { sliders: number; moved: number; locks: number } {
  const counts = { sliders: 0, moved: 0, locks: 0 };
  for (const [key, value] of map?.entries() ?? []) {
    if (lockOf(key) !== null) counts.locks += 1;
    if (directionOf(key) === null) continue;
    counts.sliders += 1;
    if (value !== 0) counts.moved += 1;
  }
  return counts;
}
