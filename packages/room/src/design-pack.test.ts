import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { packField, packOf } from './design-pack.js';
import { createDesign, deriveDesign, EditError } from './edit.js';
import { designMap } from './layout.js';
import { readDesign } from './read.js';
import { testPack } from './testing/pack.fixture.js';
import { designState } from './version-state.js';

const own = testPack({});
const other = testPack({});
const figures = { ...other, manifest: { ...other.manifest, id: 'f'.repeat(64) } };
const packs = { pack: own, packs: [own, figures] };

describe('packs of designs', () => {
  it('R63: a design without a pack of its own is drawn by the room’s, and has no such field', () => {
    const doc = new Y.Doc();
    const id = createDesign(doc, { name: 'Coat', pack: packField(own, packs) });
    expect(readDesign(doc, id)?.pack).toBeNull();
    expect([designMap(doc, id)?.has('pack'), 'pack' in designState(doc, id)!]).toEqual([false, false]);
    expect(packOf(readDesign(doc, id), packs)).toBe(own);
    expect(packOf(null, packs)).toBe(own);
  });

  it('R63: one with a pack of its own passes it on to what is made from it', () => {
    const doc = new Y.Doc();
    const id = createDesign(doc, { name: 'Figure', pack: packField(figures, packs) });
    const child = readDesign(doc, deriveDesign(doc, id, 'child'));
    expect(child?.pack).toBe(figures.manifest.id);
    expect(packOf(child, packs)).toBe(figures);
    expect(designState(doc, id)).toMatchObject({ pack: figures.manifest.id });
  });

  it('R63: a pack that is not here is none, and what is no id is refused', () => {
    expect(packOf({ pack: '0'.repeat(64) }, packs)).toBeNull();
    expect(packOf({ pack: null }, { pack: null, packs: [] })).toBeNull();
    expect(() => createDesign(new Y.Doc(), { pack: 'house' })).toThrow(EditError);
  });
});
