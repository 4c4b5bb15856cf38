/** Lightness 0..100 and the two opponent axes of CIELAB (D65). */
export type Lab = readonly [l: number, a: number, b: number];

/** One thing that a description asks for, for a person to see and to correct. */
export type Chip =
  | {
      readonly kind: 'category';
      /** The words that asked for it, as they were typed. */
      readonly words: string;
      /** Index into the pack's categories. */
      readonly category: number;
    }
  | { readonly kind: 'colour'; readonly words: string; readonly name: string; readonly lab: Lab }
  | {
      readonly kind: 'attribute';
      readonly words: string;
      /** A slider that the pack has. */
      readonly directionId: string;
      readonly sigmas: number;
    };

/** What was made of a description, and the words of which nothing was made. */
export interface Understood {
  readonly chips: readonly Chip[];
  readonly unknown: readonly string[];
}
