import { limits } from '@toile/protocol';
import type { Design } from '@toile/room';

const suffix = /, child \d+$/;

/** "Dress no. 1, child 3": the first number that is free on this rack; a child's child counts on with its siblings. */
export function childName(parentName: string, rack: readonly Pick<Design, 'name'>[]): string {
  const names = new Set(rack.map(({ name }) => name));
  const family = parentName.replace(suffix, '');
  for (let number = 1; ; number += 1) {
    const ending = `, child ${number}`;
    const room = limits.designNameChars - ending.length;
    const name = `${family.slice(0, room).replace(/\p{Surrogate}$/u, '')}${ending}`;
    if (!names.has(name)) return name;
  }
}
