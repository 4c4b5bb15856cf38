'use client';

import { useEffect, useRef, useState } from 'react';
import { wordsOf } from '../controls/words-of.js';

export type Taking =
  | { readonly at: 'rest' }
  | { readonly at: 'work'; readonly done: number; readonly of: number }
  | { readonly at: 'failed'; readonly why: string }
  | { readonly at: 'done' };

export interface Work {
  readonly signal: AbortSignal;
  /** `done` of what was promised are here. */
  readonly progress: (done: number) => void;
}

/** A piece of work that takes a while: how far it is, and how to stop it. Leaving the screen stops it too. */
export function useTaking() {
  const [taking, setTaking] = useState<Taking>({ at: 'rest' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const take = async (of: number, work: (work: Work) => Promise<void>) => {
    const stop = new AbortController();
    running.current?.abort();
    running.current = stop;
    const say = (next: Taking) => {
      if (running.current === stop) setTaking(next);
    };
    say({ at: 'work', done: 0, of });
    try {
      await work({ signal: stop.signal, progress: (done) => say({ at: 'work', done, of }) });
      say({ at: 'done' });
    } catch (error) {
      say(stop.signal.aborted ? { at: 'rest' } : { at: 'failed', why: wordsOf(error) });
    }
  };
  const cancel = () => {
    running.current?.abort();
    setTaking({ at: 'rest' });
  };
  return { taking, take, cancel };
}
