import { type Lease, leaseSchema, randomId } from '@toile/protocol';
import { type ClaimRequest, QueueError } from '../render-queue.js';
import type { QueueKeys } from './queue-keys.js';
import { readRecord, readTexts } from './read-record.js';
import type { RedisLink } from './redis-link.js';
import { claim8 } from './scripts/claim-8.js';
import { leave8 } from './scripts/leave-8.js';
import { SleepingClaims } from './sleeping-claims.js';
import { StartOnce } from './start-once.js';

/**
 * The claims of one queue instance. One that finds nothing leaves its name in `sleepers`, in the same step, and
 * whatever makes a job ready takes such a name out and says it on the instance's channel: nobody polls, and one
 * job wakes one claim.
 */
export class RedisClaims {
  readonly #link: RedisLink;
  readonly #keys: QueueKeys;
  readonly #lookAgainMs: number;
  readonly #instanceId = randomId(12);
  readonly #channel: string;
  readonly #sleepers = new SleepingClaims();
  readonly #wakeUps = new StartOnce();
  #count = 0;

  constructor(link: RedisLink, keys: QueueKeys, lookAgainMs: number) {
    this.#link = link;
    this.#keys = keys;
    this.#lookAgainMs = lookAgainMs;
    this.#channel = keys.wake(this.#instanceId);
  }

  async claim(request: ClaimRequest): Promise<Lease[]> {
    this.#link.checkOpen();
    if (request.signal?.aborted) return [];
    return request.waitMs === 0 ? this.#take(request, '', false) : this.#waitAndTake(request);
  }

  /** Ends every claim that waits. */
  refuse(error: QueueError): void {
    this.#sleepers.refuse(error);
  }

  async #waitAndTake(request: ClaimRequest): Promise<Lease[]> {
    await this.#listenForWakeUps();
    const until = performance.now() + request.waitMs;
    const sleeper = this.#sleepers.add();
    const field = `${this.#channel} ${sleeper.number}`;
    try {
      for (;;) {
        const leftMs = until - performance.now();
        const leases = await this.#take(request, field, leftMs > 0);
        if (leases.length > 0 || leftMs <= 0) return leases;
        const reason = await sleeper.sleep(Math.min(leftMs, this.#lookAgainMs), request.signal);
        if (reason === 'aborted') {
          await this.#link.run(leave8, this.#keys.jobs, [field, ...request.packIds]);
          return [];
        }
      }
    } finally {
      this.#sleepers.remove(sleeper);
    }
  }

  async #take(request: ClaimRequest, sleeper: string, sleep: boolean): Promise<Lease[]> {
    const { workerId, maxBatch, leaseMs, packIds } = request;
    const mark = `${this.#instanceId}-${++this.#count}`;
    const args = [workerId, String(maxBatch), String(leaseMs), mark, sleeper, sleep ? '1' : '0', ...packIds];
    const granted = readTexts('claim', await this.#link.run(claim8, this.#keys.jobs, args));
    const leases: Lease[] = [];
    for (let at = 0; at < granted.length; at += 4) {
      const [leaseId, attempt, expiresAtMs, job] = granted.slice(at, at + 4);
      const text = `{"leaseId":${JSON.stringify(leaseId)},"attempt":${attempt},"expiresAtMs":${expiresAtMs},"job":${job}}`;
      leases.push(readRecord('job', leaseSchema, text));
    }
    return leases;
  }

  async #listenForWakeUps(): Promise<void> {
    this.#link.checkUp();
    await this.#wakeUps.start(() =>
      this.#link.channels.subscribe(this.#channel, {
        message: (bytes) => this.#wake(bytes.toString()),
        gap: () => this.#sleepers.wakeAll(),
      }),
    );
    this.#link.checkUp();
  }

  /** `text` is the number of a claim and the pack that there is a job for. */
  #wake(text: string): void {
    const [number, packId] = text.split(' ');
    if (this.#sleepers.wake(Number(number))) return;
    this.#passOn(packId ?? '').catch((error: unknown) => {
      // Redis is lost, or this queue was closed: whoever waits elsewhere looks again by itself.
      if (!(error instanceof QueueError)) throw error;
    });
  }

  /** The claim that was meant has left and nobody else waits here: another process is to have the job. */
  async #passOn(packId: string): Promise<void> {
    await this.#link.run(leave8, this.#keys.jobs, ['', packId]);
  }
}
