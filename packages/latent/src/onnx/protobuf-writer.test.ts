import { describe, expect, it } from 'vitest';
import { ProtobufWriter } from './protobuf-writer.js';

function hex(writer: ProtobufWriter): string {
  return Buffer.from(writer.bytes()).toString('hex');
}

describe('protobuf', () => {
  it('writes the examples of its documentation', () => {
    expect(hex(new ProtobufWriter().varint(1, 150))).toBe('089601');
    expect(hex(new ProtobufWriter().text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtobufWriter().message(3, new ProtobufWriter().varint(1, 150)))).toBe('1a03089601');
  });

  it('writes floats, large numbers and large fields', () => {
    expect(hex(new ProtobufWriter().float(2, 1))).toBe('150000803f');
    expect(hex(new ProtobufWriter().varint(1, 2 ** 40))).toBe('08808080808020');
    expect(hex(new ProtobufWriter().varint(20, 7))).toBe('a00107');
    expect(hex(new ProtobufWriter().content(9, Uint8Array.of(1, 2)))).toBe('4a020102');
  });

  it('refuses numbers that are no counts', () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 60]) {
      expect(() => new ProtobufWriter().varint(1, value)).toThrow(RangeError);
    }
  });
});
