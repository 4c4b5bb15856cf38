/** What lies over the stage. */
export type ExploreTool = 'children' | 'compare' | 'seeds';

export const toolLabels: Record<ExploreTool, string> = {
  children: 'Children',
  compare: 'Compare',
  seeds: 'Seeds',
};
