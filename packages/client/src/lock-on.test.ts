import type { Locks, Member, Role } from '@toile/protocol';
import type { Design } from '@toile/room';
import { expect, it } from 'vitest';
import { lockOn } from './lock-on.js';

const lock = { by: 'HostHostHost', atMs: 1 };
const me = (role: Role): Member => ({ id: 'MeMeMeMeMeMe', name: 'Me', role, colour: 'sea', joinedAtMs: 0 });
const open: Locks = { room: null, designs: {} };
const coatLocked: Locks = { room: null, designs: { CoatCoatCoat: lock } };
const allLocked: Locks = { room: lock, designs: { CoatCoatCoat: lock } };

it.each([
  ['editor', open, 'CoatCoatCoat', null],
  ['editor', coatLocked, 'CoatCoatCoat', 'design-locked'],
  ['editor', coatLocked, 'ShirtShirtSh', null],
  ['editor', coatLocked, null, null],
  ['editor', allLocked, 'ShirtShirtSh', 'room-locked'],
  ['editor', allLocked, null, 'room-locked'],
  ['host', allLocked, 'CoatCoatCoat', null],
] as const)('keeps an %s from a design where it should', (role, locks, designId, expected) => {
  expect(lockOn({ me: me(role), locks }, designId)).toBe(expected);
});

it('keeps nobody from their own sketch, and lets nobody put it on a locked rack', () => {
  const scratch = { design: { id: 'SketchSketch' } as Design, parentId: null };
  const state = { me: me('editor'), locks: allLocked, scratch };
  expect(lockOn(state, 'SketchSketch')).toBeNull();
  expect(lockOn(state, null)).toBe('room-locked');
});
