import { zipSync } from 'fflate';

/** A ZIP of files that are compressed already: stored as they are. Names that are not ASCII are marked as UTF-8. */
export function zipOf(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const stored = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return zipSync(stored, { level: 0 });
}
