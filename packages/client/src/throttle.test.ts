import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Throttle } from './throttle.js';

describe('Throttle', () => {
  let runs: number;
  let throttle: Throttle;
  beforeEach(() => {
    vi.useFakeTimers();
    runs = 0;
    throttle = new Throttle(() => {
      runs += 1;
    }, 50);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs the first request at once and the rest together at the end of the interval', () => {
    throttle.request();
    expect(runs).toBe(1);
    for (let request = 0; request < 10; request++) throttle.request();
    expect(runs).toBe(1);
    vi.advanceTimersByTime(50);
    expect(runs).toBe(2);
    vi.advanceTimersByTime(500);
    expect(runs).toBe(2);
  });

  it('runs every 50 ms at most, however often it is asked', () => {
    for (let atMs = 0; atMs < 1000; atMs += 5) {
      throttle.request();
      vi.advanceTimersByTime(5);
    }
    expect(runs).toBe(21); // at 0 ms, 50 ms, ... 1000 ms
  });

  it('runs at once on `now`, in place of a request that waits', () => {
    throttle.request();
    throttle.request();
    throttle.now();
    expect(runs).toBe(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no timer after `cancel`', () => {
    throttle.request();
    throttle.request();
    throttle.cancel();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(500);
    expect(runs).toBe(1);
  });
});
