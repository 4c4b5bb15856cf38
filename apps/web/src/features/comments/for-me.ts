import { type Comment, mentions, type Thread } from '@toile/room';

/** A comment that is meant for somebody, and the thread that it is in. */
export interface Addressed {
  readonly comment: Comment;
  readonly thread: Thread;
}

/** What others wrote to `me`: mentions, and answers in threads that `me` took part in before. Oldest first. */
export function writtenTo(me: string, threads: readonly Thread[]): Addressed[] {
  return threads
    .flatMap((thread) => {
      let takesPart = false;
      return [thread.comment, ...thread.replies].flatMap((comment) => {
        const isMine = comment.by === me;
        const isForMe = !isMine && (takesPart || mentions(comment.text, me));
        takesPart ||= isMine;
        return isForMe ? [{ comment, thread }] : [];
      });
    })
    .toSorted((one, other) => one.comment.atMs - other.comment.atMs);
}
