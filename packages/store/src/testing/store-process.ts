import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StoreOptions } from '../open-store.js';
import type { Store } from '../store.js';

type Method = Exclude<keyof Store, 'kind' | 'rounds' | 'liveViews' | 'photos'>;
type Answer = { id: number; value?: unknown; error?: { name: string; code: string; message: string } };

/** A store in a process of its own, which a test may kill. */
export interface StoreProcess {
  readonly pid: number;
  /** Resolves when the store has acknowledged the call; rejects with its error, or when the process ends first. */
  call<M extends Method>(method: M, ...args: Parameters<Store[M]>): ReturnType<Store[M]>;
  /** SIGKILL: the process gets no chance to finish anything. */
  kill(): Promise<void>;
}

/** Start a Node process that opens a store from the compiled package whose `index.js` is at `index`. */
export async function startStoreProcess(index: URL, options: StoreOptions): Promise<StoreProcess> {
  const script = fileURLToPath(new URL('./store-process.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, index.href, JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const exited = once(child, 'exit');
  const waiting = new Map<number, (answer: Answer) => void>();
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on('exit', () => {
    const error = { name: 'Error', code: 'ended', message: 'The process ended before it answered.' };
    for (const [id, answered] of waiting) answered({ id, error });
  });
  const answerTo = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, ({ value, error }) => (error ? reject(error) : resolve(value)));
    });

  await answerTo(0);
  let calls = 0;
  return {
    pid: child.pid!,
    call: (method, ...args) => {
      calls += 1;
      child.send({ id: calls, method, args });
      return answerTo(calls) as ReturnType<Store[typeof method]>;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
