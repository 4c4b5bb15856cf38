import type { PackSummary } from '@toile/protocol';
import type { Design } from './design.js';

/** The packs that a room's designs can be drawn with. */
export interface RoomPacks {
  /** The room's own; null while it is not known. */
  readonly pack: PackSummary | null;
  /** Every pack that is known, the room's own or not. */
  readonly packs: readonly PackSummary[];
}

/** The pack that draws a design, or null where it is not known. No design: the room's own. */
export function packOf(design: Pick<Design, 'pack'> | null, { pack, packs }: RoomPacks): PackSummary | null {
  const id = design?.pack ?? null;
  if (id === null || id === pack?.manifest.id) return pack;
  return packs.find(({ manifest }) => manifest.id === id) ?? null;
}

/** What a design's `pack` field holds for a pack: null for the room's own, so that most designs have no such field. */
export const packField = ({ manifest }: PackSummary, { pack }: RoomPacks): string | null =>
  manifest.id === pack?.manifest.id ? null : manifest.id;
