import { describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/random.js';
import { decodeRoomMessage, encodeRoomMessage, SENDER_BYTES } from './room-message-codec.js';

const sender = Uint8Array.from({ length: SENDER_BYTES }, (_, at) => 200 + at);

describe('room message codec', () => {
  it('keeps sender and message apart', () => {
    const message = { kind: 'doc', seq: 2 ** 40 + 1, update: Uint8Array.of(1, 2, 3) } as const;
    const decoded = decodeRoomMessage(encodeRoomMessage(sender, message));
    expect(decoded).toEqual({ sender, message });
  });

  it('keeps who counts and how many', () => {
    const message = { kind: 'watching', instance: 'Ab3', count: 70_000 } as const;
    expect(decodeRoomMessage(encodeRoomMessage(sender, message))).toEqual({ sender, message });
  });

  it('keeps which version lost its name, and reads no other text as one', () => {
    const message = { kind: 'unnamed', versionId: 'AbcdefghijkM' } as const;
    const bytes = encodeRoomMessage(sender, message);
    expect(decodeRoomMessage(bytes)).toEqual({ sender, message });
    expect(decodeRoomMessage(bytes.subarray(0, -1))).toBeNull();
  });

  it('does not hold on to the buffer that it read', () => {
    const bytes = encodeRoomMessage(sender, { kind: 'awareness', update: Uint8Array.of(1, 2, 3) });
    const decoded = decodeRoomMessage(bytes);
    bytes.fill(0);
    expect(decoded?.message).toEqual({ kind: 'awareness', update: Uint8Array.of(1, 2, 3) });
  });

  it('keeps a signal as it is, and reads nothing else as one', () => {
    const signal = {
      kind: 'reaction',
      by: 'AnaAnaAnaAna',
      designId: 'DesignDesign',
      mark: 'love',
      x: 0.5,
      y: 1,
    } as const;
    const bytes = encodeRoomMessage(sender, { kind: 'signal', signal });
    expect(decodeRoomMessage(bytes)?.message).toEqual({ kind: 'signal', signal });
    for (const wrong of [{ ...signal, mark: 'fire' }, { ...signal, x: 2 }, {}, 'text']) {
      const forged = encodeRoomMessage(sender, { kind: 'signal', signal: wrong as never });
      expect(decodeRoomMessage(forged)).toBeNull();
    }
    expect(decodeRoomMessage(bytes.subarray(0, -1))).toBeNull();
  });

  it('answers null for every cut of a message and for kinds that it does not know', () => {
    const whole = encodeRoomMessage(sender, { kind: 'doc', seq: 7, update: new Uint8Array(0) });
    for (let length = 0; length < whole.length; length += 1) {
      expect(decodeRoomMessage(whole.subarray(0, length))).toBeNull();
    }
    for (const kind of [0, 8, 255]) {
      whole[0] = kind;
      expect(decodeRoomMessage(whole)).toBeNull();
    }
  });

  it('reads anything without throwing, and writes back what it understood', () => {
    const random = seededRandom(1);
    let understood = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const bytes = Buffer.from(Array.from({ length: random() * 24 }, () => random() * 256));
      if (bytes.length > 0) bytes[0] = random() * 8;
      const decoded = decodeRoomMessage(bytes);
      if (!decoded) continue;
      understood += 1;
      const again = encodeRoomMessage(decoded.sender, decoded.message);
      expect(decodeRoomMessage(again)).toEqual(decoded);
    }
    expect(understood).toBeGreaterThan(500);
  });
});
