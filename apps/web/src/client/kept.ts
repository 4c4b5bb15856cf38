/**
 * Small things that this browser keeps for its person, under `toile.*` in localStorage. A browser that refuses
 * storage keeps them for as long as the page is open.
 */
const inMemory = new Map<string, string>();

export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(`toile.${key}`);
  } catch {
    return inMemory.get(key) ?? null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`toile.${key}`, value);
  } catch {
    inMemory.set(key, value);
  }
}

const nameKey = 'name';

/** The name under which this person last opened or joined a room. */
export const keptName = (): string => readKept(nameKey) ?? '';
export const keepName = (name: string): void => keep(nameKey, name.trim());
