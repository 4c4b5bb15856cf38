import type { PackSummary } from '@toile/protocol';
import { describe, expect, it } from 'vitest';
import { aimWords, packForPhoto, whyNoPhoto } from './photo-aim.js';

const pack = (id: string, reads: boolean) =>
  ({ manifest: { id, files: reads ? { matte: {}, encoder: {} } : {} } }) as unknown as PackSummary;
const [blind, reading] = [pack('blind', false), pack('reading', true)];

describe('a photo', () => {
  it('is found in the space of the design on the stage where that reads photos', () => {
    const packs = { pack: blind, packs: [blind, reading] };
    expect(packForPhoto('a', 'reading', packs)).toBe(reading);
    expect(packForPhoto('ask', 'reading', packs)).toBe(reading);
  });

  it('becomes a new design of any pack that reads photos, and a source of its own design’s only', () => {
    const packs = { pack: blind, packs: [blind, reading] };
    expect(packForPhoto('rack', null, packs)).toBe(reading);
    expect(packForPhoto('ask', null, packs)).toBe(reading);
    expect(packForPhoto('b', null, packs)).toBeNull();
  });

  it('is refused with a reason', () => {
    expect(whyNoPhoto(false, reading)).toMatch(/Only editors/);
    expect(whyNoPhoto(true, null)).toMatch(/cannot read photos/);
    expect(whyNoPhoto(true, reading)).toBeNull();
  });

  it('says where it would go', () => {
    expect(aimWords('a', 'Field dress')).toBe('Drop the photo to make it source A of Field dress');
    expect(aimWords('b', null)).toMatch(/rack/);
    expect(aimWords('rack', 'Field dress')).toMatch(/rack/);
  });
});
