'use client';

import { ToileError } from '@toile/protocol';
import { EditError } from '@toile/room';
import { useCallback } from 'react';
import { useToast } from './toasts.js';

/** What a person is told of an error; a bug says as much and goes to the console. */
export function wordsOf(error: unknown): string {
  if (error instanceof ToileError || error instanceof EditError) return error.message;
  console.error(error);
  return 'That did not work. Please try again.';
}

/**
 * Runs something that may be refused (an edit, a request) and says why where it is. Answers whether it worked.
 */
export function useAttempt(): (run: () => unknown) => Promise<boolean> {
  const toast = useToast();
  return useCallback(
    async (run) => {
      try {
        await run();
        return true;
      } catch (error) {
        toast({ text: wordsOf(error), tone: 'problem' });
        return false;
      }
    },
    [toast],
  );
}
