import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createDesign } from './edit.js';
import { metaOf, schemaVersion } from './layout.js';
import { LayoutError, migrate } from './migrations.js';
import { readRack } from './read.js';

it('R15: brings a new document to this version in one transaction, once', () => {
  const doc = new Y.Doc();
  const origins: unknown[] = [];
  doc.on('update', (_update, origin) => origins.push(origin));
  migrate(doc, 'server');
  migrate(doc, 'server');
  expect(metaOf(doc).toJSON()).toEqual({ schemaVersion });
  expect(origins).toEqual(['server']);
});

it('R15: keeps what the document holds', () => {
  const doc = new Y.Doc();
  const id = createDesign(doc, { name: 'Coat' });
  migrate(doc);
  expect(readRack(doc)).toMatchObject([{ id, name: 'Coat' }]);
});

it('R15: two servers that migrate at once agree', () => {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  migrate(one);
  migrate(other);
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  migrate(one);
  expect(metaOf(one).toJSON()).toEqual({ schemaVersion });
});

it('R15: refuses a newer document, and leaves it as it is', () => {
  const doc = new Y.Doc();
  metaOf(doc).set('schemaVersion', schemaVersion + 1);
  const before = Y.encodeStateAsUpdate(doc);
  expect(() => migrate(doc)).toThrow(LayoutError);
  expect(() => migrate(doc)).toThrowError(expect.objectContaining({ code: 'newer-layout' }));
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
