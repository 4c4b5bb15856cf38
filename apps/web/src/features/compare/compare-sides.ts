import type { Design } from '@toile/room';

/** Something that can stand on one side of a comparison. */
export interface CompareSide {
  readonly key: string;
  readonly label: string;
  /** As far as pictures go: a source stands for a design that shows it alone. */
  readonly design: Design;
  /** Whether the room keeps a live picture of it. */
  readonly live: boolean;
}

/** All sides, those of the design on the stage first. */
export function compareSides(design: Design, rack: readonly Design[]): CompareSide[] {
  const alone = (source: Design['a']): Design => ({
    ...design,
    id: '',
    a: source,
    b: source,
    structure: 0,
    style: 0,
    layers: {},
    sliders: {},
  });
  const others = rack.filter(({ id }) => id !== design.id);
  return [
    { key: design.id, label: design.name, design, live: true },
    { key: 'source-a', label: 'Its source A', design: alone(design.a), live: false },
    { key: 'source-b', label: 'Its source B', design: alone(design.b), live: false },
    ...others.map((one) => ({ key: one.id, label: one.name, design: one, live: true })),
  ];
}

/** What is compared at first: the design with its parent where that is still there, else its two sources. */
export function firstPair(design: Design, sides: readonly CompareSide[]): [left: string, right: string] {
  const parent = design.lineage?.parent ?? null;
  return parent !== null && sides.some(({ key }) => key === parent)
    ? [parent, design.id]
    : ['source-a', 'source-b'];
}

/** The side with this key; the first one where it has left the rack. */
export const sideOf = (sides: readonly CompareSide[], key: string): CompareSide =>
  sides.find((side) => side.key === key) ?? (sides[0] as CompareSide);
