import type { PresenceEntry } from '@toile/client';
import type { Member, MemberColour, Role } from '@toile/protocol';

/** Somebody as the screen shows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly colour: MemberColour;
  readonly role: Role | null;
}

export const personOf = ({ member, presence }: PresenceEntry): Person =>
  member ? personOfMember(member) : { id: presence.member, name: 'Someone', colour: 'slate', role: null };

export const personOfMember = ({ id, name, colour, role }: Member): Person => ({ id, name, colour, role });

/** The CSS value of a person's colour. */
export const colourVar = (colour: MemberColour): string => `var(--${colour})`;

/** "AN" of Ana, "JD" of Jo van Dam. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last ? [...first].slice(0, 1).concat([...last].slice(0, 1)) : [...first].slice(0, 2);
  return letters.join('').toLocaleUpperCase();
}

/** What each role may do, in words. */
export const roleWords: Record<Role, { title: string; may: string }> = {
  host: { title: 'host', may: 'shapes, votes, invites and decides who may do what' },
  editor: { title: 'editor', may: 'shapes designs, comments and votes' },
  voter: { title: 'voter', may: 'looks, comments and votes' },
  viewer: { title: 'viewer', may: 'looks on' },
};
