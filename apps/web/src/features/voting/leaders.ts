import type { Tallies } from '@toile/protocol';
import type { Design } from '@toile/room';
import { votersOf } from './use-votes.js';

export interface Leader {
  readonly design: Design;
  readonly count: number;
}

/** Designs with votes, most first; a tie keeps the rack's order. */
export function leaders(rack: readonly Design[], tallies: Tallies, most: number): Leader[] {
  return rack
    .map((design) => ({ design, count: votersOf(tallies, design.id).length }))
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, most);
}

/** How many members have voted for anything that is still on the rack. */
export function voterCount(rack: readonly Design[], tallies: Tallies): number {
  return new Set(rack.flatMap((design) => votersOf(tallies, design.id))).size;
}
