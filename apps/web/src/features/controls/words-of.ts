import { ToileError } from '@toile/protocol';

/** What a person is told of an error; a bug says as much and goes to the console. */
export function wordsOf(error: unknown): string {
  if (error instanceof ToileError) return error.message;
  console.error(error);
  return 'That did not work. Please try again.';
}
