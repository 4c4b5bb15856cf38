import { mayComment, mayHost, ToileError } from '@toile/protocol';
import {
  addComment,
  addReply,
  deleteComment,
  editComment,
  readComment,
  resolveThread,
  type Spot,
} from '@toile/room';
import { type Editable, editableNow } from './room-edit.js';

/**
 * Comments of the local document, written in this member's name; like edits they are on the screen at once.
 * Each throws EditError for words or a comment that is not possible, and ToileError where this member may not do
 * it (`role-forbidden`, `not-the-author`), the document has not been read yet or the client has ended.
 */
export interface RoomComments {
  /** Comment on a design, at a spot of its picture or on the whole. Answers the comment's id. */
  add(designId: string, text: string, spot?: Spot | null): string;
  /** Answer in the thread of `commentId`. Answers the reply's id. */
  reply(commentId: string, text: string): string;
  /** Only one's own. */
  edit(commentId: string, text: string): void;
  /** Settle a thread, or open it again. */
  resolve(commentId: string, resolved: boolean): void;
  /** One's own, or any for a host; a thread goes with its replies. */
  remove(commentId: string): void;
}

/** `editable` is asked before each comment, and throws where there is nothing left to comment on. */
export function roomComments(editable: () => Editable): RoomComments {
  const allowed = () => {
    const { doc, me } = editableNow(editable);
    if (!mayComment(me.role)) throw new ToileError('role-forbidden');
    return { doc, me, signature: { by: me.id, atMs: Date.now() } };
  };
  return {
    add: (designId, text, spot = null) => {
      const { doc, signature } = allowed();
      return addComment(doc, { designId, text, spot }, signature);
    },
    reply: (commentId, text) => {
      const { doc, signature } = allowed();
      return addReply(doc, commentId, text, signature);
    },
    edit: (commentId, text) => {
      const { doc, me, signature } = allowed();
      const comment = readComment(doc, commentId);
      if (comment && comment.by !== me.id) throw new ToileError('not-the-author');
      editComment(doc, commentId, text, signature.atMs);
    },
    resolve: (commentId, resolved) => {
      const { doc, signature } = allowed();
      resolveThread(doc, commentId, resolved ? signature : null);
    },
    remove: (commentId) => {
      const { doc, me } = allowed();
      const comment = readComment(doc, commentId);
      if (comment && comment.by !== me.id && !mayHost(me.role)) throw new ToileError('not-the-author');
      deleteComment(doc, commentId);
    },
  };
}
