/**
 * What makes a body's shape, in heads; a figure is about nine heads tall. Widths are half widths seen from the
 * front. No body is anybody's in particular: each wears every garment.
 */
export interface Body {
  readonly id: BodyId;
  readonly label: string;
  readonly neck: number;
  /** From the middle to the joint of the arm. */
  readonly shoulder: number;
  readonly chest: number;
  readonly waist: number;
  readonly hip: number;
  /** How far the bust rounds the line under the arm, and is drawn. */
  readonly bust: number;
  /** Of the arm and leg, against those of the straight body. */
  readonly arm: number;
  readonly leg: number;
  readonly jaw: number;
  readonly hair: 'crop' | 'bob' | 'knot' | 'short';
}

export const bodyIds = ['straight', 'curved', 'broad', 'full'] as const;
export type BodyId = (typeof bodyIds)[number];

export const bodies: Readonly<Record<BodyId, Body>> = {
  straight: {
    id: 'straight',
    label: 'Straight',
    neck: 0.2,
    shoulder: 0.66,
    chest: 0.56,
    waist: 0.46,
    hip: 0.61,
    bust: 0.35,
    arm: 1,
    leg: 1,
    jaw: 0.94,
    hair: 'knot',
  },
  curved: {
    id: 'curved',
    label: 'Curved',
    neck: 0.2,
    shoulder: 0.65,
    chest: 0.61,
    waist: 0.45,
    hip: 0.74,
    bust: 1,
    arm: 1.08,
    leg: 1.16,
    jaw: 0.96,
    hair: 'bob',
  },
  broad: {
    id: 'broad',
    label: 'Broad',
    neck: 0.265,
    shoulder: 0.84,
    chest: 0.72,
    waist: 0.57,
    hip: 0.63,
    bust: 0,
    arm: 1.28,
    leg: 1.12,
    jaw: 1.08,
    hair: 'short',
  },
  full: {
    id: 'full',
    label: 'Full',
    neck: 0.25,
    shoulder: 0.75,
    chest: 0.76,
    waist: 0.7,
    hip: 0.92,
    bust: 1,
    arm: 1.36,
    leg: 1.4,
    jaw: 1.06,
    hair: 'crop',
  },
};
