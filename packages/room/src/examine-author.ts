import { type ErrorCode, mayComment, mayEdit, mayHost } from '@toile/protocol';
import * as Y from 'yjs';
import type { Author } from './author.js';
import { touchedComments } from './examine-comments.js';
import { type CommentMap, commentMap, commentsOf, designsOf } from './layout.js';

export type AuthorFault = Extract<
  ErrorCode,
  'role-forbidden' | 'not-the-author' | 'room-locked' | 'design-locked'
>;

/** The place of a design on the rack: a locked design may be walked past. */
const unlockedField = 'order';
const settling: readonly string[] = ['resolvedBy', 'resolvedAtMs'];

/**
 * What `transactions` did to `after` that `author` has no business with, whatever it says: anything at all by
 * a viewer; by a voter anything but comments, and anything under another clientID than their connection's, since
 * the next edits of whoever has that one would collide with it. Null where all is well.
 */
export function roleFault(
  transactions: readonly Y.Transaction[],
  after: Y.Doc,
  author: Author,
): 'role-forbidden' | null {
  if (mayEdit(author.role)) return null;
  const fault = mayComment(author.role) ? leavesComments(transactions, after, author) : writes(transactions);
  return fault ? 'role-forbidden' : null;
}

/**
 * What `transactions` changed against a lock, or in a comment that is another's; null where all is well. `after`
 * was equal to `before` until then, and has passed `examineTransactions`.
 */
export function authorFault(
  transactions: readonly Y.Transaction[],
  after: Y.Doc,
  before: Y.Doc,
  author: Author,
): AuthorFault | null {
  return lockFault(transactions, after, author) ?? commentFault(transactions, after, before, author);
}

const writes = (transactions: readonly Y.Transaction[]): boolean =>
  transactions.some(
    ({ changed, beforeState, afterState }) =>
      changed.size > 0 || [...afterState].some(([client, end]) => end !== (beforeState.get(client) ?? 0)),
  );

function leavesComments(transactions: readonly Y.Transaction[], after: Y.Doc, author: Author): boolean {
  const comments: unknown = commentsOf(after);
  const inComments = (type: unknown) =>
    type === comments || (type instanceof Y.AbstractType && (type._item?.parent as unknown) === comments);
  for (const { changed, beforeState, afterState } of transactions) {
    for (const type of changed.keys()) if (!inComments(type)) return true;
    for (const [client, end] of afterState) {
      const start = beforeState.get(client) ?? 0;
      if (start === end) continue;
      if (client !== author.clientId) return true;
      const structs = after.store.clients.get(client) ?? [];
      for (let at = Y.findIndexSS(structs, start); at < structs.length; at += 1) {
        const struct = structs[at];
        // What was written and taken away again before it came here has lost its parent, and says nothing.
        if (struct instanceof Y.Item && !inComments(struct.parent)) return true;
      }
    }
  }
  return false;
}

function lockFault(transactions: readonly Y.Transaction[], after: Y.Doc, author: Author): AuthorFault | null {
  const { room, designIds } = author.locks;
  if (mayHost(author.role) || (!room && designIds.size === 0)) return null;
  const designs: unknown = designsOf(after);
  for (const [type, keys] of transactions.flatMap((transaction) => [...transaction.changed])) {
    const onRack = (type as unknown) === designs;
    const inDesign = (type._item?.parent as unknown) === designs;
    if (!onRack && !inDesign) continue;
    if (room) return 'room-locked';
    for (const key of keys) {
      const designId = onRack ? key : type._item?.parentSub;
      if (designIds.has(designId ?? '') && (onRack || key !== unlockedField)) return 'design-locked';
    }
  }
  return null;
}

function commentFault(
  transactions: readonly Y.Transaction[],
  after: Y.Doc,
  before: Y.Doc,
  author: Author,
): AuthorFault | null {
  for (const commentId of touchedComments(transactions, after)) {
    const [now, earlier] = [commentMap(after, commentId), commentMap(before, commentId)];
    const allowed =
      now && earlier
        ? mayChange(now, earlier, author)
        : now
          ? mayWrite(now, author)
          : earlier === null || mayDelete(earlier, after, author);
    if (!allowed) return 'not-the-author';
  }
  return null;
}

const mayWrite = (now: CommentMap, { memberId }: Author) =>
  now.get('by') === memberId && (now.get('resolvedBy') ?? memberId) === memberId;

/** Replies go with the thread that they were in, whoever wrote them. */
function mayDelete(earlier: CommentMap, after: Y.Doc, { memberId, role }: Author): boolean {
  const parent = earlier.get('parent');
  const threadGone = typeof parent === 'string' && commentMap(after, parent) === null;
  return mayHost(role) || earlier.get('by') === memberId || threadGone;
}

/** Everyone who may comment may settle a thread, in their own name; the words are their author's. */
function mayChange(now: CommentMap, earlier: CommentMap, { memberId }: Author): boolean {
  for (const field of new Set([...now.keys(), ...earlier.keys()])) {
    const [value, was] = [now.get(field), earlier.get(field)];
    if (value === was) continue;
    if (field === 'resolvedBy') {
      if (value !== null && value !== memberId) return false;
    } else if (field === 'text' || field === 'editedAtMs') {
      if (earlier.get('by') !== memberId) return false;
    } else if (!settling.includes(field)) {
      return false;
    }
  }
  return true;
}
