import { ToileError } from '@toile/protocol';
import { QueueError } from '@toile/queue';
import { StoreError } from '@toile/store';

/**
 * The expected failure that `error` is to a person. The packages' own codes become the protocol's here and
 * nowhere else; what nobody expected becomes `internal`, with the error as its cause and none of its text.
 */
export function asToileError(error: unknown): ToileError {
  if (error instanceof ToileError) return error;
  if (error instanceof StoreError && (error.code === 'unavailable' || error.code === 'closed')) {
    return new ToileError('store-unavailable', undefined, { cause: error });
  }
  if (error instanceof QueueError && error.code !== 'corrupt') {
    return new ToileError('queue-unavailable', undefined, { cause: error });
  }
  return new ToileError('internal', undefined, { cause: error });
}
