import type { Direction } from '@toile/protocol';
import { directionGroups } from '@toile/protocol';

export type DirectionGroup = (typeof directionGroups)[number];

const titles: Record<DirectionGroup, string> = {
  shape: 'Shape',
  colour: 'Colour',
  pattern: 'Cloth',
  component: 'Expert',
};

/** Sliders shown before "more": many sliders at once make the task harder (GANSlider, CHI 2022). */
export const firstShown = 6;

export interface SliderGroup {
  readonly group: DirectionGroup;
  readonly title: string;
  readonly directions: readonly Direction[];
}

/** The pack's sliders by group, in the pack's order; empty groups are left out. */
export function sliderGroups(directions: readonly Direction[]): SliderGroup[] {
  return directionGroups
    .map((group) => ({
      group,
      title: titles[group],
      directions: directions.filter((direction) => direction.group === group),
    }))
    .filter(({ directions }) => directions.length > 0);
}

/**
 * The sliders of a group that show while it is folded: the first few, and any that is away from rest. Components
 * are for experts: none of them comes first where the pack has sliders with a meaning (`alone` false).
 */
export function foldedDirections(
  { group, directions }: SliderGroup,
  sliders: Readonly<Record<string, number>>,
  alone: boolean,
): readonly Direction[] {
  const first = group === 'component' && !alone ? 0 : firstShown;
  return directions.filter((direction, index) => index < first || (sliders[direction.id] ?? 0) !== 0);
}
