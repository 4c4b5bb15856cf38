import type { FieldChange, PackSummary, Version } from '@toile/protocol';
import { directionOf, latentParts, layerOf, readState } from '@toile/room';

/** What words about a room are made with. */
export interface WordSources {
  readonly pack: PackSummary | null;
  /** What a design is called now, or was called last. */
  readonly designName: (designId: string) => string | null;
  /** When a version was made, in words, such as "10:42"; null where that is not known. */
  readonly versionTime: (versionId: string) => string | null;
}

/** End of a slider -> what moving something there is called. */
const verbs: Readonly<Record<string, string>> = {
  long: 'lengthened',
  longer: 'lengthened',
  short: 'shortened',
  shorter: 'shortened',
  wide: 'widened',
  wider: 'widened',
  narrow: 'narrowed',
  narrower: 'narrowed',
  light: 'lightened',
  lighter: 'lightened',
  bright: 'brightened',
  dark: 'darkened',
  darker: 'darkened',
  loose: 'loosened',
  tight: 'tightened',
  high: 'raised',
  low: 'lowered',
  deep: 'deepened',
  soft: 'softened',
};

/** What somebody did in `version`, after their name: "lengthened the sleeves of Field dress". */
export function versionWords(
  version: Pick<Version, 'designId' | 'deed' | 'changes' | 'state'>,
  sources: WordSources,
): string {
  const state = readState(version.state);
  const name = typeof state.name === 'string' ? state.name : 'Untitled';
  switch (version.deed) {
    case 'removed':
      return `took ${name} off the rack`;
    case 'returned':
      return `brought ${name} back`;
    case 'added':
      return addedWords(name, state, sources);
    case 'changed':
      return changedWords(name, version.changes, sources);
  }
}

function addedWords(name: string, state: ReturnType<typeof readState>, { designName }: WordSources): string {
  const parentId = state['lineage.parent'];
  const parent = typeof parentId === 'string' ? (designName(parentId) ?? 'another design') : null;
  switch (state['lineage.how']) {
    case 'paste':
      return `pasted ${name}`;
    case 'copy':
      return parent ? `copied ${parent} to ${name}` : `added ${name}`;
    case 'child':
      return parent ? `took ${name} from the children of ${parent}` : `added ${name}`;
    case 'branch':
      return parent ? `branched ${name} off ${parent}` : `added ${name}`;
    default:
      return [state['a.latent'], state['b.latent']].some(isOfPhoto)
        ? `added ${name} from a photo`
        : `added ${name}`;
  }
}

const isOfPhoto = (field: unknown): boolean => typeof field === 'string' && latentParts(field).photo !== null;

function changedWords(name: string, changes: readonly FieldChange[], sources: WordSources): string {
  const restored = changes.find(({ field, to }) => field === 'restored' && to !== null);
  if (restored) {
    const time = sources.versionTime(String(restored.to));
    return time ? `restored ${name} as it was at ${time}` : `restored an earlier look of ${name}`;
  }
  const renamed = changes.find(({ field }) => field === 'name');
  const others = changes.filter(({ field }) => field !== 'name' && field !== 'restored');
  if (renamed && others.length === 0) return `renamed ${renamed.from ?? 'a design'} to ${name}`;
  const taken = photosTaken(others);
  if (taken !== null) return `took a photo as ${taken} of ${name}`;
  const [only] = others;
  if (only && others.length === 1) return oneChange(name, only, sources);
  const things = [...new Set(others.map((change) => thing(change, sources)))];
  return `changed ${listed(things, 2)} of ${name}`;
}

/** The sources that photos were taken as, such as "A" or "A and B"; null where anything else was changed too. */
function photosTaken(changes: readonly FieldChange[]): string | null {
  const sides = (['a', 'b'] as const).filter((side) =>
    changes.some(({ field, to }) => field === `${side}.latent` && isOfPhoto(to)),
  );
  const isTheirs = ({ field }: FieldChange) => sides.some((side) => field.startsWith(`${side}.`));
  return sides.length > 0 && changes.every(isTheirs)
    ? listed(
        sides.map((side) => side.toUpperCase()),
        2,
      )
    : null;
}

function oneChange(name: string, change: FieldChange, sources: WordSources): string {
  const { field, from, to } = change;
  const up = Number(to ?? 0) > Number(from ?? 0);
  const direction = directionIn(sources.pack, field);
  if (direction) {
    const end = up ? direction.highLabel : direction.lowLabel;
    const verb = verbs[end.toLowerCase()];
    const what = thing(change, sources);
    if (verb) return `${verb} ${what} of ${name}`;
    if (/\p{Letter}/u.test(end)) return `moved ${what} of ${name} towards ${end}`;
    return `turned ${what} of ${name} ${up ? 'up' : 'down'}`;
  }
  if (field === 'truncationPsi') return `made ${name} ${up ? 'wilder' : 'tamer'}`;
  if (field === 'mix.structure' || field === 'mix.style') {
    return `moved the ${field.slice('mix.'.length)} of ${name} towards ${up ? 'B' : 'A'}`;
  }
  return `changed ${thing(change, sources)} of ${name}`;
}

/** What a field is to a person: "the sleeves", "source A". */
function thing({ field }: FieldChange, { pack }: WordSources): string {
  const direction = directionIn(pack, field);
  // A numbered label is a name of its own: "Component 3".
  if (direction) return /\d/.test(direction.label) ? direction.label : `the ${direction.label.toLowerCase()}`;
  if (directionOf(field) !== null) return 'a slider';
  if (field.startsWith('a.')) return 'source A';
  if (field.startsWith('b.')) return 'source B';
  if (layerOf(field) !== null) return 'the layers';
  if (field === 'mix.structure') return 'the structure';
  if (field === 'mix.style') return 'the style';
  if (field === 'truncationPsi') return 'the wildness';
  return 'the details';
}

function directionIn(pack: PackSummary | null, field: string) {
  const directionId = directionOf(field);
  return directionId === null ? undefined : pack?.directions.find(({ id }) => id === directionId);
}

/** "a", "a and b", "a, b and 3 more". */
export function listed(things: readonly string[], most: number): string {
  const shown = things.length > most + 1 ? things.slice(0, most) : things;
  const more = things.length - shown.length;
  const all = more > 0 ? [...shown, `${more} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
