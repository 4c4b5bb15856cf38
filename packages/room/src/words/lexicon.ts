/** Towards the high (1) or the low (-1) end of an attribute, more or less far. */
export interface Pull {
  /** Id of the attribute's slider. */
  readonly attribute: string;
  readonly towards: number;
}

const pull = (attribute: string, towards: number): Pull => ({ attribute, towards });

/** Words, or words in a row, that say how a garment is. */
export const qualities: Readonly<Record<string, readonly Pull[]>> = {
  sleeveless: [pull('sleeves', -1.4)],
  strapless: [pull('sleeves', -1.4), pull('neckline', 0.6)],
  'cap sleeves': [pull('sleeves', -0.8)],
  'half sleeves': [pull('sleeves', -0.2)],
  crop: [pull('length', -1)],
  cropped: [pull('length', -1)],
  mini: [pull('length', -1)],
  midi: [pull('length', 0.4)],
  maxi: [pull('length', 1.2)],
  'floor length': [pull('length', 1.4)],
  'knee length': [pull('length', 0.1)],
  'v neck': [pull('neckline', 0.9)],
  plunging: [pull('neckline', 1.3)],
  'low cut': [pull('neckline', 1)],
  'scoop neck': [pull('neckline', 0.6)],
  'crew neck': [pull('neckline', -0.6)],
  turtleneck: [pull('neckline', -1.2)],
  'polo neck': [pull('neckline', -1.1)],
  slim: [pull('width', -1)],
  narrow: [pull('width', -1)],
  fitted: [pull('width', -0.8)],
  skinny: [pull('width', -1.3)],
  wide: [pull('width', 1)],
  loose: [pull('width', 0.8)],
  boxy: [pull('width', 0.9), pull('flare', -0.3)],
  oversized: [pull('width', 1.2)],
  baggy: [pull('width', 1.1)],
  flared: [pull('flare', 1)],
  'a line': [pull('flare', 0.9)],
  full: [pull('flare', 0.8)],
  swing: [pull('flare', 1)],
  tapered: [pull('flare', -1)],
  pencil: [pull('flare', -0.9), pull('width', -0.5)],
  straight: [pull('flare', -0.4)],
  asymmetric: [pull('symmetry', -1)],
  asymmetrical: [pull('symmetry', -1)],
  uneven: [pull('symmetry', -1)],
  symmetrical: [pull('symmetry', 1)],
  light: [pull('lightness', 1)],
  pale: [pull('lightness', 1.1), pull('colourfulness', -0.5)],
  dark: [pull('lightness', -1)],
  deep: [pull('lightness', -0.7)],
  pastel: [pull('lightness', 0.9), pull('colourfulness', -0.4)],
  warm: [pull('warmth', 1)],
  cool: [pull('warmth', -1)],
  cold: [pull('warmth', -1)],
  vivid: [pull('colourfulness', 1.1)],
  bright: [pull('colourfulness', 0.8), pull('lightness', 0.4)],
  colourful: [pull('colourfulness', 1)],
  colorful: [pull('colourfulness', 1)],
  muted: [pull('colourfulness', -1)],
  faded: [pull('colourfulness', -0.9)],
  plain: [pull('pattern', -1)],
  solid: [pull('pattern', -1)],
  busy: [pull('pattern', 1)],
  patterned: [pull('pattern', 1)],
  printed: [pull('pattern', 0.9)],
  floral: [pull('pattern', 1)],
  striped: [pull('pattern', 0.9)],
  checked: [pull('pattern', 0.9)],
  dotted: [pull('pattern', 0.8)],
};

/** Parts of a garment that an adjective before them is about; `alone` is what they mean without one. */
export const parts: Readonly<Record<string, { readonly attribute: string; readonly alone?: number }>> = {
  sleeve: { attribute: 'sleeves' },
  sleeves: { attribute: 'sleeves', alone: 0.6 },
  sleeved: { attribute: 'sleeves', alone: 0.6 },
  arms: { attribute: 'sleeves' },
  neck: { attribute: 'neckline' },
  neckline: { attribute: 'neckline' },
  collar: { attribute: 'neckline', alone: -0.7 },
  hem: { attribute: 'flare' },
  hemline: { attribute: 'flare' },
  pattern: { attribute: 'pattern', alone: 1 },
  print: { attribute: 'pattern', alone: 0.9 },
  stripes: { attribute: 'pattern', alone: 0.9 },
  dots: { attribute: 'pattern', alone: 0.8 },
  flowers: { attribute: 'pattern', alone: 1 },
  fit: { attribute: 'width' },
  colour: { attribute: 'colourfulness', alone: 0.8 },
  colours: { attribute: 'colourfulness', alone: 0.8 },
  tones: { attribute: 'warmth' },
  leg: { attribute: 'width' },
  legs: { attribute: 'width' },
};

/** Adjectives that are about the part that follows them; about the garment's length where none does. */
export const degrees: Readonly<Record<string, number>> = {
  long: 1,
  longer: 0.6,
  short: -1,
  shorter: -0.6,
  deep: 1,
  low: 1,
  high: -1,
  wide: 1,
  narrow: -1,
  flared: 1,
  straight: -0.5,
  tapered: -1,
  bold: 1,
  busy: 1,
  small: 0.5,
  subtle: 0.4,
  slim: -1,
  loose: 1,
  warm: 1,
  cool: -1,
  bright: 1,
  muted: -1,
};

/** What a degree is about where no part follows. */
export const lengthAttribute = 'length';

export const intensities: Readonly<Record<string, number>> = {
  very: 1.5,
  extra: 1.5,
  really: 1.4,
  extremely: 1.8,
  super: 1.5,
  quite: 1.1,
  rather: 1,
  somewhat: 0.6,
  slightly: 0.5,
  fairly: 0.9,
  bit: 0.5,
  little: 0.5,
};

export const negations: ReadonlySet<string> = new Set(['no', 'not', 'without', 'non', 'never', 'minus']);

/** Words that say nothing of a garment. */
export const fillers: ReadonlySet<string> = new Set(
  'a an the and or with in of for to on that is it some made please i want would like me my us our make give one but style styled look looking garment piece'.split(
    ' ',
  ),
);

/** What people call garments, by the names that packs give their categories. */
export const garments: Readonly<Record<string, readonly string[]>> = {
  't-shirt': ['tee', 'tshirt', 't shirt', 'tees'],
  top: ['tank', 'tank top', 'camisole', 'vest', 'bodice', 'singlet', 'tops'],
  'long-sleeve': ['jumper', 'sweater', 'pullover', 'hoodie', 'sweatshirt', 'knit', 'longsleeve'],
  shirt: ['blouse', 'button up', 'button down', 'shirts', 'polo'],
  dress: ['gown', 'frock', 'sundress', 'dresses', 'shift'],
  outerwear: ['jacket', 'coat', 'blazer', 'parka', 'cardigan', 'cape', 'trench', 'anorak', 'outwear'],
  trousers: ['pants', 'jeans', 'chinos', 'slacks', 'leggings', 'joggers', 'trouser'],
  shorts: ['bermudas', 'hot pants'],
  skirt: ['skirts', 'kilt'],
};
