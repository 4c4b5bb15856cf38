/**
 * The keys of the queue, all with one prefix. A place is written `roomId/slot`; `rotation` is `lane/pack`.
 *
 * | key | type | holds |
 * |---|---|---|
 * | pending | hash | place -> JSON of its pending job |
 * | running | hash | place -> JSON of its running job and lease |
 * | ready | sorted set, all scores 0 | `rotation/roomId/order/slot` of every pending job that may be claimed |
 * | turns | sorted set, all scores 0 | `rotation/turn/roomId` of every room with a ready job |
 * | rooms | hash | `turn/rotation/roomId` -> turn, `background/roomId` -> count, `counter` -> last number given |
 * | since | sorted set | place -> when it began to wait, in ms |
 * | expiries | sorted set | place -> when its lease lapses, in ms |
 * | sleepers | hash | `channel number` of a claim that waits -> its packs |
 * | workers | hash | worker id -> JSON of its status |
 * | deadlines | sorted set | worker id -> when its heartbeat lapses, in ms |
 * | frame:HASH | hash with a TTL | `meta` (JSON) and `bytes` |
 *
 * Times are Redis's own clock. Numbers inside members have 16 digits, so that their order is the members' order.
 */
export class QueueKeys {
  /** The first keys of every script that touches jobs, in the order that `prelude.ts` names them. */
  readonly jobs: readonly string[];
  readonly stats: readonly string[];
  readonly workers: readonly string[];
  readonly announcements: string;
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
    const named = (...names: string[]) => names.map((name) => prefix + name);
    this.jobs = named('pending', 'running', 'ready', 'turns', 'rooms', 'since', 'expiries', 'sleepers');
    this.workers = named('workers', 'deadlines');
    this.stats = named('pending', 'running', 'since', 'workers', 'deadlines');
    this.announcements = `${prefix}announcements`;
  }

  frame(hash: string): string {
    return `${this.#prefix}frame:${hash}`;
  }

  /** The channel that wakes the claims of one queue instance. */
  wake(instanceId: string): string {
    return `${this.#prefix}wake:${instanceId}`;
  }
}
