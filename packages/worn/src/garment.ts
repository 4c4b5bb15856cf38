/** How a garment is placed: what it hangs from, and which parts it has. */
export type GarmentKind = 'upper' | 'dress' | 'trousers' | 'skirt';

/** What usually holds for a category; proportions are medians of the garment photographs that the house pack learned from. */
export interface Category {
  readonly kind: GarmentKind;
  /** Length over width: neck to hem over the width under the arms, or waist to hem over the width of the waist. */
  readonly usualLength: number;
  /** Where the hem usually hangs on a figure, in heads from the top. */
  readonly usualHem: number;
  /** It has sleeves, even where a picture does not show them apart from the body. */
  readonly sleeved: boolean;
  /** They usually reach down to the wrist. */
  readonly longSleeves: boolean;
  /** Its usual width on the body over the body's own. */
  readonly ease: number;
  /** The neckline that is cut out of the front where the picture shows the back of the collar. */
  readonly neckline: 'round' | 'open';
}

const categories: Readonly<Record<string, Category>> = {
  't-shirt': {
    sleeved: true,
    ease: 1.14,
    kind: 'upper',
    usualLength: 1.38,
    usualHem: 4.0,
    longSleeves: false,
    neckline: 'round',
  },
  top: {
    sleeved: false,
    ease: 1.06,
    kind: 'upper',
    usualLength: 1.5,
    usualHem: 3.85,
    longSleeves: false,
    neckline: 'round',
  },
  'long-sleeve': {
    sleeved: true,
    ease: 1.13,
    kind: 'upper',
    usualLength: 1.35,
    usualHem: 4.05,
    longSleeves: true,
    neckline: 'round',
  },
  shirt: {
    sleeved: true,
    ease: 1.18,
    kind: 'upper',
    usualLength: 1.4,
    usualHem: 4.15,
    longSleeves: true,
    neckline: 'open',
  },
  outerwear: {
    sleeved: true,
    ease: 1.27,
    kind: 'upper',
    usualLength: 1.4,
    usualHem: 4.3,
    longSleeves: true,
    neckline: 'open',
  },
  dress: {
    sleeved: false,
    ease: 1.06,
    kind: 'dress',
    usualLength: 2.1,
    usualHem: 5.9,
    longSleeves: false,
    neckline: 'round',
  },
  trousers: {
    sleeved: false,
    ease: 1.05,
    kind: 'trousers',
    usualLength: 2.65,
    usualHem: 8.15,
    longSleeves: false,
    neckline: 'round',
  },
  shorts: {
    sleeved: false,
    ease: 1.06,
    kind: 'trousers',
    usualLength: 1.4,
    usualHem: 5.15,
    longSleeves: false,
    neckline: 'round',
  },
  skirt: {
    sleeved: false,
    ease: 1.03,
    kind: 'skirt',
    usualLength: 1.55,
    usualHem: 5.6,
    longSleeves: false,
    neckline: 'round',
  },
};

/** What is known of a category by its name in the pack; null for a name that is not a garment's. */
export const categoryNamed = (name: string): Category | null =>
  Object.hasOwn(categories, name) ? categories[name]! : null;
