/** A garment on the rack, read out of the document. Every field merges on its own. */
export interface Design {
  readonly id: string;
  readonly name: string;
  /** Fractional index: the rack is sorted by it, then by id. */
  readonly order: string;
  readonly a: DesignSource;
  readonly b: DesignSource;
  /** Weight of B on the structure layers, 0..1. */
  readonly structure: number;
  /** Weight of B on the other layers, 0..1. */
  readonly style: number;
  readonly truncationPsi: number;
  /** Direction id -> sigmas; sliders at rest are absent. */
  readonly sliders: Readonly<Record<string, number>>;
}

export interface DesignSource {
  readonly kind: 'seed';
  readonly seed: number;
  /** One-hot index, or null for a pack without categories. */
  readonly category: number | null;
}

/** Which of a design's two sources. */
export type Side = 'a' | 'b';
