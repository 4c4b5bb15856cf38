import { describe, expect, it } from 'vitest';
import { draftOf, mentionAt, suggestions, textOf } from './draft-mentions.js';

const ana = { id: 'AnaAnaAnaAna', name: 'Ana' };
const anabel = { id: 'AnabelAnabel', name: 'Anabel' };
const jo = { id: 'JoJoJoJoJoJo', name: 'Jo van Dam' };
const other = { id: 'OtherOtherOt', name: 'Ana' };
const members = [ana, anabel, jo];

describe('what people type', () => {
  it.each([
    ['@Ana longer?', `@[${ana.id}] longer?`],
    ['@Anabel, @ana!', `@[${anabel.id}], @[${ana.id}]!`],
    ['ask @Jo van Dam (@Ana)', `ask @[${jo.id}] (@[${ana.id}])`],
    ['mail ana@Ana.example', 'mail ana@Ana.example'],
    ['@Anatole @ @', '@Anatole @ @'],
    ['', ''],
  ])('%j is stored as %j', (draft, text) => {
    expect(textOf(draft, members)).toBe(text);
  });

  it('means who was picked, where two have one name', () => {
    expect(textOf('@Ana', [...members, other])).toBe(`@[${ana.id}]`);
    expect(textOf('@Ana', [...members, other], new Map([['Ana', other.id]]))).toBe(`@[${other.id}]`);
  });

  it('comes back as it was typed', () => {
    const draft = 'Ask @Jo van Dam and @Ana.';
    expect(draftOf(textOf(draft, members), members)).toBe(draft);
    expect(draftOf('@[GoneGoneGone] said so', members)).toBe('@someone who left said so');
  });
});

describe('the mention at the caret', () => {
  it.each([
    ['hello @A', 8, { start: 6, query: 'A' }],
    ['@', 1, { start: 0, query: '' }],
    ['@Ana longer', 4, { start: 0, query: 'Ana' }],
    ['@Ana longer', 8, null],
    ['me@A', 4, null],
    ['hello', 3, null],
  ])('in %j at %i is %j', (draft, caret, expected) => {
    expect(mentionAt(draft, caret)).toEqual(expected);
  });

  it('suggests by the beginning of any word of a name', () => {
    expect(suggestions(members, 'an').map(({ id }) => id)).toEqual([ana.id, anabel.id]);
    expect(suggestions(members, 'dam').map(({ id }) => id)).toEqual([jo.id]);
    expect(suggestions(members, '', 2)).toHaveLength(2);
    expect(suggestions(members, 'x')).toEqual([]);
  });
});
