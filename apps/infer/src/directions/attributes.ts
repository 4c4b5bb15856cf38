import type { Direction } from '@toile/protocol';
import type { MeasureName } from '../measure/picture-measures.js';

/** A slider that people would want, and the measure that decides whether a direction deserves the name. */
export interface Attribute {
  readonly id: string;
  readonly label: string;
  readonly group: Exclude<Direction['group'], 'component'>;
  readonly lowLabel: string;
  readonly highLabel: string;
  /** What must grow towards `highLabel`. */
  readonly measure: MeasureName;
  /** Measures that cannot stay as they are when this one changes: a longer garment covers more of the picture. */
  readonly entails: readonly MeasureName[];
}

/** In the order in which people see them. */
export const attributes: readonly Attribute[] = [
  shape('sleeves', 'Sleeves', 'short', 'long', 'sleeves', ['area']),
  shape('length', 'Length', 'crop', 'maxi', 'length', ['area']),
  shape('neckline', 'Neckline', 'high', 'deep', 'neckline', []),
  shape('width', 'Width', 'slim', 'wide', 'width', ['area']),
  shape('flare', 'Hem', 'tapered', 'flared', 'flare', ['area']),
  shape('symmetry', 'Symmetry', 'uneven', 'even', 'symmetry', []),
  colour('lightness', 'Lightness', 'dark', 'light', 'lightness'),
  colour('warmth', 'Warmth', 'cool', 'warm', 'warmth'),
  colour('colourfulness', 'Colour', 'muted', 'vivid', 'colourfulness'),
  {
    id: 'pattern',
    label: 'Pattern',
    group: 'pattern',
    lowLabel: 'plain',
    highLabel: 'busy',
    measure: 'texture',
    entails: [],
  },
];

function shape(
  id: string,
  label: string,
  lowLabel: string,
  highLabel: string,
  measure: MeasureName,
  entails: readonly MeasureName[],
): Attribute {
  return { id, label, group: 'shape', lowLabel, highLabel, measure, entails };
}

function colour(
  id: string,
  label: string,
  lowLabel: string,
  highLabel: string,
  measure: MeasureName,
): Attribute {
  return { id, label, group: 'colour', lowLabel, highLabel, measure, entails: [] };
}
