import type { Version } from '@toile/protocol';
import { type Design, designOfState, readState } from '@toile/room';

/** The design that a line of the feed is about, as it was then. */
export const lineDesign = ({ designId, state }: Version): Design => designOfState(designId, readState(state));
