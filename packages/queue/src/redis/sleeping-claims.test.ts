import { describe, expect, it } from 'vitest';
import { QueueError } from '../render-queue.js';
import { SleepingClaims } from './sleeping-claims.js';

const longMs = 60_000;

describe('sleeping claims', () => {
  it('Q13 a wake-up that overtakes the sleep ends it at once, and only that one', async () => {
    const claims = new SleepingClaims();
    const claim = claims.add();
    expect(claims.wake(claim.number)).toBe(true);
    expect(await claim.sleep(longMs, undefined)).toBe('woken');
    expect(await claim.sleep(1, undefined)).toBe('elapsed');
  });

  it('Q13 a wake-up for a claim that has left goes to another', async () => {
    const claims = new SleepingClaims();
    const [left, here] = [claims.add(), claims.add()];
    claims.remove(left);
    const sleep = here.sleep(longMs, undefined);
    expect(claims.wake(left.number)).toBe(true);
    expect(await sleep).toBe('woken');
    claims.remove(here);
    expect(claims.wake(here.number)).toBe(false);
  });

  it('Q13 Q31 ends by its signal, and by refusal', async () => {
    const claims = new SleepingClaims();
    const claim = claims.add();
    const abort = new AbortController();
    const aborted = claim.sleep(longMs, abort.signal);
    abort.abort();
    expect(await aborted).toBe('aborted');
    expect(await claim.sleep(longMs, abort.signal)).toBe('aborted');
    const refused = expect(claim.sleep(longMs, undefined)).rejects.toMatchObject({ code: 'unreachable' });
    claims.refuse(new QueueError('unreachable', 'lost'));
    await refused;
  });
});
