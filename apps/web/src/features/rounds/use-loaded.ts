'use client';

import { useCallback, useEffect, useState } from 'react';
import { wordsOf } from '../controls/words-of.js';

export type LoadState<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly value: T }
  | { readonly kind: 'failed'; readonly words: string };

/** Something that is read from the server when it comes on the screen; `again` reads it once more. */
export function useLoaded<T>(load: () => Promise<T>): {
  readonly state: LoadState<T>;
  readonly again: () => void;
} {
  const [state, setState] = useState<LoadState<T>>({ kind: 'loading' });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is a reason to load.
  useEffect(() => {
    let gone = false;
    setState({ kind: 'loading' });
    load().then(
      (value) => !gone && setState({ kind: 'loaded', value }),
      (error: unknown) => !gone && setState({ kind: 'failed', words: wordsOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [load, tries]);
  const again = useCallback(() => setTries((count) => count + 1), []);
  return { state, again };
}
