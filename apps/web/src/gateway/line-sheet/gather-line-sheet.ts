import { type LineSheetRequest, type PackSummary, type Room, type Round, ToileError } from '@toile/protocol';
import { type Design, lineSheetRecipe, readDesign } from '@toile/room';
import type { Store } from '@toile/store';
import type { PackOf } from '../pack-shelf.js';
import type { PictureService } from '../picture-service.js';
import { drawAll } from '../take-away/draw-all.js';
import { storedDoc } from '../take-away/stored-doc.js';
import type { LineSheetMaterial } from './line-sheet.js';
import { recipeWords } from './recipe-words.js';
import { roundWords } from './round-words.js';

export interface LineSheetParts {
  readonly store: Pick<Store, 'docLog' | 'votes' | 'members' | 'rounds'>;
  readonly pictures: Pick<PictureService, 'picture'>;
}

/**
 * Everything that a line sheet prints, as the store has it now; pictures are drawn where they are not known.
 * @throws ToileError `design-not-found`, and as `PictureService.picture` does; rejects as the store does.
 */
export async function gatherLineSheet(
  { store, pictures }: LineSheetParts,
  { room, packOf }: { room: Room; packOf: PackOf },
  { designIds, perPage }: LineSheetRequest,
  signal: AbortSignal,
): Promise<LineSheetMaterial> {
  const [doc, votes, members, rounds] = await Promise.all([
    storedDoc(store, room.id),
    store.votes(room.id),
    store.members(room.id),
    store.rounds.revealed(room.id),
  ]);
  const designs = designIds.map((designId) => readDesign(doc, designId));
  doc.destroy();
  if (!designs.every((design) => design !== null)) throw new ToileError('design-not-found');
  const packs = designs.map(packOf);
  if (!packs.every((pack) => pack !== null)) throw new ToileError('pack-unknown');
  const recipes = designs.map((design, at) => lineSheetRecipe(design, packs[at]!));
  const frames = await drawAll(pictures, room.id, recipes, signal);
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const entries = designs.map((design, at) => {
    const voters = votes[design.id] ?? [];
    return {
      cutOut: frames[at]!.bytes,
      ...described(design, packs[at]!, rounds),
      votes: { count: voters.length, names: voters.flatMap((id) => names.get(id) ?? []) },
    };
  });
  return { roomName: room.name, packTitle: titles(packs), dateMs: Date.now(), perPage, entries };
}

const titles = (packs: readonly PackSummary[]): string =>
  [...new Set(packs.map(({ manifest }) => manifest.title))].join(', ');

function described(design: Design, pack: PackSummary, rounds: readonly Round[]) {
  const { name, styleNumber, note } = design;
  return { name, styleNumber, note, round: roundWords(design.id, rounds), recipe: recipeWords(design, pack) };
}
