import type { PackSummary } from '@toile/protocol';
import { type Design, type DesignFields, packField, type RoomPacks } from '@toile/room';

/**
 * What a new design starts as: two seeds of one category, the cut mostly of A and the cloth mostly of B, so
 * that the first look at the balances explains them. `random` answers 0..1, `randomSeed` a seed.
 */
export function newDesign(
  pack: PackSummary | null,
  packs: RoomPacks,
  rack: readonly Design[],
  random: () => number,
  randomSeed: () => number,
): DesignFields {
  const categories = pack?.manifest.categories ?? [];
  const category = categories.length > 0 ? Math.floor(random() * categories.length) : null;
  const source = () => ({ kind: 'seed' as const, seed: randomSeed(), category });
  return {
    pack: pack && packField(pack, packs),
    name: freeName(category === null ? 'Design' : capital(categories[category] ?? 'Design'), rack),
    a: source(),
    b: source(),
    structure: 0.3,
    style: 0.7,
  };
}

/** "Dress no. 3": the first number that is free on this rack. */
export function freeName(noun: string, rack: readonly Design[]): string {
  const names = new Set(rack.map((design) => design.name));
  let number = 1;
  while (names.has(`${noun} no. ${number}`)) number += 1;
  return `${noun} no. ${number}`;
}

export const capital = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);
