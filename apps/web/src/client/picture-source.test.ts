import type { Recipe } from '@toile/latent';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { pictureOf } from './picture-source.js';

const source = { kind: 'seed', seed: 1, category: null } as const;
const recipe: Recipe = {
  v: 1,
  pack: 'ab'.repeat(32),
  a: source,
  b: source,
  mix: { structure: 0, style: 0 },
  truncationPsi: 0.7,
  sliders: {},
  output: { tier: 'final', sizePx: 256, format: 'webp' },
};
const { signal } = new AbortController();

describe('pictureOf', () => {
  afterEach(() => vi.restoreAllMocks());

  it('answers the address of a picture that has one', async () => {
    const http = { pictureUrl: () => '/pictures/1', picture: vi.fn() };
    const opened = await pictureOf(http, 'room', recipe).open(signal);
    expect(opened.url).toBe('/pictures/1');
    expect(http.picture).not.toHaveBeenCalled();
  });

  it('fetches one whose recipe is too long for an address, and lets its bytes go', async () => {
    const made = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
    const revoked = vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
    const picture = vi.fn().mockResolvedValue({ bytes: Uint8Array.of(1, 2), meta: { mime: 'image/webp' } });
    const opened = await pictureOf({ pictureUrl: () => null, picture }, 'room', recipe).open(signal);
    expect(picture).toHaveBeenCalledWith('room', recipe, signal);
    const blob = made.mock.calls[0]?.[0] as Blob;
    expect([opened.url, blob.type, blob.size]).toEqual(['blob:1', 'image/webp', 2]);
    expect(revoked).not.toHaveBeenCalled();
    opened.release();
    expect(revoked.mock.calls).toEqual([['blob:1']]);
  });
});
