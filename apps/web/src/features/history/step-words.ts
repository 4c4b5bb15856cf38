import { versionWords, type WordSources, whoWords } from '@toile/client';
import type { Author, Version } from '@toile/protocol';
import { momentTime } from '../../client/relative-time.js';
import type { HistoryStep } from './history-steps.js';

/** What a step of a design's history is, in words. */
export interface StepWords {
  /** "Ana", "You and Ben"; empty where the step is of nobody yet. */
  readonly who: string;
  /** "10:42"; empty likewise. */
  readonly when: string;
  /** What was done: "lengthened the sleeves of Field dress"; each with its author where there are several. */
  readonly deeds: readonly string[];
  /** The names that were given to it. */
  readonly names: readonly string[];
}

export function stepWords(
  { versions }: HistoryStep,
  sources: WordSources,
  myId: string | null,
  nowMs: number,
): StepWords {
  const authors = new Map<string, Author>(versions.map(({ by }) => [by.id, by]));
  const newest = versions.at(-1);
  const deed = (version: Version) => {
    const words = versionWords(version, sources);
    return authors.size > 1 ? `${whoWords([version.by], myId)} ${words}` : words;
  };
  return {
    who: whoWords([...authors.values()], myId),
    when: newest ? momentTime(newest.atMs, nowMs) : '',
    deeds: [...new Set(versions.map(deed))],
    names: versions.flatMap(({ naming }) => (naming ? [naming.name] : [])),
  };
}
