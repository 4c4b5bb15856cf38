import type { Design, FieldName } from '@toile/room';

/** A weight of the mixture as its slider shows it. */
export interface Balance {
  readonly label: string;
  readonly hint: string;
  readonly field: FieldName;
  /** The slider runs from 0 to here. */
  readonly greatest: number;
  readonly step: number;
  /** Where a double click puts it. */
  readonly rest: number;
  readonly read: (design: Design) => number;
  /** The field of a design that it is, and the value that it has there. */
  readonly as: 'structure' | 'style' | 'truncationPsi';
  readonly toField: (shown: number) => number;
  readonly text: (shown: number) => string;
  readonly words: (shown: number) => string;
}

const percent = (shown: number) => String(Math.round(shown));
const towardsB = (shown: number) => `${Math.round(shown)} percent B`;
const hundredth = (value: number) => Math.round(value * 100) / 100;

export const balances: readonly Balance[] = [
  {
    label: 'Structure',
    hint: 'How much of the cut comes from B',
    field: 'mix.structure',
    greatest: 100,
    step: 1,
    rest: 50,
    as: 'structure',
    read: (design) => hundredth(design.structure * 100),
    toField: (shown) => shown / 100,
    text: percent,
    words: towardsB,
  },
  {
    label: 'Style',
    hint: 'How much of the colour and cloth comes from B',
    field: 'mix.style',
    greatest: 100,
    step: 1,
    rest: 50,
    as: 'style',
    read: (design) => hundredth(design.style * 100),
    toField: (shown) => shown / 100,
    text: percent,
    words: towardsB,
  },
  {
    label: 'Wildness',
    hint: 'How far from the average garment (truncation psi)',
    field: 'truncationPsi',
    greatest: 1.2,
    step: 0.02,
    rest: 0.7,
    as: 'truncationPsi',
    read: (design) => hundredth(design.truncationPsi),
    toField: (shown) => shown,
    text: (shown) => shown.toFixed(1),
    words: (shown) => `${shown.toFixed(2)} from the average garment`,
  },
];
