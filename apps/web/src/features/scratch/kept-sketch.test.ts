import { expect, it } from 'vitest';
import { keep } from '../../client/kept.js';
import { keepSketch, keptSketch } from './kept-sketch.js';

it('keeps one sketch for each room and member, until it is put or discarded', () => {
  keepSketch('room', 'ana', 'a1');
  keepSketch('room', 'ben', 'b1');
  keepSketch('room', 'ana', 'a2');
  expect([keptSketch('room', 'ana'), keptSketch('room', 'ben'), keptSketch('other', 'ana')]).toEqual([
    'a2',
    'b1',
    null,
  ]);
  keepSketch('room', 'ana', null);
  expect([keptSketch('room', 'ana'), keptSketch('room', 'ben')]).toEqual([null, 'b1']);
});

it('forgets those of the rooms that were sketched in longest ago, and keeps none that is too long', () => {
  for (let room = 0; room < 12; room++) keepSketch(`room${room}`, 'ana', String(room));
  keepSketch('room0', 'ana', 'again');
  keepSketch('room12', 'ana', '12');
  expect(keptSketch('room1', 'ana')).toBeNull();
  expect(keptSketch('room0', 'ana')).toBe('again');
  expect(keptSketch('room', 'ben')).toBeNull();
  keepSketch('room0', 'ana', 'x'.repeat(300_000));
  expect(keptSketch('room0', 'ana')).toBeNull();
});

it('makes do with a list that it cannot read', () => {
  keep('sketches', '{"x":');
  keepSketch('room', 'ana', 'a');
  expect(keptSketch('room', 'ana')).toBe('a');
});
