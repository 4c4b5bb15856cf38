import { type PackSummary, ToileError } from '@toile/protocol';
import { type Design, packOf, type RoomPacks } from '@toile/room';

/** The pack that draws a design. @throws ToileError `pack-unknown` */
export function knownPackOf(design: Design, packs: RoomPacks): PackSummary {
  const pack = packOf(design, packs);
  if (!pack) throw new ToileError('pack-unknown');
  return pack;
}
