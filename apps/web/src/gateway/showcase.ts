import { canonicalRecipe, type Recipe } from '@toile/latent';
import { type Frame, type PackSummary, ToileError } from '@toile/protocol';
import type { PackShelf } from './pack-shelf.js';
import type { PictureService } from './picture-service.js';

/** The place in the queue that the landing page's pictures have: no room has this id. */
const showcaseRoomId = 'showcase00000000';

/** Pairs of seeds and weights that the landing page shows. Fixed: strangers cannot make the server draw others. */
const looks = [
  { a: 7, b: 7, structure: 0, style: 0 },
  { a: 1204, b: 88, structure: 0.2, style: 0.8 },
  { a: 311, b: 311, structure: 0, style: 0 },
  { a: 42, b: 2026, structure: 0.5, style: 0.5 },
  { a: 905, b: 17, structure: 0.9, style: 0.1 },
  { a: 64, b: 64, structure: 0, style: 0 },
  { a: 1871, b: 530, structure: 0.3, style: 0.6 },
  { a: 250, b: 250, structure: 0, style: 0 },
  { a: 733, b: 1492, structure: 0.6, style: 0.4 },
] as const;

/** The landing page's pictures, of the default pack. Kept in memory once drawn. */
export class Showcase {
  readonly #packs: PackShelf;
  readonly #pictures: PictureService;
  readonly #frames = new Map<string, Frame>();

  constructor(packs: PackShelf, pictures: PictureService) {
    this.#packs = packs;
    this.#pictures = pictures;
  }

  /** Picture `n`, 0..8. @throws ToileError `not-found`, `pack-unknown`, and as `PictureService.picture` does. */
  async picture(n: number): Promise<Frame> {
    const look = looks[n];
    if (!look) throw new ToileError('not-found');
    const pack = await this.#packs.choose(undefined);
    const key = `${pack.manifest.id}/${n}`;
    const frame =
      this.#frames.get(key) ?? (await this.#pictures.picture(showcaseRoomId, lookRecipe(look, n, pack)));
    this.#frames.set(key, frame);
    return frame;
  }
}

function lookRecipe(look: (typeof looks)[number], n: number, { manifest }: PackSummary): Recipe {
  const { categories, id, defaultTruncationPsi, resolutionPx } = manifest;
  const category = categories.length === 0 ? null : n % categories.length;
  return canonicalRecipe({
    v: 1,
    pack: id,
    a: { kind: 'seed', seed: look.a, category },
    b: { kind: 'seed', seed: look.b, category },
    mix: { structure: look.structure, style: look.style },
    truncationPsi: defaultTruncationPsi,
    sliders: {},
    output: { tier: 'final', sizePx: Math.max(256, resolutionPx), format: 'webp' },
  });
}
