import { describe, expect, it } from 'vitest';
import { codeFromClose, errorBodySchema, errorCodes, errorTable, ToileError } from './errors.js';

describe('errors', () => {
  it('P1: every row can be carried by HTTP and by a WebSocket, and close codes are unique', () => {
    for (const code of errorCodes) {
      const row = errorTable[code];
      expect(row.httpStatus, code).toBeGreaterThanOrEqual(400);
      expect(row.httpStatus, code).toBeLessThan(600);
      expect(row.closeCode === 1012 || (row.closeCode >= 4000 && row.closeCode < 5000), code).toBe(true);
      expect(row.message, code).toMatch(/[.]$/);
    }
    expect(new Set(errorCodes.map((code) => errorTable[code].closeCode)).size).toBe(errorCodes.length);
  });

  it('P2: an error survives a wire', () => {
    for (const code of errorCodes) {
      const sent = new ToileError(code, 'exactly this', { limit: { name: 'docBytes', value: 7 } });
      const body = errorBodySchema.parse(JSON.parse(JSON.stringify(sent.toBody())));
      const received = ToileError.fromBody(body);
      expect([received.code, received.message, received.limit]).toEqual([code, 'exactly this', sent.limit]);
      expect(received.retryable).toBe(errorTable[code].retryable);
    }
  });

  it('P3: close codes are inverted, foreign ones are not ours', () => {
    for (const code of errorCodes) expect(codeFromClose(errorTable[code].closeCode)).toBe(code);
    for (const foreign of [1000, 1006, 1009, 4999]) expect(codeFromClose(foreign)).toBeNull();
  });
});
