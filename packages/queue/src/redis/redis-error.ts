import { ErrorReply } from 'redis';
import { QueueError } from '../render-queue.js';

/** Answers of a Redis that is there and cannot serve now: it is starting, failing over, full, or locked. */
const unableReply = /^(LOADING|READONLY|MASTERDOWN|BUSY|OOM|NOAUTH|WRONGPASS|NOPERM|NOREPLICAS|MISCONF)\b/;

/**
 * What a failed Redis call means to the queue's callers. An error answer is `corrupt` (a key holds what it
 * cannot hold) unless it says that the server is unable; everything else is a lost connection.
 */
export function queueErrorFrom(cause: unknown): QueueError {
  if (cause instanceof QueueError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof ErrorReply && !unableReply.test(message)) {
    return new QueueError('corrupt', `Redis refused: ${message}`, { cause });
  }
  return new QueueError('unreachable', `Redis cannot be reached: ${message}`, { cause });
}
