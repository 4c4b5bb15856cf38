/** What lies over the stage. */
export type ExploreTool = 'children' | 'compare' | 'seeds' | 'transfer';

/** Those with a button of their own. */
export const toolLabels: Record<Exclude<ExploreTool, 'transfer'>, string> = {
  children: 'Children',
  compare: 'Compare',
  seeds: 'Seeds',
};
