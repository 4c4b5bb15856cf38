import { memberIdSchema } from '@toile/protocol';

/** A piece of a comment's text: words, or a member who is mentioned. */
export type TextPart =
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'mention'; readonly memberId: string };

const mentionPattern = /@\[([0-9A-Za-z]{12})\]/g;

/** A mention as it stands in a comment's text. @throws RangeError for what is no member id. */
export function mention(memberId: string): string {
  if (!memberIdSchema.safeParse(memberId).success) {
    throw new RangeError(`memberId: expected a member's id, got "${memberId}"`);
  }
  return `@[${memberId}]`;
}

/** The text in pieces, in order; joined again they are the text. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { 0: token, 1: memberId, index } of text.matchAll(mentionPattern)) {
    if (index > end) parts.push({ kind: 'words', words: text.slice(end, index) });
    parts.push({ kind: 'mention', memberId: memberId! });
    end = index + token.length;
  }
  if (end < text.length) parts.push({ kind: 'words', words: text.slice(end) });
  return parts;
}

/** Whether `text` mentions this member. */
export const mentions = (text: string, memberId: string): boolean => text.includes(`@[${memberId}]`);
