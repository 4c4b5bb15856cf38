import type { Member } from '@toile/protocol';
import { mention, textParts } from '@toile/room';

type Named = Pick<Member, 'id' | 'name'>;

/** Said in place of somebody who is in the room no more. */
export const formerMember = 'someone who left';

export const nameOf = (members: readonly Named[], memberId: string): string =>
  members.find(({ id }) => id === memberId)?.name ?? formerMember;

/** A comment's text as people type it: `@[…]` becomes `@Name`. */
export const draftOf = (text: string, members: readonly Named[]): string =>
  textParts(text)
    .map((part) => (part.kind === 'words' ? part.words : `@${nameOf(members, part.memberId)}`))
    .join('');

/**
 * What people typed as a comment's text: each `@Name` of a member becomes a mention, the longest name that fits.
 * Of members with one name, `picked` (name -> id, from the list under the text box) says which is meant; else the first.
 */
export function textOf(
  draft: string,
  members: readonly Named[],
  picked: ReadonlyMap<string, string> = new Map(),
): string {
  const byLength = members.toSorted((one, other) => other.name.length - one.name.length);
  let text = '';
  for (let at = 0; at < draft.length; ) {
    const hit = draft[at] === '@' && startsWord(draft, at) && named(draft.slice(at + 1), byLength);
    if (hit) {
      text += mention(picked.get(hit.name) ?? hit.id);
      at += 1 + hit.name.length;
    } else {
      text += draft[at];
      at += 1;
    }
  }
  return text;
}

/** The mention that is being typed at `caret`: where its @ stands, and what follows it so far. */
export function mentionAt(draft: string, caret: number): { start: number; query: string } | null {
  const start = draft.lastIndexOf('@', caret - 1);
  if (start === -1 || !startsWord(draft, start)) return null;
  const query = draft.slice(start + 1, caret);
  return /^\S{0,40}$/.test(query) ? { start, query } : null;
}

/** Members whose name, or a word of it, begins with `query`; at most `count`. */
export function suggestions(members: readonly Named[], query: string, count = 6): Named[] {
  const wanted = query.toLocaleLowerCase();
  return members
    .filter(({ name }) =>
      [name, ...name.split(/\s+/)].some((word) => word.toLocaleLowerCase().startsWith(wanted)),
    )
    .slice(0, count);
}

const startsWord = (text: string, at: number): boolean => at === 0 || /[\s(]/.test(text[at - 1] ?? '');

function named(rest: string, members: readonly Named[]): Named | undefined {
  return members.find(({ name }) => {
    const next = rest[name.length] ?? ' ';
    return (
      rest.slice(0, name.length).toLocaleLowerCase() === name.toLocaleLowerCase() &&
      !/[\p{L}\p{N}]/u.test(next)
    );
  });
}
