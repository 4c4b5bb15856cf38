/**
 * A printable character for each byte, as byte-level vocabularies write them: printable Latin-1 stands for itself,
 * the other bytes follow from U+0100 on (Radford et al., "Language Models are Unsupervised Multitask Learners",
 * 2019, §2.2).
 */
export const symbolOfByte: readonly string[] = symbols();

/** The byte that a character of `symbolOfByte` stands for. */
export const byteOfSymbol: ReadonlyMap<string, number> = new Map(
  symbolOfByte.map((symbol, byte) => [symbol, byte]),
);

function symbols(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(isPrintable(byte) ? byte : next++));
}

function isPrintable(byte: number): boolean {
  return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255);
}
