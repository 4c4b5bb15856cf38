import { expect, it } from 'vitest';
import { initials } from './person.js';

it.each([
  ['Ana', 'AN'],
  ['jo van dam', 'JD'],
  ['  Mika  ', 'MI'],
  ['Ø', 'Ø'],
  ['🧵 Thread', '🧵T'],
  ['', '?'],
])('initials of "%s" are "%s"', (name, letters) => {
  expect(initials(name)).toBe(letters);
});
