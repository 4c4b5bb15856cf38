/**
 * Runs a task one at a time. Calls that come while it runs share one further run, so whoever calls sees the
 * outcome of a run that began after the call.
 */
export class SingleFlight {
  readonly #task: () => Promise<void>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** Rejects as the task does. */
  run(): Promise<void> {
    if (this.#next !== null) return this.#next;
    if (this.#running === null) return this.#start();
    this.#next = this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  #start(): Promise<void> {
    this.#next = null;
    const done = () => {
      if (this.#running === running) this.#running = null;
    };
    const running = this.#task();
    this.#running = running;
    running.then(done, done);
    return running;
  }
}
