import { limits } from '@toile/protocol';

/** "Coat, look of dress 12", as long as a name may be. `taken`: "look of dress 12". */
export function transferName(name: string, taken: string): string {
  const ending = `, ${taken}`;
  const kept = cut(
    name,
    Math.max(limits.designNameChars - ending.length, Math.ceil(limits.designNameChars / 2)),
  );
  return cut(`${kept}${ending}`, limits.designNameChars);
}

/** Cut between characters. */
const cut = (text: string, chars: number): string => text.slice(0, chars).replace(/\p{Surrogate}$/u, '');
