/**
 * Small things that this browser keeps for its person, under `toile.*` in localStorage. A browser that refuses
 * storage keeps them for as long as the page is open.
 */
const inMemory = new Map<string, string>();

export function readKept(key: string): string | null {
  const inPage = inMemory.get(key);
  if (inPage !== undefined) return inPage;
  try {
    return localStorage.getItem(`toile.${key}`);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(`toile.${key}`, value);
    inMemory.delete(key);
  } catch {
    inMemory.set(key, value);
  }
}

export function forget(key: string): void {
  inMemory.delete(key);
  try {
    localStorage.removeItem(`toile.${key}`);
  } catch {
    // A browser that refuses storage has nothing to forget.
  }
}

const nameKey = 'name';

/** The name under which this person last opened or joined a room. */
export const keptName = (): string => readKept(nameKey) ?? '';
export const keepName = (name: string): void => keep(nameKey, name.trim());
