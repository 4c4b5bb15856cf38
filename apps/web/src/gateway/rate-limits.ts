import { limits, ToileError } from '@toile/protocol';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

type LimitName = keyof typeof windows;

const windows = {
  roomsPerHourPerAddress: 3_600,
  inviteTriesPerMinutePerAddress: 60,
  picturesPerTenSeconds: 10,
  wordSearchesPerTenSeconds: 10,
  requestsPerSecond: 1,
  filesPerMinute: 60,
  photosPerMinute: 60,
} as const;

/** Limits of HTTP requests, counted in this process for each address or member. */
export class RateLimits {
  readonly #limiters: Record<LimitName, RateLimiterMemory>;

  constructor(overrides: Partial<Record<LimitName, number>> = {}) {
    const limiter = (name: LimitName) =>
      new RateLimiterMemory({ points: overrides[name] ?? limits[name], duration: windows[name] });
    this.#limiters = {
      roomsPerHourPerAddress: limiter('roomsPerHourPerAddress'),
      inviteTriesPerMinutePerAddress: limiter('inviteTriesPerMinutePerAddress'),
      picturesPerTenSeconds: limiter('picturesPerTenSeconds'),
      wordSearchesPerTenSeconds: limiter('wordSearchesPerTenSeconds'),
      requestsPerSecond: limiter('requestsPerSecond'),
      filesPerMinute: limiter('filesPerMinute'),
      photosPerMinute: limiter('photosPerMinute'),
    };
  }

  /** Count one. @throws ToileError `rate-limited` where that is one too many. */
  async take(name: LimitName, key: string): Promise<void> {
    try {
      await this.#limiters[name].consume(key);
    } catch (error) {
      throw error instanceof RateLimiterRes ? this.#met(name) : error;
    }
  }

  /** @throws ToileError `rate-limited` where the next one would be too many; counts nothing. */
  async check(name: LimitName, key: string): Promise<void> {
    const state = await this.#limiters[name].get(key);
    if (state !== null && state.remainingPoints <= 0) throw this.#met(name);
  }

  #met(name: LimitName): ToileError {
    const limit = { name, value: this.#limiters[name].points };
    return new ToileError('rate-limited', undefined, { limit });
  }
}
