import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createDesign, deleteDesign, duplicateDesign, moveDesign, setField } from './edit.js';
import { fieldProblem } from './fields.js';
import { readDesign, readRack } from './read.js';

const names = (doc: Y.Doc) => readRack(doc).map(({ name }) => name);

function exchange(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
}

describe('order of the rack', () => {
  let doc: Y.Doc;
  const put = (name: string, afterId?: string) => createDesign(doc, { name }, afterId ? { afterId } : {});
  beforeEach(() => {
    doc = new Y.Doc();
  });

  it('R8: puts a design after the one that was named, and else last', () => {
    const a = put('a');
    put('c');
    put('b', a);
    put('d');
    expect(names(doc)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('R8: moves a design first, last, and everywhere between', () => {
    const [a, b, c] = [put('a'), put('b'), put('c')];
    moveDesign(doc, c, null);
    expect(names(doc)).toEqual(['c', 'a', 'b']);
    moveDesign(doc, c, a);
    expect(names(doc)).toEqual(['a', 'c', 'b']);
    moveDesign(doc, a, b);
    expect(names(doc)).toEqual(['c', 'b', 'a']);
    moveDesign(doc, b, b);
    expect(names(doc)).toEqual(['c', 'b', 'a']);
  });

  it('R8: stands last where the design that was named has gone', () => {
    const [a, b] = [put('a'), put('b')];
    put('c');
    deleteDesign(doc, b);
    put('d', b);
    moveDesign(doc, a, b);
    expect(names(doc)).toEqual(['c', 'd', 'a']);
  });

  it('R4 R9: keeps both of two that were put at one place at once, alike on both sides', () => {
    const first = put('first');
    put('last');
    const other = new Y.Doc();
    exchange(doc, other);
    const here = put('here', first);
    const there = createDesign(other, { name: 'there' }, { afterId: first });
    expect(readDesign(doc, here)?.order).toBe(readDesign(other, there)?.order);
    exchange(doc, other);
    expect(names(doc)).toEqual(names(other));
    expect(names(doc)[0]).toBe('first');
    expect(new Set(names(doc).slice(1, 3))).toEqual(new Set(['here', 'there']));
  });

  it('R9: puts a design between two that share a key, and moves one out from between them', () => {
    const ids = ['a', 'b', 'c', 'd'].map((name) => put(name));
    const [a, b, c, d] = ids as [string, string, string, string];
    for (const id of [b, c, d]) setField(doc, id, 'order', 'a1');
    const tied = readRack(doc).slice(1);
    put('x', tied[0]?.id);
    const [second, third] = [tied[1]?.name, tied[2]?.name];
    expect(names(doc)).toEqual(['a', tied[0]?.name, 'x', second, third]);
    for (const id of [a, b, c, d]) setField(doc, id, 'order', 'a1');
    const rack = readRack(doc);
    moveDesign(doc, rack.at(-1)!.id, rack[0]!.id);
    expect(readRack(doc).map(({ id }) => id)).toEqual(
      [rack[0], rack.at(-1), ...rack.slice(1, -1)].map((design) => design?.id),
    );
  });

  it('R10: never wears out, however often a design is put at one place', () => {
    const top = put('top');
    put('bottom');
    let longest = 0;
    for (let turn = 0; turn < 1500; turn++) {
      const id = duplicateDesign(doc, top);
      const order = readDesign(doc, id)?.order ?? '';
      longest = Math.max(longest, order.length);
      expect(readRack(doc)[1]?.id).toBe(id);
      const [, , third] = readRack(doc);
      if (third && third.name !== 'bottom') deleteDesign(doc, third.id);
    }
    expect(longest).toBeGreaterThan(100);
    expect(longest).toBeLessThanOrEqual(128);
    expect(names(doc)[0]).toBe('top');
    expect(names(doc).at(-1)).toBe('bottom');
  });

  it.each(['', 'a', 'a00', '!', 'A00000000000000000000000000', '5', 'a0 ', 'a'.repeat(129)])(
    'R2: %j is no place that others could stand beside',
    (order) => {
      expect(fieldProblem('order', order)).not.toBeNull();
    },
  );

  it.each([
    'a0',
    'Zz',
    'a0V',
    `zzzzzzzzzzzzzzzzzzzzzzzzzzz${'V'.repeat(101)}`,
    'A00000000000000000000000001',
  ])('R8: a design can be put on either side of %j', (order) => {
    const middle = put('middle');
    setField(doc, middle, 'order', order);
    put('after', middle);
    moveDesign(doc, put('before'), null);
    expect(names(doc)).toEqual(['before', 'middle', 'after']);
  });

  it('R8: stands where it was put, in long random rearrangement', () => {
    const random = mulberry32(7);
    const expected: string[] = [];
    for (let turn = 0; turn < 400; turn++) {
      const at = Math.floor(random() * (expected.length + 1));
      const afterId = at === 0 ? null : expected[at - 1]!;
      if (expected.length < 20) {
        const id = put(String(turn), afterId ?? undefined);
        if (afterId === null) moveDesign(doc, id, null);
        expected.splice(at, 0, id);
      } else {
        const id = expected[Math.floor(random() * expected.length)]!;
        if (id === afterId) continue;
        moveDesign(doc, id, afterId);
        expected.splice(expected.indexOf(id), 1);
        expected.splice(afterId === null ? 0 : expected.indexOf(afterId) + 1, 0, id);
      }
      expect(readRack(doc).map(({ id }) => id)).toEqual(expected);
    }
  });
});

/** Tommy Ettinger's mulberry32: uniform in 0..1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
