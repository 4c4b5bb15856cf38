import type { Tallies } from '@toile/protocol';
import type { Design } from '@toile/room';
import { giversOf } from './use-hearts.js';

export interface Leader {
  readonly design: Design;
  readonly count: number;
}

/** Designs with hearts, most first; a tie keeps the rack's order. */
export function leaders(rack: readonly Design[], tallies: Tallies, most: number): Leader[] {
  return rack
    .map((design) => ({ design, count: giversOf(tallies, design.id).length }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, most);
}

/** How many members have given a heart to anything that is still on the rack. */
export function giverCount(rack: readonly Design[], tallies: Tallies): number {
  return new Set(rack.flatMap((design) => giversOf(tallies, design.id))).size;
}
