import { commentIdSchema, limits } from '@toile/protocol';
import * as Y from 'yjs';
import { textLength } from './comment-edit.js';
import { commentFieldProblem, requiredCommentFields } from './comment-fields.js';
import type { Examined } from './examine.js';
import { type CommentMap, commentMap, commentsOf } from './layout.js';

/** Why what `transactions` have made of the comments cannot stay, or null where it can. */
export function examineComments(
  transactions: readonly Y.Transaction[],
  after: Y.Doc,
  before: Y.Doc,
): (Examined & { kind: 'refused' }) | null {
  const commentIds = touchedComments(transactions, after);
  for (const commentId of commentIds) {
    const problem = commentProblem(after, commentId);
    if (problem !== null) return { kind: 'refused', code: 'update-invalid', reason: problem };
  }
  const [now, earlier] = [commentsOf(after), commentsOf(before)];
  if (now.size > limits.commentsPerRoom && now.size > earlier.size) {
    return full(`A room holds ${limits.commentsPerRoom} comments at most.`);
  }
  if (commentIds.size > 0 && chars(now) > limits.commentCharsPerRoom && chars(now) > chars(earlier)) {
    return full(`The comments of a room hold ${limits.commentCharsPerRoom} characters at most.`);
  }
  return null;
}

/** Ids of the comments that were written, changed or taken away. */
export function touchedComments(transactions: readonly Y.Transaction[], after: Y.Doc): Set<string> {
  const comments: unknown = commentsOf(after);
  const commentIds = new Set<string>();
  for (const [type, keys] of transactions.flatMap((transaction) => [...transaction.changed])) {
    if ((type as unknown) === comments) for (const commentId of keys) commentIds.add(commentId ?? '');
    const item = type._item;
    if (item && (item.parent as unknown) === comments && !item.deleted) commentIds.add(item.parentSub ?? '');
  }
  return commentIds;
}

const full = (reason: string) => ({ kind: 'refused', code: 'document-full', reason }) as const;

const chars = (comments: Y.Map<CommentMap>): number =>
  [...comments.values()].reduce((sum, map) => sum + textLength(map), 0);

function commentProblem(doc: Y.Doc, commentId: string): string | null {
  if (!commentIdSchema.safeParse(commentId).success) return 'a comment has an id that is not one';
  const map: unknown = commentsOf(doc).get(commentId);
  if (map === undefined) return null;
  if (!(map instanceof Y.Map)) return 'a comment must be a map';
  // Also list items of a map that is new in its transaction, which no event tells of.
  if (map._start !== null) return 'a map was written as a list';
  const missing = requiredCommentFields.find((field) => !map.has(field));
  if (missing !== undefined) return `a comment lacks its ${missing}`;
  for (const [field, value] of map.entries()) {
    const problem = commentFieldProblem(field, value);
    if (problem !== null) return problem;
  }
  return placeProblem(doc, map as CommentMap);
}

/** A thread is a comment and its replies: a reply has no replies, no spot and nothing to settle. */
function placeProblem(doc: Y.Doc, map: CommentMap): string | null {
  if (map.has('x') !== map.has('y')) return 'a spot has two coordinates';
  if (!map.has('parent')) return null;
  if (['x', 'y', 'resolvedBy', 'resolvedAtMs'].some((field) => map.has(field))) {
    return 'a reply has no spot and is not settled';
  }
  // The thread may be gone: somebody answered who had not heard of it yet.
  return commentMap(doc, String(map.get('parent')))?.has('parent') ? 'a reply has no replies' : null;
}
