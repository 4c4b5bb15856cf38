import type * as Y from 'yjs';
import type { Design, DesignSource, Lineage, Side } from './design.js';
import { directionOf, type FieldName, fieldProblem, latentParts, layerOf, lockOf } from './fields.js';
import { designMap, designsOf } from './layout.js';

/** A design's fields by key: its map in the document, or what a version kept of it. */
type Fields = Pick<ReadonlyMap<string, unknown>, 'get' | 'keys'>;

const fallback: Record<Exclude<FieldName, 'createdBy' | 'restored'>, string | number | null> = {
  name: 'Untitled',
  order: 'a0',
  pack: null,
  'a.seed': 0,
  'a.category': null,
  'a.latent': null,
  'b.seed': 1,
  'b.category': null,
  'b.latent': null,
  'mix.structure': 0,
  'mix.style': 0,
  truncationPsi: 0.7,
  styleNumber: '',
  note: '',
  'lineage.how': null,
  'lineage.parent': null,
};

/** A field's value, or its default where it is absent or not allowed. */
function field<T extends string | number | null>(map: Fields, name: keyof typeof fallback): T {
  const value = map.get(name);
  return (value !== undefined && fieldProblem(name, value) === null ? value : fallback[name]) as T;
}

function source(map: Fields, side: Side): DesignSource {
  const seed = field<number>(map, `${side}.seed`);
  const category = field<number | null>(map, `${side}.category`);
  const latent = field<string | null>(map, `${side}.latent`);
  return latent === null
    ? { kind: 'seed', seed, category }
    : { kind: 'latent', ...latentParts(latent), category, seed };
}

function lineage(map: Fields): Lineage | null {
  const how = field<Lineage['how'] | null>(map, 'lineage.how');
  return how && { how, parent: field<string | null>(map, 'lineage.parent') };
}

/** The design under `designId`, or null where there is none. */
export function readDesign(doc: Y.Doc, designId: string): Design | null {
  const map = designMap(doc, designId);
  return map && designOf(designId, map);
}

/** The design that `map` holds the fields of; what is missing or impossible reads as its default. */
export function designOf(designId: string, map: Fields): Design {
  const sliders: Record<string, number> = {};
  const layers: Record<number, number> = {};
  const locks: string[] = [];
  for (const key of [...map.keys()].sort()) {
    const value = map.get(key);
    if (typeof value !== 'number' || fieldProblem(key, value) !== null) continue;
    const [directionId, lock, layer] = [directionOf(key), lockOf(key), layerOf(key)];
    if (directionId !== null && value !== 0) sliders[directionId] = value;
    if (lock !== null && value !== 0) locks.push(lock);
    if (layer !== null) layers[layer] = value;
  }
  return {
    id: designId,
    name: field<string>(map, 'name'),
    order: field<string>(map, 'order'),
    pack: field<string | null>(map, 'pack'),
    a: source(map, 'a'),
    b: source(map, 'b'),
    structure: field<number>(map, 'mix.structure'),
    style: field<number>(map, 'mix.style'),
    layers,
    truncationPsi: field<number>(map, 'truncationPsi'),
    sliders,
    locks,
    styleNumber: field<string>(map, 'styleNumber'),
    note: field<string>(map, 'note'),
    lineage: lineage(map),
  };
}

/** Every design, in rack order: by fractional index, ties by id so that all replicas agree. */
export function readRack(doc: Y.Doc): Design[] {
  const rack = [...designsOf(doc).keys()].flatMap((id) => readDesign(doc, id) ?? []);
  return rack.sort(inRackOrder);
}

/** Compares two designs of a rack, for sorting. */
export const inRackOrder = (one: Design, other: Design): number =>
  compare(one.order, other.order) || compare(one.id, other.id);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
