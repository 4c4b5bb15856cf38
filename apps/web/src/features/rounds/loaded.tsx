'use client';

import type { ReactNode } from 'react';
import { Button } from '../controls/button.js';
import styles from './loaded.module.css';
import type { LoadState } from './use-loaded.js';

/** What was loaded, or what is to be said until then, or instead. */
export function Loaded<T>({
  loaded: { state, again },
  waiting,
  children,
}: {
  loaded: { readonly state: LoadState<T>; readonly again: () => void };
  waiting: string;
  children: (value: T) => ReactNode;
}) {
  if (state.kind === 'loaded') return children(state.value);
  return (
    <div className={styles.instead} role={state.kind === 'failed' ? 'alert' : 'status'}>
      <p>{state.kind === 'failed' ? state.words : waiting}</p>
      {state.kind === 'failed' ? <Button onClick={again}>Try again</Button> : null}
    </div>
  );
}
