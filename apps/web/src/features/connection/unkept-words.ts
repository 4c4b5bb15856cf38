import type { Unkept } from '@toile/client';
import type { ErrorCode } from '@toile/protocol';
import { counted } from '../../client/relative-time.js';

const reasons: Partial<Record<ErrorCode, string>> = {
  'design-locked': 'the design is locked',
  'room-locked': 'the room is locked',
  'role-forbidden': 'your role does not allow it any more',
  'not-the-author': 'a comment is changed by its author only',
  'document-full': 'the room is full',
  'design-not-found': 'the design has left the rack',
  'not-found': 'the comment is gone',
  'update-malformed': 'they could not be read',
};

/** Sentences that a person reads in passing; the rest is counted. */
const mostSentences = 2;

/** Which changes were given up and why, for whoever made them. */
export function unkeptWords(unkept: readonly Unkept[]): string {
  const groups = new Map<string, Unkept[]>();
  for (const one of unkept) {
    const key = `${one.what} ${one.designId} ${one.code}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const sentences = [...groups.values()].map(sentence);
  const rest = [...groups.values()].slice(mostSentences).flat().length;
  const more = rest > 0 ? [`${counted(rest, 'other change')} ${rest === 1 ? 'was' : 'were'} lost too.`] : [];
  return [...sentences.slice(0, mostSentences), ...more].join(' ');
}

function sentence(group: readonly Unkept[]): string {
  const [{ what, name, code }] = group as [Unkept];
  const reason = reasons[code] ?? 'the server refused it';
  const it = name ?? 'a design';
  if (what === 'added') return `${name ?? 'Your new design'} was not kept: ${reason}.`;
  if (what === 'removed') return `${name ?? 'A design'} was not taken off the rack: ${reason}.`;
  const [thing, preposition] = what === 'commented' ? ['comment', 'on'] : ['change', 'to'];
  const about = name === null && code === 'update-malformed' ? 'from last time' : `${preposition} ${it}`;
  return group.length === 1
    ? `Your ${thing} ${about} was not kept: ${reason.replace(/^they/, 'it')}.`
    : `${counted(group.length, String(thing))} of yours ${about} were not kept: ${reason}.`;
}
