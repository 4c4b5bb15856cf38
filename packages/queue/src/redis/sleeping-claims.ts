import type { QueueError } from '../render-queue.js';

export type WakeReason = 'woken' | 'elapsed' | 'aborted';

/** One claim that waits for a job. */
export class SleepingClaim {
  /** Its number within the queue instance: what a wake-up on the instance's channel names. */
  readonly number: number;
  #woken = false;
  #settle: ((reason: WakeReason) => void) | null = null;
  #refuse: ((error: QueueError) => void) | null = null;

  constructor(number: number) {
    this.number = number;
  }

  /** Counts for the next `sleep` when it comes before: a wake-up may overtake the answer that it follows. */
  wake(): void {
    this.#woken = true;
    this.#settle?.('woken');
  }

  refuse(error: QueueError): void {
    this.#refuse?.(error);
  }

  /** Waits to be woken, for `ms` at most. Rejects with what `refuse` is given. */
  async sleep(ms: number, signal: AbortSignal | undefined): Promise<WakeReason> {
    if (signal?.aborted) return 'aborted';
    if (this.#woken) {
      this.#woken = false;
      return 'woken';
    }
    const abort = () => this.#settle?.('aborted');
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<WakeReason>((resolve, reject) => {
        this.#settle = resolve;
        this.#refuse = reject;
        signal?.addEventListener('abort', abort, { once: true });
        timer = setTimeout(() => resolve('elapsed'), ms);
      });
    } finally {
      this.#woken = false;
      this.#settle = null;
      this.#refuse = null;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }
}

/** The claims of one queue instance that wait, and the wake-ups that arrive for them. */
export class SleepingClaims {
  readonly #claims = new Map<number, SleepingClaim>();
  #count = 0;

  add(): SleepingClaim {
    const claim = new SleepingClaim(++this.#count);
    this.#claims.set(claim.number, claim);
    return claim;
  }

  remove(claim: SleepingClaim): void {
    this.#claims.delete(claim.number);
  }

  /** Wakes a claim. Whoever is meant may have left: then any other will do. False when nobody waits here. */
  wake(number: number): boolean {
    const claim = this.#claims.get(number) ?? this.#claims.values().next().value;
    claim?.wake();
    return claim !== undefined;
  }

  wakeAll(): void {
    for (const claim of this.#claims.values()) claim.wake();
  }

  refuse(error: QueueError): void {
    for (const claim of this.#claims.values()) claim.refuse(error);
  }
}
