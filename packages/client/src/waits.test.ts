import { ToileError } from '@toile/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Waits } from './waits.js';

const late = () => new ToileError('renderer-absent');

describe('Waits', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  it('resolves at once where it is true already, and else with a poke', async () => {
    const waits = new Waits();
    await expect(waits.until(() => 1, 100, late)).resolves.toBe(1);
    let answer: number | undefined;
    const promise = waits.until(() => answer, 100, late);
    waits.poke();
    answer = 2;
    waits.poke();
    await expect(promise).resolves.toBe(2);
  });

  it('rejects with what the question throws, with a ToileError when late, or all together', async () => {
    const waits = new Waits();
    const thrown = waits.until(
      () => {
        throw new ToileError('design-not-found');
      },
      100,
      late,
    );
    await expect(thrown).rejects.toMatchObject({ code: 'design-not-found' });
    const never = waits.until(() => undefined, 100, late);
    vi.advanceTimersByTime(100);
    await expect(never).rejects.toMatchObject({ name: 'ToileError', code: 'renderer-absent' });
    const open = waits.until(() => undefined, 100, late);
    waits.failAll(new ToileError('not-a-member'));
    await expect(open).rejects.toMatchObject({ code: 'not-a-member' });
  });
});
