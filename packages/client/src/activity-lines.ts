import type { ActivityEntry, Author, FieldChange, Version } from '@toile/protocol';
import { listed, versionWords, type WordSources } from './change-words.js';

/** One sentence of the activity feed; it may stand for several entries. */
export interface ActivityLine {
  /** Of its newest entry, as is the time. */
  readonly id: string;
  readonly atMs: number;
  /** Whoever did it, each once; nobody where it came about by itself. */
  readonly by: readonly Author[];
  /** What they did, after their names: "lengthened the sleeves of Field dress". */
  readonly words: string;
  /** The design as they left it, where the line is about one. */
  readonly version: Version | null;
}

/** Who did something, as the subject of a sentence: "You", "Ana", "You and Ana". */
export function whoWords(by: readonly Author[], myId: string | null): string {
  const others = by.filter(({ id }) => id !== myId).map(({ name }) => name);
  return listed(others.length < by.length ? ['You', ...others] : others, 2);
}

/** What one person does within this time of the last is one line, in ms. */
const togetherMs = 10 * 60_000;

/** The feed as sentences, newest first, from entries that are newest first. What belongs together is one line. */
export function activityLines(entries: readonly ActivityEntry[], sources: WordSources): ActivityLine[] {
  const groups: [ActivityEntry, ...ActivityEntry[]][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    if (group && belong(group[0], group.at(-1) ?? group[0], entry)) group.push(entry);
    else groups.push([entry]);
  }
  return groups.map((group) => lineOf(group, sources));
}

/** Whether `entry` goes on what the newer `newest`…`last` are a line of. */
function belong(newest: ActivityEntry, last: ActivityEntry, entry: ActivityEntry): boolean {
  if (newest.kind !== entry.kind || last.atMs - entry.atMs > togetherMs) return false;
  if (entry.kind === 'joined') return newest.kind === 'joined' && !newest.opened && !entry.opened;
  if (newest.by.id !== entry.by.id) return false;
  if (entry.kind === 'voted') return true;
  if (newest.kind !== 'version' || entry.kind !== 'version') return false;
  const [one, other] = [newest.version, entry.version];
  if (one.deed !== other.deed) return false;
  if (one.deed === 'changed')
    return one.designId === other.designId && !isRestored(one) && !isRestored(other);
  return one.deed === 'added' || one.deed === 'removed';
}

const isRestored = ({ changes }: Version) => changes.some(({ field }) => field === 'restored');

function lineOf(group: readonly [ActivityEntry, ...ActivityEntry[]], sources: WordSources): ActivityLine {
  const [newest] = group;
  const authors = new Map(group.toReversed().map(({ by }) => [by.id, by]));
  return {
    id: newest.id,
    atMs: newest.atMs,
    by: newest.kind === 'decided' && newest.outcome === 'revealed' ? [] : [...authors.values()],
    words: wordsOf(group, sources),
    version: newest.kind === 'version' || newest.kind === 'named' ? newest.version : null,
  };
}

function wordsOf(group: readonly [ActivityEntry, ...ActivityEntry[]], sources: WordSources): string {
  const [newest] = group;
  switch (newest.kind) {
    case 'joined':
      return newest.opened ? 'opened the room' : 'joined';
    case 'voted': {
      const names = group.flatMap((entry) =>
        entry.kind === 'voted' ? [sources.designName(entry.designId) ?? 'a design'] : [],
      );
      return `voted for ${listed([...new Set(names.reverse())], 2)}`;
    }
    case 'named': {
      const { naming, designId } = newest.version;
      return `named a version of ${sources.designName(designId) ?? 'a design'} “${naming?.name ?? ''}”`;
    }
    case 'asked':
      return `asked “${newest.question}”`;
    case 'decided': {
      const { question, outcome, winner } = newest;
      if (outcome === 'cancelled') return `called off “${question}”`;
      if (winner === null) return `“${question}” ended without a winner`;
      return `“${question}” was decided: ${sources.designName(winner) ?? 'a design'}`;
    }
    case 'version':
      return versionsWords(
        group.flatMap((entry) => (entry.kind === 'version' ? [entry.version] : [])),
        sources,
      );
  }
}

function versionsWords(newestFirst: readonly Version[], sources: WordSources): string {
  const [newest] = newestFirst;
  if (!newest) return '';
  if (newestFirst.length === 1) return versionWords(newest, sources);
  if (newest.deed === 'changed') {
    const changes = sum(newestFirst.toReversed().map((version) => version.changes));
    return versionWords(changes.length > 0 ? { ...newest, changes } : newest, sources);
  }
  const names = newestFirst.toReversed().map(({ designId }) => sources.designName(designId) ?? 'a design');
  const all = listed([...new Set(names)], 2);
  return newest.deed === 'added' ? `added ${all}` : `took ${all} off the rack`;
}

/** What several versions, oldest first, changed together: there and back again is nothing. */
function sum(all: readonly (readonly FieldChange[])[]): FieldChange[] {
  const total = new Map<string, FieldChange>();
  for (const { field, from, to } of all.flat()) {
    total.set(field, { field, from: total.has(field) ? (total.get(field)?.from ?? null) : from, to });
  }
  return [...total.values()].filter(({ from, to }) => from !== to);
}
