import { commentIdSchema, designIdSchema } from '@toile/protocol';
import * as Y from 'yjs';
import { z } from 'zod';
import { commentsOf, designsOf } from './layout.js';

const fieldsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const place = z.union([
  z.object({ root: z.literal('designs'), id: designIdSchema }),
  z.object({ root: z.literal('comments'), id: commentIdSchema }),
]);

/** A write, as something that was stored has to look. What its fields may hold is for admission to say. */
export const writeSchema = z.intersection(
  place,
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('put'), fields: fieldsSchema }),
    z.object({ kind: z.literal('set'), fields: fieldsSchema, cleared: z.array(z.string()) }),
    z.object({ kind: z.literal('gone'), item: z.object({ client: z.int(), clock: z.int() }) }),
  ]),
);

/**
 * What an edit made of one design or comment, as values: `put` there with these fields, `set` some of its fields
 * and `cleared` others, or `gone`. `item` names the very entry that was taken away: one that came back later is
 * another. Unlike a Yjs update it can be made once more on a document that has gone another way.
 */
export type Write = z.infer<typeof writeSchema>;

type Root = Write['root'];
type Entries = Y.Map<Y.Map<string | number | null>>;

const rootsOf = (doc: Y.Doc): [Root, Entries][] => [
  ['designs', designsOf(doc)],
  ['comments', commentsOf(doc)],
];

/** What `transaction` made of designs and comments; call it before the document changes again. */
export function writesOf(transaction: Y.Transaction): Write[] {
  const writes: Write[] = [];
  for (const [root, entries] of rootsOf(transaction.doc)) {
    for (const [type, keys] of transaction.changed) {
      const onRoot = (type as unknown) === entries;
      const item = type._item;
      if (onRoot) {
        for (const id of keys) if (id !== null) writes.push(...wholeWrite(root, entries, id));
      } else if (item && (item.parent as unknown) === entries && !item.deleted && item.parentSub !== null) {
        writes.push(fieldWrite(root, item.parentSub, type as unknown as Y.Map<string | number | null>, keys));
      }
    }
  }
  return writes;
}

function wholeWrite(root: Root, entries: Entries, id: string): Write[] {
  const map: unknown = entries.get(id);
  if (map instanceof Y.Map) return [{ root, id, kind: 'put', fields: map.toJSON() }];
  const item = entries._map.get(id);
  if (map !== undefined || !item) return [];
  return [{ root, id, kind: 'gone', item: { client: item.id.client, clock: item.id.clock } }];
}

function fieldWrite(
  root: Root,
  id: string,
  map: Y.Map<string | number | null>,
  keys: ReadonlySet<string | null>,
): Write {
  const fields: Record<string, string | number | null> = {};
  const cleared: string[] = [];
  for (const key of keys) {
    if (key === null) continue;
    const value = map.get(key);
    if (value === undefined) cleared.push(key);
    else fields[key] = value;
  }
  return { root, id, kind: 'set', fields, cleared };
}

/** What two edits, one after the other, made together: the last word on each field. */
export function mergeWrites(earlier: readonly Write[], later: readonly Write[]): Write[] {
  const merged = new Map<string, Write>();
  for (const write of [...earlier, ...later]) {
    const key = `${write.root}/${write.id}`;
    const before = merged.get(key);
    merged.set(key, before ? mergeTwo(before, write) : write);
  }
  return [...merged.values()];
}

function mergeTwo(before: Write, write: Write): Write {
  if (write.kind !== 'set' || before.kind === 'gone') return write;
  const fields: Record<string, string | number | null> = { ...before.fields, ...write.fields };
  if (before.kind === 'put') {
    for (const key of write.cleared) delete fields[key];
    return { ...before, fields };
  }
  for (const key of write.cleared) delete fields[key];
  const cleared = [...before.cleared, ...write.cleared].filter((key) => !Object.hasOwn(fields, key));
  return { ...write, fields, cleared: [...new Set(cleared)] };
}

/**
 * Make `writes` once more, in one transaction. Fields that hold their value already are left alone, and what was
 * taken away and has come back since stays. Answers `missing` where nothing of them has a place any more: what
 * they changed is gone. Edits that build on each other share one `put`, which remembers what they brought.
 */
export function writeAgain(
  doc: Y.Doc,
  writes: readonly Write[],
  origin: unknown,
  put = new Set<string>(),
): 'done' | 'missing' {
  const roots = new Map(rootsOf(doc));
  let placed = 0;
  doc.transact(() => {
    for (const write of writes) if (writeOne(roots.get(write.root) as Entries, write, put)) placed += 1;
  }, origin);
  return placed === 0 && writes.length > 0 ? 'missing' : 'done';
}

/** Answers whether the write had a place. */
function writeOne(entries: Entries, write: Write, put: Set<string>): boolean {
  const map: unknown = entries.get(write.id);
  if (write.kind === 'gone') {
    const item = entries._map.get(write.id);
    const same = item?.id.client === write.item.client && item.id.clock === write.item.clock;
    if (map !== undefined && (same || put.has(write.id))) entries.delete(write.id);
    return true;
  }
  if (!(map instanceof Y.Map)) {
    if (write.kind !== 'put') return false;
    entries.set(write.id, new Y.Map<string | number | null>(Object.entries(write.fields)));
    put.add(write.id);
    return true;
  }
  for (const [key, value] of Object.entries(write.fields)) if (map.get(key) !== value) map.set(key, value);
  if (write.kind === 'set') for (const key of write.cleared) map.delete(key);
  return true;
}
