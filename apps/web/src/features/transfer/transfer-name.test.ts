import { limits } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { transferName } from './transfer-name.js';

describe('the name of a transfer', () => {
  it('says whose look it has', () => {
    expect(transferName('Coat', 'look of dress 12')).toBe('Coat, look of dress 12');
  });

  it('is as long as a name may be, with something of both', () => {
    const long = '👗'.repeat(limits.designNameChars);
    for (const [name, look] of [
      [long, 'dress 12'],
      ['Coat', long],
      [long, long],
    ] as const) {
      const result = transferName(name, `look of ${look}`);
      expect(result.length).toBeLessThanOrEqual(limits.designNameChars);
      expect(result).not.toMatch(/\p{Surrogate}/u);
      expect(result).toContain(', look of ');
    }
  });
});
