import { createDesign, designState, readDesign } from '@toile/room';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { readSketch, sketchText } from './sketch-text.js';

it('brings a sketch back as it was', () => {
  const doc = new Y.Doc();
  const parentId = createDesign(doc, { name: 'Coat' });
  const id = createDesign(doc, {
    name: 'Coat',
    style: 0.5,
    sliders: { hem: 1.5 },
    locks: ['hem'],
    note: 'x',
  });
  const { id: _id, order: _order, ...fields } = readDesign(doc, id)!;
  expect(readSketch(sketchText(designState(doc, id)!, parentId))).toEqual({ fields, parentId });
});

it.each(['', 'null', '{}', '{"v":2,"parentId":null,"state":"{}"}', '{"v":1,"parentId":"x","state":"{}"}'])(
  'takes %j for no sketch',
  (text) => expect(readSketch(text)).toBeNull(),
);

it('leaves out what no design may hold', () => {
  const state = JSON.stringify({ 'mix.style': 7, 'slider.hem': 1, colour: 'red' });
  const sketch = readSketch(JSON.stringify({ v: 1, parentId: null, state }));
  expect(sketch?.fields).toMatchObject({ style: 0, sliders: { hem: 1 } });
});
