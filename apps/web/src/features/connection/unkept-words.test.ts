import type { Unkept } from '@toile/client';
import { expect, it } from 'vitest';
import { unkeptWords } from './unkept-words.js';

const lost = (part: Partial<Unkept> = {}): Unkept => ({
  what: 'changed',
  designId: 'CoatCoatCoat',
  name: 'Linen dress',
  code: 'design-locked',
  ...part,
});

it('says what was lost, and why', () => {
  expect(unkeptWords([lost()])).toBe('Your change to Linen dress was not kept: the design is locked.');
  expect(unkeptWords([lost(), lost(), lost()])).toBe(
    '3 changes of yours to Linen dress were not kept: the design is locked.',
  );
  expect(unkeptWords([lost({ what: 'commented', code: 'not-the-author' })])).toBe(
    'Your comment on Linen dress was not kept: a comment is changed by its author only.',
  );
  expect(unkeptWords([lost({ what: 'added', code: 'document-full' })])).toBe(
    'Linen dress was not kept: the room is full.',
  );
  expect(unkeptWords([lost({ what: 'removed' })])).toBe(
    'Linen dress was not taken off the rack: the design is locked.',
  );
  expect(unkeptWords([lost({ name: null, code: 'update-invalid' })])).toBe(
    'Your change to a design was not kept: the server refused it.',
  );
});

it('says that what lay there could not be read', () => {
  const unreadable = lost({ name: null, designId: null, code: 'update-malformed' });
  expect(unkeptWords([unreadable])).toBe('Your change from last time was not kept: it could not be read.');
  expect(unkeptWords([unreadable, unreadable])).toBe(
    '2 changes of yours from last time were not kept: they could not be read.',
  );
});

it('names two and counts the rest', () => {
  const others = ['A', 'B', 'C'].map((name) => lost({ name, designId: name }));
  expect(unkeptWords([...others, others[2] as Unkept])).toBe(
    'Your change to A was not kept: the design is locked. Your change to B was not kept: the design is locked. 2 other changes were lost too.',
  );
});
