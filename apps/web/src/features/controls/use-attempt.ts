'use client';

import { EditError } from '@toile/room';
import { useCallback } from 'react';
import { useToast } from './toasts.js';
import { wordsOf } from './words-of.js';

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
        toast({ text: error instanceof EditError ? error.message : wordsOf(error), tone: 'problem' });
        return false;
      }
    },
    [toast],
  );
}
