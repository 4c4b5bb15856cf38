/** A garment on the rack, read out of the document. Every field merges on its own. */
export interface Design {
  readonly id: string;
  readonly name: string;
  /** Fractional index: the rack is sorted by it, then by id. */
  readonly order: string;
  /** Id of the pack that draws it; null for the room's own. */
  readonly pack: string | null;
  readonly a: DesignSource;
  readonly b: DesignSource;
  /** Weight of B on the structure layers, 0..1. */
  readonly structure: number;
  /** Weight of B on the other layers, 0..1. */
  readonly style: number;
  /** Layer -> weight of B there, in place of `structure` or `style`; layers that follow those are absent. */
  readonly layers: Readonly<Record<number, number>>;
  readonly truncationPsi: number;
  /** Direction id -> sigmas; sliders at rest are absent. */
  readonly sliders: Readonly<Record<string, number>>;
  /** What is to stay as it is when designs are varied, shuffled or mixed, sorted; see `lockable`. */
  readonly locks: readonly string[];
  /** What a company calls the style, such as "S-104"; empty where it has none. */
  readonly styleNumber: string;
  /** Plain text for those who make it; empty where there is none. */
  readonly note: string;
  /** Where it comes from; null where it began here. */
  readonly lineage: Lineage | null;
}

/** How a design came to be out of another. */
export interface Lineage {
  readonly how: (typeof lineages)[number];
  /** Design id, which may have left the rack; null where it came from outside (pasted). */
  readonly parent: string | null;
}

/**
 * `copy`: the same once more; `child`: a variation that was chosen; `branch`: another way on from the same
 * state; `paste`: read from a recipe.
 */
export const lineages = ['copy', 'child', 'branch', 'paste'] as const;

export type DesignSource = SeedDesignSource | LatentDesignSource;

export interface SeedDesignSource {
  readonly kind: 'seed';
  readonly seed: number;
  /** One-hot index, or null for a pack without categories. */
  readonly category: number | null;
}

/** A latent of its own: a photograph's, or a design's as it was. */
export interface LatentDesignSource {
  readonly kind: 'latent';
  /** As `wPlusText` writes it, in the shape of the room's pack. */
  readonly wPlus: string;
  /** SHA-256 (hex) of the photograph that it was found for; null where it comes from a design or a recipe. */
  readonly photo: string | null;
  /** What kind of garment it is. */
  readonly category: number | null;
  /** The seed that stands behind it: what is drawn where a pack cannot draw the latent, or it is taken away. */
  readonly seed: number;
}

/** Which of a design's two sources. */
export type Side = 'a' | 'b';
