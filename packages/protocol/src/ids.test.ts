import { describe, expect, it } from 'vitest';
import * as ids from './ids.js';

describe('ids', () => {
  it('P4: every new id satisfies its schema', () => {
    expect(ids.roomIdSchema.safeParse(ids.newRoomId()).success).toBe(true);
    expect(ids.memberIdSchema.safeParse(ids.newMemberId()).success).toBe(true);
    expect(ids.designIdSchema.safeParse(ids.newDesignId()).success).toBe(true);
    expect(ids.inviteIdSchema.safeParse(ids.newInviteId()).success).toBe(true);
    expect(ids.liveViewIdSchema.safeParse(ids.newLiveViewId()).success).toBe(true);
    expect(ids.versionIdSchema.safeParse(ids.newVersionId()).success).toBe(true);
    expect(ids.roundIdSchema.safeParse(ids.newRoundId()).success).toBe(true);
    expect(ids.inviteTokenSchema.safeParse(ids.newToken()).success).toBe(true);
  });

  it('P4: letters are drawn evenly (chi-squared, 57 degrees of freedom)', () => {
    const counts = new Map<string, number>();
    const drawn = 58_000;
    for (const letter of Array.from({ length: drawn / 100 }, () => ids.randomId(100)).join(''))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(58);
    const expected = drawn / 58;
    const chiSquared = [...counts.values()].reduce(
      (sum, count) => sum + (count - expected) ** 2 / expected,
      0,
    );
    // A fair source passes 130 less than once in ten million runs; modulo bias of a byte would give about 1,900.
    expect(chiSquared).toBeLessThan(130);
  });
});
