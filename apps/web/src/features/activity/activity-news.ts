import type { ActivityEntry } from '@toile/protocol';

/** The entries of others that are newer than `seenAtMs`, newest first. */
export const newsSince = (
  entries: readonly ActivityEntry[],
  seenAtMs: number,
  myId: string | null,
): ActivityEntry[] => entries.filter(({ atMs, by }) => atMs > seenAtMs && by.id !== myId);

/** A few sentences as one announcement, oldest first: more than two are counted. */
export function announcement(sentences: readonly string[]): string {
  const spoken = sentences.slice(0, 2).map((sentence) => `${sentence}.`);
  const more = sentences.length - spoken.length;
  return [...spoken, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}
