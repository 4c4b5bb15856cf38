import { newMemberId, type Role } from '@toile/protocol';
import { expect, it } from 'vitest';
import { inElectorate } from './electorate.js';

const id = newMemberId();

it.each<[Role, boolean, boolean, boolean]>([
  ['viewer', false, false, false],
  ['voter', true, false, true],
  ['editor', true, true, true],
  ['host', true, true, true],
])('V2: a %s is among voters %s, among editors %s, among the named %s', (role, voters, editors, named) => {
  expect(inElectorate({ kind: 'role', least: 'voter' }, { id, role })).toBe(voters);
  expect(inElectorate({ kind: 'role', least: 'editor' }, { id, role })).toBe(editors);
  expect(inElectorate({ kind: 'members', memberIds: [id] }, { id, role })).toBe(named);
  expect(inElectorate({ kind: 'members', memberIds: [newMemberId()] }, { id, role })).toBe(false);
});
