import type { Version } from '@toile/protocol';
import { type Design, designOfState, readState, stateChanges } from '@toile/room';

/** One picture of a design's history. Versions that look the same are one step. */
export interface HistoryStep {
  /** The same for as long as the step is there: its newest version's id, or `now`. */
  readonly key: string;
  /** The design as it was; of the last step as it is. */
  readonly design: Design;
  /** Oldest first; none where the present has not come to rest yet. */
  readonly versions: readonly Version[];
  /** It is the present look. */
  readonly now: boolean;
}

/** The way a design came about, oldest first and the present last, from its versions, oldest first. */
export function historySteps(versions: readonly Version[], present: Design): HistoryStep[] {
  const groups: Version[][] = [];
  for (const version of versions) {
    const group = groups.at(-1);
    if (group?.[0] && sameLook(group[0], version)) group.push(version);
    else groups.push([version]);
  }
  const steps = groups.map((group): HistoryStep => {
    const newest = group.at(-1) as Version;
    const design = designOfState(newest.designId, readState(newest.state));
    return { key: newest.id, design, versions: group, now: false };
  });
  const last = steps.at(-1);
  const settled = last !== undefined && looksLike(last.design, present);
  if (settled) steps.pop();
  steps.push({ key: 'now', design: present, versions: settled ? last.versions : [], now: true });
  return steps;
}

const sameLook = (one: Version, other: Version): boolean =>
  stateChanges(readState(one.state), readState(other.state)).every(({ field }) => field === 'name');

function looksLike(one: Design, other: Design): boolean {
  const look = ({ a, b, structure, style, layers, truncationPsi, sliders }: Design) =>
    JSON.stringify([a, b, structure, style, layers, truncationPsi, sliders]);
  return look(one) === look(other);
}
