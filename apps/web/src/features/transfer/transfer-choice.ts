import type { Recipe } from '@toile/latent';
import type { PackSummary } from '@toile/protocol';
import {
  type Design,
  type DesignSource,
  designRecipe,
  fitsPack,
  type LatentDesignSource,
  packOf,
  type RoomPacks,
  type SeedDesignSource,
  sameSource,
  shapingSource,
} from '@toile/room';
import { plainDesign } from '../pictures/thumbnail.js';
import { seedWords } from '../seeds/seed-words.js';

/** Where one side of a transfer comes from. */
export type SourceChoice =
  | { readonly kind: 'design'; readonly designId: string }
  | { readonly kind: 'seed'; readonly source: SeedDesignSource }
  | { readonly kind: 'photo'; readonly source: LatentDesignSource };

/** A photograph that some design of the rack has as a source. */
export interface PhotoChoice {
  readonly source: LatentDesignSource;
  readonly name: string;
}

/** The designs that the same pack draws as `design`, itself first: what another pack draws cannot be mixed with it. */
export function designsToChoose(design: Design, rack: readonly Design[], packs: RoomPacks): Design[] {
  const own = packOf(design, packs)?.manifest.id;
  const others = rack.filter((one) => one.id !== design.id && packOf(one, packs)?.manifest.id === own);
  return [design, ...others];
}

/** The photographs among the sources of some designs, each once. */
export function photosToChoose(designs: readonly Design[], pack: PackSummary): PhotoChoice[] {
  const photos = new Map<string, PhotoChoice>();
  for (const { name, a, b } of designs) {
    for (const source of [a, b]) {
      if (source.kind !== 'latent' || source.photo === null || photos.has(source.wPlus)) continue;
      if (fitsPack(source.wPlus, pack)) photos.set(source.wPlus, { source, name: `photo of ${name}` });
    }
  }
  return [...photos.values()];
}

/** What a transfer begins with: this design's shape, and the look of the next design on the rack or of a new seed. */
export function firstChoices(
  design: Design,
  designs: readonly Design[],
  pack: PackSummary,
  seed: number,
): { structure: SourceChoice; appearance: SourceChoice } {
  const next = designs.find(({ id, order }) => id !== design.id && order > design.order) ?? designs[1];
  const { category } = shapingSource(design, pack.manifest);
  return {
    structure: { kind: 'design', designId: design.id },
    appearance: next
      ? { kind: 'design', designId: next.id }
      : { kind: 'seed', source: { kind: 'seed', seed, category } },
  };
}

export const sameChoice = (one: SourceChoice, other: SourceChoice): boolean =>
  one.kind === 'design' || other.kind === 'design'
    ? one.kind === 'design' && other.kind === 'design' && one.designId === other.designId
    : sameSource(one.source, other.source);

/** What a choice is called, as in "the look of …". */
export function choiceWords(choice: SourceChoice, designs: readonly Design[], pack: PackSummary): string {
  if (choice.kind === 'design')
    return designs.find(({ id }) => id === choice.designId)?.name ?? 'a design that is gone';
  if (choice.kind === 'seed') return seedWords(choice.source, pack);
  const photos = photosToChoose(designs, pack);
  return photos.find(({ source }) => sameSource(source, choice.source))?.name ?? 'a photo';
}

/** "a dress in the look of a shirt", where two sources are of different kinds; else null. */
export function kindsWords(
  shape: DesignSource,
  look: DesignSource,
  { manifest }: PackSummary,
): string | null {
  const kind = ({ category }: DesignSource) =>
    category === null ? undefined : manifest.categories[category];
  const [one, other] = [kind(shape), kind(look)];
  return one === undefined || other === undefined || one === other ? null : `${one} in the look of ${other}`;
}

/** The picture of what was chosen, at the truncation of the design that it goes into; null of a design that is gone. */
export function choiceRecipe(
  choice: SourceChoice,
  designs: readonly Design[],
  pack: PackSummary,
  truncationPsi: number,
): Recipe | null {
  const design =
    choice.kind === 'design'
      ? designs.find(({ id }) => id === choice.designId)
      : { ...plainDesign(choice.source, pack), truncationPsi };
  return design ? designRecipe(design, pack) : null;
}
