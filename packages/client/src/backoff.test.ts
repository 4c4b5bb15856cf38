import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff, reconnectDelayMs } from './backoff.js';

describe('reconnectDelayMs', () => {
  it('doubles from 300 ms to 10 s, and leaves the half to chance', () => {
    expect(reconnectDelayMs(0, 1)).toBe(300);
    expect(reconnectDelayMs(0, 0)).toBe(150);
    expect(reconnectDelayMs(3, 1)).toBe(2400);
    expect(reconnectDelayMs(6, 1)).toBe(10_000);
    expect(reconnectDelayMs(1e9, 0)).toBe(5_000);
  });
});

describe('a room full of people', () => {
  it('does not return in one instant: each waits a time of its own, within bounds', () => {
    for (let attempt = 0; attempt < 12; attempt++) {
      const fullMs = Math.min(10_000, 300 * 2 ** attempt);
      const waits = Array.from({ length: 200 }, () => reconnectDelayMs(attempt, Math.random()));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(fullMs / 2);
      expect(Math.max(...waits)).toBeLessThanOrEqual(fullMs);
      // The first and the last of them are a good part of the wait apart.
      expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(fullMs / 4);
      expect(new Set(waits).size).toBeGreaterThan(190);
    }
  });
});

describe('Backoff', () => {
  let retries: number;
  let backoff: Backoff;
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(1);
    retries = 0;
    backoff = new Backoff(() => {
      retries += 1;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('waits longer each time, until it is reset', () => {
    backoff.schedule();
    vi.advanceTimersByTime(300);
    expect(retries).toBe(1);
    backoff.schedule();
    vi.advanceTimersByTime(599);
    expect(retries).toBe(1);
    vi.advanceTimersByTime(1);
    expect(retries).toBe(2);
    backoff.reset();
    backoff.schedule();
    vi.advanceTimersByTime(300);
    expect(retries).toBe(3);
  });

  it('says when the waiting attempt is due, and nothing where none waits', () => {
    expect(backoff.dueAtMs).toBeNull();
    backoff.schedule();
    expect(backoff.dueAtMs).toBe(Date.now() + 300);
    vi.advanceTimersByTime(300);
    expect(backoff.dueAtMs).toBeNull();
    backoff.schedule();
    backoff.cancel();
    expect(backoff.dueAtMs).toBeNull();
  });

  it('has at most one attempt waiting, which can be hurried or cancelled', () => {
    backoff.hurry();
    expect(retries).toBe(0);
    backoff.schedule();
    backoff.schedule();
    backoff.hurry();
    expect(retries).toBe(1);
    backoff.schedule();
    backoff.cancel();
    vi.advanceTimersByTime(60_000);
    expect(retries).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
