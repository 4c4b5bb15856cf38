import type * as Y from 'yjs';
import type { Comment, Thread } from './comment.js';
import { type CommentField, commentFieldProblem, requiredCommentFields } from './comment-fields.js';
import { type CommentMap, commentMap, commentsOf } from './layout.js';

/** The comment under `commentId`, or null where there is none or it lacks what makes one. */
export function readComment(doc: Y.Doc, commentId: string): Comment | null {
  const map = commentMap(doc, commentId);
  if (!map || requiredCommentFields.some((name) => field(map, name) === null)) return null;
  const [x, y] = [field<number>(map, 'x'), field<number>(map, 'y')];
  const resolvedBy = field<string>(map, 'resolvedBy');
  const parent = field<string>(map, 'parent');
  return {
    id: commentId,
    designId: field<string>(map, 'designId') ?? '',
    by: field<string>(map, 'by') ?? '',
    atMs: field<number>(map, 'atMs') ?? 0,
    text: field<string>(map, 'text') ?? '',
    parent,
    spot: parent === null && x !== null && y !== null ? { x, y } : null,
    editedAtMs: field<number>(map, 'editedAtMs'),
    resolved:
      parent === null && resolvedBy !== null
        ? { by: resolvedBy, atMs: field<number>(map, 'resolvedAtMs') ?? 0 }
        : null,
  };
}

/** Every thread, oldest first. Replies whose thread is gone are not in it. */
export function readThreads(doc: Y.Doc): Thread[] {
  const comments = [...commentsOf(doc).keys()].flatMap((id) => readComment(doc, id) ?? []);
  comments.sort(byTime);
  const replies = new Map<string, Comment[]>();
  for (const comment of comments) {
    if (comment.parent !== null)
      replies.set(comment.parent, [...(replies.get(comment.parent) ?? []), comment]);
  }
  return comments
    .filter(({ parent }) => parent === null)
    .map((comment) => ({ comment, replies: replies.get(comment.id) ?? [] }));
}

/** A field's value, or null where it is absent or not allowed. */
function field<T extends string | number>(map: CommentMap, name: CommentField): T | null {
  const value = map.get(name) ?? null;
  return value !== null && commentFieldProblem(name, value) === null ? (value as T) : null;
}

/** Clocks differ: ties by id, so that all replicas agree. */
const byTime = (one: Comment, other: Comment): number =>
  one.atMs - other.atMs || (one.id < other.id ? -1 : 1);
