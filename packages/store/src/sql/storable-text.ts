/**
 * Text that both databases give back as it was stored: Postgres refuses U+0000, SQLite's driver cuts the text
 * there, and neither can hold half of a surrogate pair. Each of these becomes U+FFFD.
 */
export function storableText(text: string): string {
  // The u flag reads whole code points, so only a surrogate without its other half matches.
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
