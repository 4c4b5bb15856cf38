import {
  type Direction,
  type Recipe,
  type SeedSource,
  type Source,
  type SourceLatent,
  wPlusFromText,
  wsFromRecipe,
  zFromSeed,
} from '@toile/latent';
import type { PackManifest } from '@toile/protocol';
import { LatestUsed } from './latest-used.js';
import { type PackSessions, runDrawing, runMapping } from './sessions.js';

/** What drawing needs of a pack: `Pack` without what only people read. Can be sent to a thread. */
export interface DrawablePack {
  readonly folder: string;
  readonly manifest: PackManifest;
  readonly wAvg: Float32Array;
  readonly directions: readonly Direction[];
}

/** One batch of pictures. */
export interface DrawnBatch {
  /** [n, sidePx, sidePx, 3] */
  readonly rgb: Uint8Array<ArrayBuffer>;
  /** The pack's resolution, or where its previews stop. */
  readonly sidePx: number;
  /** Mapping, latent arithmetic and synthesis of the whole batch. */
  readonly inferenceMs: number;
}

/** Sources whose w is remembered, for each pack; one is about a kilobyte. */
const REMEMBERED_SOURCES = 2_048;

/** Draws recipes with the open networks of one pack. Not for concurrent calls. */
export class PackDrawing {
  readonly pack: DrawablePack;
  readonly sessions: PackSessions;
  readonly #wOfSource = new LatestUsed<Float32Array>(REMEMBERED_SOURCES);

  constructor(pack: DrawablePack, sessions: PackSessions) {
    this.pack = pack;
    this.sessions = sessions;
  }

  /**
   * All recipes in one batch: with the pack's preview network if it has one and all of them ask for a preview.
   * Rejects when a network fails or a recipe does not fit the pack.
   */
  async draw(recipes: readonly Recipe[]): Promise<DrawnBatch> {
    const startedAt = performance.now();
    const ws = await this.ws(recipes);
    const { manifest } = this.pack;
    const whole = { session: this.sessions.synthesis, sidePx: manifest.resolutionPx };
    const areAllPreviews = recipes.every(({ output }) => output.tier === 'preview');
    const drawing = (areAllPreviews && this.sessions.preview) || whole;
    const rgb = await runDrawing(drawing, manifest, ws, recipes.length);
    return { rgb, sidePx: drawing.sidePx, inferenceMs: performance.now() - startedAt };
  }

  /** The ws [n, numWs, wDim] that synthesis is given. */
  async ws(recipes: readonly Recipe[]): Promise<Float32Array> {
    const { manifest, wAvg, directions } = this.pack;
    const { numWs, wDim, structureLayers } = manifest;
    const sources = await this.latents(recipes.flatMap(({ a, b }) => [a, b]));
    const ws = new Float32Array(recipes.length * numWs * wDim);
    for (const [i, recipe] of recipes.entries()) {
      const [a, b] = [sources[2 * i]!, sources[2 * i + 1]!];
      const latents = { a, b, wAvg, numWs, structureLayers, directions };
      ws.set(wsFromRecipe(recipe, latents), i * numWs * wDim);
    }
    return ws;
  }

  /** The w [n, wDim] of seeds, not truncated. */
  async w(sources: readonly SeedSource[]): Promise<Float32Array> {
    const mapped = await this.#mapped(sources);
    const { wDim } = this.pack.manifest;
    const w = new Float32Array(sources.length * wDim);
    for (const [i, source] of sources.entries()) w.set(mapped.get(sourceKey(source))!, i * wDim);
    return w;
  }

  /** What `wsFromRecipe` takes of each source; seeds that are not remembered are mapped in one batch. */
  async latents(sources: readonly Source[]): Promise<SourceLatent[]> {
    const { manifest } = this.pack;
    const seeds = sources.filter((source) => source.kind === 'seed');
    const mapped = await this.#mapped(seeds);
    return sources.map((source) =>
      source.kind === 'seed'
        ? { w: mapped.get(sourceKey(source))! }
        : { wPlus: wPlusFromText(source.wPlus, manifest) },
    );
  }

  /** The w of each seed by its key, not truncated. */
  async #mapped(sources: readonly SeedSource[]): Promise<Map<string, Float32Array>> {
    const found = new Map<string, Float32Array>();
    const missing = new Map<string, SeedSource>();
    for (const source of sources) {
      const key = sourceKey(source);
      const w = this.#wOfSource.get(key);
      if (w) found.set(key, w);
      else missing.set(key, source);
    }
    if (missing.size > 0) {
      const fresh = await this.#map([...missing.values()]);
      for (const [i, key] of [...missing.keys()].entries()) {
        found.set(key, fresh[i]!);
        this.#wOfSource.set(key, fresh[i]!);
      }
    }
    return found;
  }

  async #map(sources: readonly SeedSource[]): Promise<Float32Array[]> {
    const { manifest } = this.pack;
    const { zDim, wDim } = manifest;
    const z = new Float32Array(sources.length * zDim);
    for (const [i, { seed }] of sources.entries()) z.set(zFromSeed(seed, zDim), i * zDim);
    const categories = sources.map(({ category }) => category);
    const w = await runMapping(this.sessions.mapping, manifest, z, categories);
    return sources.map((_, i) => w.slice(i * wDim, (i + 1) * wDim));
  }
}

const sourceKey = ({ seed, category }: SeedSource): string => `${seed}/${category}`;
