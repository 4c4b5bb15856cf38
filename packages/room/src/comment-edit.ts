import { limits, newCommentId } from '@toile/protocol';
import * as Y from 'yjs';
import type { Spot } from './comment.js';
import { commentFieldProblem } from './comment-fields.js';
import { EditError, localOrigin } from './edit.js';
import { type CommentMap, commentMap, commentsOf } from './layout.js';

/** Who writes, and when by their clock. */
export interface Signature {
  readonly by: string;
  readonly atMs: number;
}

/**
 * Comment on a design, at a spot of its picture or on the whole. Answers the comment's id.
 * @throws EditError `invalid-value`, `comments-full`
 */
export function addComment(
  doc: Y.Doc,
  { designId, text, spot }: { designId: string; text: string; spot?: Spot | null },
  signature: Signature,
  origin: unknown = localOrigin,
): string {
  const place: Record<string, number> = spot ? { x: spot.x, y: spot.y } : {};
  return put(doc, { designId, text: text.trim(), ...place, ...signature }, origin);
}

/**
 * Answer in the thread of `commentId`, which may itself be an answer. Answers the reply's id.
 * @throws EditError `no-such-comment`, `invalid-value`, `comments-full`
 */
export function addReply(
  doc: Y.Doc,
  commentId: string,
  text: string,
  signature: Signature,
  origin: unknown = localOrigin,
): string {
  const map = existing(doc, commentId);
  const parent = map.get('parent') ?? commentId;
  return put(doc, { designId: map.get('designId') ?? '', parent, text: text.trim(), ...signature }, origin);
}

/** Write a comment's text anew; the same text writes nothing. @throws EditError `no-such-comment`, `invalid-value` */
export function editComment(
  doc: Y.Doc,
  commentId: string,
  text: string,
  atMs: number,
  origin: unknown = localOrigin,
): void {
  const map = existing(doc, commentId);
  if (map.get('text') === text.trim()) return;
  write(doc, map, { text: text.trim(), editedAtMs: atMs }, origin);
}

/** Settle a thread, or open it again with null. @throws EditError `no-such-comment` */
export function resolveThread(
  doc: Y.Doc,
  commentId: string,
  signature: Signature | null,
  origin: unknown = localOrigin,
): void {
  const map = existing(doc, commentId);
  if (map.get('parent') !== undefined) throw noSuchComment(commentId);
  // One key decides, so that whoever settles and whoever opens again at the same moment leave no half of each.
  const fields = signature
    ? { resolvedBy: signature.by, resolvedAtMs: signature.atMs }
    : { resolvedBy: null };
  write(doc, map, fields, origin);
}

/** Take a comment away, with its replies where it began the thread; one that is gone already is no error. */
export function deleteComment(doc: Y.Doc, commentId: string, origin: unknown = localOrigin): void {
  const comments = commentsOf(doc);
  doc.transact(() => {
    for (const [id, map] of [...comments]) {
      if (id === commentId || (map instanceof Y.Map && map.get('parent') === commentId)) comments.delete(id);
    }
  }, origin);
}

function put(doc: Y.Doc, fields: Record<string, string | number>, origin: unknown): string {
  const comments = commentsOf(doc);
  check(fields);
  const chars = [...comments.values()].reduce((sum, map) => sum + textLength(map), 0);
  if (
    comments.size >= limits.commentsPerRoom ||
    chars + String(fields.text).length > limits.commentCharsPerRoom
  ) {
    throw new EditError('comments-full', 'This room holds no more comments: delete some that are settled.');
  }
  const id = newCommentId();
  doc.transact(() => comments.set(id, new Y.Map<string | number | null>(Object.entries(fields))), origin);
  return id;
}

/** Length of a comment's text; 0 for what is no comment. */
export function textLength(map: unknown): number {
  const text: unknown = map instanceof Y.Map ? map.get('text') : undefined;
  return typeof text === 'string' ? text.length : 0;
}

function write(
  doc: Y.Doc,
  map: CommentMap,
  fields: Record<string, string | number | null>,
  origin: unknown,
): void {
  check(fields);
  doc.transact(() => {
    for (const [name, value] of Object.entries(fields)) if (map.get(name) !== value) map.set(name, value);
  }, origin);
}

function check(fields: Record<string, string | number | null>): void {
  for (const [name, value] of Object.entries(fields)) {
    const problem = commentFieldProblem(name, value);
    if (problem !== null) throw new EditError('invalid-value', problem);
  }
}

function existing(doc: Y.Doc, commentId: string): CommentMap {
  const map = commentMap(doc, commentId);
  if (!map) throw noSuchComment(commentId);
  return map;
}

const noSuchComment = (commentId: string) =>
  new EditError('no-such-comment', `There is no comment ${commentId} in this room.`);
