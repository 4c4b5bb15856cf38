import { type Recipe, recipeHash } from '@toile/latent';
import { ToileError } from '@toile/protocol';
import {
  type Design,
  type DesignSource,
  designRecipe,
  latentOf,
  packOf,
  type RoomPacks,
  sourceAlone,
} from '@toile/room';

/** Latents that are kept: a rack's worth, a few kilobytes each. */
const kept = 64;

/** Designs as sources of other designs: at once where a source shows alone, else the server is asked for the latent. */
export class DesignSources {
  readonly #latent: (recipe: Recipe) => Promise<string>;
  readonly #packs: () => RoomPacks;
  /** wPlus by recipe hash, asked for or there; the one that was wanted last at the end. */
  readonly #latents = new Map<string, Promise<string>>();

  constructor({
    latent,
    packs,
  }: {
    /** Asks for what a recipe's picture is drawn from. */
    readonly latent: (recipe: Recipe) => Promise<string>;
    readonly packs: () => RoomPacks;
  }) {
    this.#latent = latent;
    this.#packs = packs;
  }

  /**
   * The source that draws what `design` shows, for a design of the same pack at `truncationPsi`. Rejects with
   * ToileError: `pack-unknown`, or as the server answers; asking again after that is another attempt.
   */
  async of(design: Design, truncationPsi: number): Promise<DesignSource> {
    const pack = packOf(design, this.#packs());
    if (pack === null) throw new ToileError('pack-unknown');
    const alone = sourceAlone(design, pack, truncationPsi);
    if (alone) return alone;
    return latentOf(design, pack, await this.#wPlus(designRecipe(design, pack)));
  }

  #wPlus(recipe: Recipe): Promise<string> {
    const hash = recipeHash(recipe);
    const asked = this.#latents.get(hash) ?? this.#ask(hash, recipe);
    this.#latents.delete(hash);
    this.#latents.set(hash, asked);
    const [oldest] = this.#latents.keys();
    if (this.#latents.size > kept && oldest !== undefined) this.#latents.delete(oldest);
    return asked;
  }

  #ask(hash: string, recipe: Recipe): Promise<string> {
    const asked = this.#latent(recipe);
    asked.catch(() => {
      if (this.#latents.get(hash) === asked) this.#latents.delete(hash);
    });
    return asked;
  }
}
