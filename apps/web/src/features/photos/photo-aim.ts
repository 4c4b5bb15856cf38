import type { PackSummary } from '@toile/protocol';
import { packOf, type RoomPacks, type Side } from '@toile/room';

/** What a photo is to become: a source of the design on the stage, a design of its own, or what is chosen later. */
export type PhotoAim = Side | 'rack' | 'ask';

/** Whether a pack can tell what garment a photo shows. */
export const readsPhotos = ({ manifest }: PackSummary): boolean =>
  manifest.files.matte !== undefined && manifest.files.encoder !== undefined;

/**
 * The pack in whose space a photo is to be found, or null where there is none that reads photos. A source must be of
 * its design's pack; a new design may be of any, and of the stage's first, so that the photo can be mixed into it.
 */
export function packForPhoto(
  aim: PhotoAim,
  /** The `pack` field of the design on the stage. */
  stagePack: string | null,
  packs: RoomPacks,
): PackSummary | null {
  const ofDesign = packOf({ pack: stagePack }, packs);
  const others = aim === 'a' || aim === 'b' ? [] : [packs.pack, ...packs.packs];
  return [ofDesign, ...others].find((pack) => pack !== null && readsPhotos(pack)) ?? null;
}

/** Why no photo can be taken, or null where one can. */
export function whyNoPhoto(mayEdit: boolean, pack: PackSummary | null): string | null {
  if (!mayEdit) return 'Only editors bring photos.';
  return pack ? null : 'The model of this room cannot read photos.';
}

/** Where a held photo would go, in words. */
export function aimWords(aim: PhotoAim, designName: string | null): string {
  if (aim === 'rack' || designName === null) return 'Drop the photo to hang it on the rack';
  if (aim === 'ask') return 'Drop the photo to find its garment';
  return `Drop the photo to make it source ${aim.toUpperCase()} of ${designName}`;
}
