import type { Direction, PackSummary } from '@toile/protocol';
import type { Chip, Understood } from './chip.js';
import { colourNamed } from './colour-names.js';
import {
  degrees,
  fillers,
  garments,
  intensities,
  lengthAttribute,
  negations,
  type Pull,
  parts,
  qualities,
} from './lexicon.js';

/** Sigmas of an unqualified word: clearly seen, and not yet odd. */
const plainSigmas = 2;
/** The most words that one entry of the lexicon has. */
const longestEntry = 3;
/** Descriptions are a sentence, not a text: what comes after is not read. */
const mostChars = 400;

/**
 * What a description asks of a pack: a category, colours, and sliders that the pack has. The grammar is small:
 * an entry of the lexicon is up to three words; an intensity ("very") or a negation ("no", "without") is about
 * what follows it within the clause; a degree ("long", "deep") is about the next part named ("sleeves") or else
 * about the garment's length. The last word on a thing counts.
 */
export function understand(text: string, pack: PackSummary): Understood {
  const chips = new Map<string, Chip>();
  const unknown: string[] = [];
  for (const clause of text
    .slice(0, mostChars)
    .toLowerCase()
    .split(/[,.;:!?\n]|\band\b|\bwith\b(?!out)/)) {
    readClause(wordsOf(clause, pack), pack, chips, unknown);
  }
  return { chips: [...chips.values()], unknown: [...new Set(unknown)] };
}

function readClause(
  words: readonly string[],
  pack: PackSummary,
  chips: Map<string, Chip>,
  unknown: string[],
) {
  let intensity = 1;
  let negated = false;
  let degree: { words: string; towards: number } | null = null;
  let since = 0;

  const add = (spoken: string, pulls: readonly Pull[]) => {
    const usable = pulls.flatMap((pull) => attributeChip(spoken, pull, { intensity, negated, pack }) ?? []);
    if (usable.length === 0) unknown.push(spoken);
    for (const chip of usable) chips.set(`attribute ${chip.directionId}`, chip);
    intensity = 1;
    negated = false;
  };
  const aboutLength = () => {
    if (degree) add(degree.words, [{ attribute: lengthAttribute, towards: degree.towards }]);
    degree = null;
  };

  for (let at = 0; at < words.length; ) {
    const found = longestMatch(words, at, pack);
    const word = words[at] as string;
    if (found) {
      const { count, entry } = found;
      const spoken = words.slice(at, at + count).join(' ');
      since = at + count;
      if (entry.kind === 'part') {
        const towards = degree?.towards ?? entry.alone;
        const said: string = degree ? `${degree.words} ${spoken}` : spoken;
        degree = null;
        if (towards === undefined) unknown.push(said);
        else add(said, [{ attribute: entry.attribute, towards }]);
      } else {
        aboutLength();
        if (entry.kind === 'category') {
          chips.set('category', { kind: 'category', words: spoken, category: entry.category });
        } else if (entry.kind === 'colour') {
          if (!negated) chips.set('colour', { kind: 'colour', words: spoken, name: spoken, lab: entry.lab });
          else unknown.push(`no ${spoken}`);
          negated = false;
        } else add(spoken, entry.pulls);
      }
      at += count;
      continue;
    }
    if (negations.has(word)) negated = true;
    else if (Object.hasOwn(intensities, word)) intensity = intensities[word] as number;
    else if (Object.hasOwn(degrees, word)) {
      aboutLength();
      degree = { words: word, towards: degrees[word] as number };
    } else if (!fillers.has(word)) unknown.push(word);
    at += 1;
  }
  aboutLength();
  if (negated && since < words.length) unknown.push(words.slice(since).join(' '));
}

type Entry =
  | { readonly kind: 'category'; readonly category: number }
  | { readonly kind: 'colour'; readonly lab: Extract<Chip, { kind: 'colour' }>['lab'] }
  | { readonly kind: 'quality'; readonly pulls: readonly Pull[] }
  | { readonly kind: 'part'; readonly attribute: string; readonly alone: number | undefined };

function longestMatch(words: readonly string[], at: number, pack: PackSummary) {
  for (let count = Math.min(longestEntry, words.length - at); count > 0; count--) {
    const phrase = words.slice(at, at + count).join(' ');
    const follows = words[at + count];
    const entry = lookUp(phrase, pack, follows);
    if (entry) return { count, entry };
  }
  return null;
}

/** `follows`: "deep neckline" is about the neckline, "deep red" about the red. */
function lookUp(phrase: string, pack: PackSummary, follows: string | undefined): Entry | null {
  const category = categoryOf(phrase, pack.manifest.categories);
  if (category !== null) return { kind: 'category', category };
  const degreeOfPart =
    Object.hasOwn(degrees, phrase) && follows !== undefined && Object.hasOwn(parts, follows);
  if (Object.hasOwn(qualities, phrase) && !degreeOfPart) {
    return { kind: 'quality', pulls: qualities[phrase] as readonly Pull[] };
  }
  const lab = colourNamed(phrase);
  if (lab) return { kind: 'colour', lab };
  if (Object.hasOwn(parts, phrase)) {
    const { attribute, alone } = parts[phrase] as { attribute: string; alone?: number };
    return { kind: 'part', attribute, alone };
  }
  return null;
}

/**
 * The words of a clause, hyphens taken apart. One stays whole: the name of a category that reads as a degree and
 * a part, where it is the garment itself. "A long-sleeve" is one, "a long-sleeve dress" has long sleeves.
 */
function wordsOf(clause: string, { manifest: { categories } }: PackSummary): string[] {
  const tokens: string[] = clause.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  return tokens.flatMap((token, at) => {
    const isName = readsAsShape(plain(token)) && categories.some((name) => name.toLowerCase() === token);
    const later = tokens.slice(at + 1).some((word) => categoryOf(plain(word), categories) !== null);
    return isName && !later ? [token] : token.split('-');
  });
}

const plain = (name: string): string => name.toLowerCase().replaceAll('-', ' ');

function readsAsShape(phrase: string): boolean {
  const [degree = '', part = ''] = phrase.split(' ');
  return Object.hasOwn(degrees, degree) && Object.hasOwn(parts, part);
}

function categoryOf(phrase: string, categories: readonly string[]): number | null {
  const own = categories.findIndex((name) => {
    if (readsAsShape(plain(name))) return phrase === name.toLowerCase();
    return [plain(name), `${plain(name)}s`].includes(phrase);
  });
  if (own >= 0) return own;
  const called = Object.keys(garments).find((name) => garments[name]?.includes(phrase));
  const index = called === undefined ? -1 : categories.findIndex((name) => name.toLowerCase() === called);
  return index >= 0 ? index : null;
}

/** The slider for a pull, as far as the pack's slider goes; null where the pack has none. */
function attributeChip(
  words: string,
  { attribute, towards }: Pull,
  { intensity, negated, pack }: { intensity: number; negated: boolean; pack: PackSummary },
): Extract<Chip, { kind: 'attribute' }> | null {
  const direction = pack.directions.find(({ id }) => id === attribute);
  if (!direction) return null;
  const sigmas = withinRange(plainSigmas * towards * (negated ? -1 : intensity), direction);
  return { kind: 'attribute', words: negated ? `no ${words}` : words, directionId: attribute, sigmas };
}

/** `sigmas` in the direction's range, in the tenths that its slider shows. */
export function withinRange(sigmas: number, { rangeSigmas: [low, high] }: Direction): number {
  return Math.round(10 * Math.min(high, Math.max(low, sigmas))) / 10;
}
