import { type ChildProcess, fork } from 'node:child_process';
import { type RenderQueue, serveQueueOverIpc } from '@toile/queue';
import type { Log } from './log.js';

type State =
  | { readonly kind: 'running'; readonly child: ChildProcess; readonly startedAtMs: number }
  | { readonly kind: 'restarting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'stopped' };

export interface EmbeddedWorkerOptions {
  /** The worker's compiled entry. */
  readonly entry: string;
  readonly queue: RenderQueue;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

const restartMs = { shortest: 500, longest: 30_000 };
/** A worker that ran this long was well: the next restart is quick again. */
const wellMs = 60_000;
const stopMs = 2_000;

/** A render worker as a child process: started again, with growing pauses, whenever it ends. */
export class EmbeddedWorker {
  readonly #options: EmbeddedWorkerOptions;
  #state: State;
  #failures = 0;

  constructor(options: EmbeddedWorkerOptions) {
    this.#options = options;
    this.#state = this.#start();
  }

  /** End the worker; resolves when it is gone. */
  async stop(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: 'stopped' };
    if (state.kind === 'restarting') clearTimeout(state.timer);
    if (state.kind !== 'running' || state.child.exitCode !== null) return;
    const gone = new Promise<void>((resolve) => state.child.once('exit', () => resolve()));
    state.child.kill('SIGTERM');
    const kill = setTimeout(() => state.child.kill('SIGKILL'), stopMs);
    await gone;
    clearTimeout(kill);
  }

  #start(): State {
    const { entry, queue, env, log } = this.#options;
    const child = fork(entry, [], {
      serialization: 'advanced',
      env,
      // Its log joins ours on standard error: standard output is left to people.
      stdio: ['ignore', 2, 2, 'ipc'],
      execArgv: [],
    });
    serveQueueOverIpc(child, queue);
    child.once('error', (error) => log.error({ err: error }, 'the worker could not be started'));
    child.once('exit', (code, signal) => this.#ended(child, code ?? signal));
    return { kind: 'running', child, startedAtMs: Date.now() };
  }

  #ended(child: ChildProcess, reason: number | string | null): void {
    if (this.#state.kind !== 'running' || this.#state.child !== child) return;
    const { log } = this.#options;
    this.#failures = Date.now() - this.#state.startedAtMs > wellMs ? 0 : this.#failures + 1;
    const delayMs = Math.min(restartMs.longest, restartMs.shortest * 2 ** this.#failures);
    log.warn({ reason, delayMs }, 'the worker ended and is started again');
    const timer = setTimeout(() => {
      this.#state = this.#start();
    }, delayMs);
    this.#state = { kind: 'restarting', timer };
  }
}
