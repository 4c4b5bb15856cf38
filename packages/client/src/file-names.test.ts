import { expect, it } from 'vitest';
import { fileNames } from './file-names.js';

it.each([
  ['Field dress, long sleeve', 'Field dress, long sleeve.png'],
  ['../../etc/passwd', 'etc passwd.png'],
  ['a\\b:c*d?e"f<g>h|i', 'a b c d e f g h i.png'],
  ['  .hidden. ', 'hidden.png'],
  ['new\nline\u0000and\u202Etrick', 'new line and trick.png'],
  ['Été 春 🧵', 'Été 春 🧵.png'],
  ['CON', 'CON design.png'],
  ['', 'Design.png'],
  ['...', 'Design.png'],
  ['🧵'.repeat(80), `${'🧵'.repeat(60)}.png`],
])('makes of %j the file name %j', (name, file) => {
  expect(fileNames([name], 'png')).toEqual([file]);
});

it('names each file once, whatever the case', () => {
  expect(fileNames(['Coat', 'coat', 'Coat', 'Coat 2'], 'webp')).toEqual([
    'Coat.webp',
    'coat 2.webp',
    'Coat 3.webp',
    'Coat 2 2.webp',
  ]);
});
