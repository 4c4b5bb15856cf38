import { limits, newDesignId } from '@toile/protocol';
import { generateNKeysBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import type { Design, Lineage, Side } from './design.js';
import {
  type DesignField,
  directionOf,
  fieldProblem,
  latentField,
  layerField,
  lockField,
  sliderField,
} from './fields.js';
import { type DesignMap, designMap, designsOf } from './layout.js';
import { readDesign, readRack } from './read.js';

/** Origin of this participant's own edits: what undo takes back. */
export const localOrigin = Symbol('toile-local-edit');

export type DesignFields = Partial<Omit<Design, 'id' | 'order'>>;

/** A value that a field may not hold, a rack that is full, a recipe of another pack. The document is untouched. */
export class EditError extends Error {
  override readonly name = 'EditError';
  readonly code:
    | 'invalid-value'
    | 'rack-full'
    | 'no-such-design'
    | 'recipe-misfit'
    | 'comments-full'
    | 'no-such-comment';

  constructor(code: EditError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Put a new design on the rack, after `afterId`; at the end where that is absent or no longer on it. Answers
 * its id.
 * @throws EditError `rack-full` past `limits.designsPerRoom`, `invalid-value`.
 */
export function createDesign(
  doc: Y.Doc,
  fields: DesignFields,
  {
    afterId,
    createdBy,
    origin = localOrigin,
  }: { afterId?: string; createdBy?: string; origin?: unknown } = {},
): string {
  if (designsOf(doc).size >= limits.designsPerRoom) {
    throw new EditError('rack-full', `A rack holds ${limits.designsPerRoom} designs at most.`);
  }
  const id = newDesignId();
  const entries = Object.entries(flatten(fields));
  if (createdBy !== undefined) entries.push(['createdBy', createdBy]);
  for (const [key, value] of entries) check(key, value);
  checkSliders(entries);
  doc.transact(() => {
    entries.push(['order', orderAfter(doc, afterId)]);
    designsOf(doc).set(id, new Y.Map<string | number | null>(entries));
  }, origin);
  return id;
}

/**
 * Put a design on the rack right after the one that it is made from: every field of that but id, order and maker,
 * with `fields` over them. @throws EditError
 */
export function deriveDesign(
  doc: Y.Doc,
  parentId: string,
  how: Lineage['how'],
  fields: DesignFields = {},
  options: { createdBy?: string; origin?: unknown } = {},
): string {
  const { id: _id, order: _order, ...inherited } = existing(doc, parentId);
  const name = fields.name ?? `${inherited.name} ${how}`;
  return createDesign(
    doc,
    { ...inherited, ...fields, name: cut(name), lineage: { how, parent: parentId } },
    { ...options, afterId: parentId },
  );
}

/** Copy a design to the place after it. @throws EditError */
export const duplicateDesign = (
  doc: Y.Doc,
  designId: string,
  options: { createdBy?: string; origin?: unknown } = {},
): string => deriveDesign(doc, designId, 'copy', {}, options);

/** Set one field; a value equal to the present one writes nothing. @throws EditError */
export function setField(
  doc: Y.Doc,
  designId: string,
  field: DesignField,
  value: string | number | null,
  origin: unknown = localOrigin,
): void {
  const map = mapOf(doc, designId);
  check(field, value);
  if (map.get(field) === value) return;
  if (directionOf(field) !== null) checkSliders([...map.entries(), [field, value]]);
  doc.transact(() => map.set(field, value), origin);
}

export const renameDesign = (doc: Y.Doc, designId: string, name: string, origin?: unknown): void =>
  setField(doc, designId, 'name', cut(name.trim()), origin);

/** Move a slider to `sigmas` (0 puts it to rest). @throws EditError */
export const setSlider = (
  doc: Y.Doc,
  designId: string,
  directionId: string,
  sigmas: number,
  origin?: unknown,
): void => setField(doc, designId, sliderField(directionId), sigmas, origin);

/** Keep what `name` names as it is when designs are varied, or no longer. @throws EditError */
export const setLock = (
  doc: Y.Doc,
  designId: string,
  name: string,
  locked: boolean,
  origin?: unknown,
): void => setField(doc, designId, lockField(name), locked ? 1 : 0, origin);

/** Give a layer a weight of its own; null lets it follow structure or style again. @throws EditError */
export const setLayer = (
  doc: Y.Doc,
  designId: string,
  layer: number,
  weight: number | null,
  origin?: unknown,
): void => setField(doc, designId, layerField(layer), weight, origin);

/**
 * Set several fields at once, in one undo step. Sliders, layers and locks are replaced as a whole: those that
 * `fields` does not name go to rest. @throws EditError
 */
export function changeDesign(
  doc: Y.Doc,
  designId: string,
  fields: DesignFields,
  origin: unknown = localOrigin,
): void {
  const map = mapOf(doc, designId);
  const { sliders, layers, locks } = existing(doc, designId);
  const resting = {
    ...(fields.sliders &&
      flatten({ sliders: Object.fromEntries(Object.keys(sliders).map((id) => [id, 0])) })),
    ...(fields.layers &&
      Object.fromEntries(Object.keys(layers).map((layer) => [layerField(Number(layer)), null]))),
    ...Object.fromEntries(
      (['a', 'b'] as const)
        .filter((side) => fields[side] && map.has(`${side}.latent`))
        .map((side) => [`${side}.latent`, null]),
    ),
    ...(fields.locks && Object.fromEntries(locks.map((name) => [lockField(name), 0]))),
  };
  const entries = Object.entries({ ...resting, ...flatten(fields) });
  for (const [key, value] of entries) check(key, value);
  checkSliders([...map.entries(), ...entries]);
  doc.transact(() => {
    for (const [key, value] of entries) if (map.get(key) !== value) map.set(key, value);
  }, origin);
}

/**
 * Change seed, category or both of one source, in one undo step. A new seed takes the place of a latent.
 * @throws EditError
 */
export function setSource(
  doc: Y.Doc,
  designId: string,
  side: Side,
  source: { seed?: number; category?: number | null },
  origin: unknown = localOrigin,
): void {
  const { seed, category } = source;
  mapOf(doc, designId);
  // Yjs takes nothing back when a transaction throws: both are looked at before either is written.
  if (seed !== undefined) check(`${side}.seed`, seed);
  if (category !== undefined) check(`${side}.category`, category);
  doc.transact(() => {
    if (seed !== undefined) {
      setField(doc, designId, `${side}.seed`, seed, origin);
      if (mapOf(doc, designId).has(`${side}.latent`)) setField(doc, designId, `${side}.latent`, null, origin);
    }
    if (category !== undefined) setField(doc, designId, `${side}.category`, category, origin);
  }, origin);
}

/**
 * Move a design to stand after `afterId`: first where that is null, last where it is no longer on the rack.
 * @throws EditError
 */
export function moveDesign(
  doc: Y.Doc,
  designId: string,
  afterId: string | null,
  origin: unknown = localOrigin,
): void {
  if (afterId === designId) return;
  existing(doc, designId);
  doc.transact(() => setField(doc, designId, 'order', orderAfter(doc, afterId, designId), origin), origin);
}

/** Take a design off the rack; one that is gone already is no error. */
export function deleteDesign(doc: Y.Doc, designId: string, origin: unknown = localOrigin): void {
  doc.transact(() => designsOf(doc).delete(designId), origin);
}

/**
 * A key between `afterId` and its neighbour; before all where it is null, behind all where it is unknown.
 *
 * Two people who insert at one place at once get the same key, and the rack sorts them by id. Whoever then
 * inserts between them deals the later ones new keys; likewise the whole rack where insertions at one place
 * have made a key too long, or have come to the end of all keys. So call this within the transaction that uses its answer.
 */
function orderAfter(doc: Y.Doc, afterId: string | null | undefined, moving?: string): string {
  const rack = readRack(doc).filter((design) => design.id !== moving);
  const at = afterId === null ? -1 : rack.findIndex((design) => design.id === afterId);
  const index = at === -1 && afterId !== null ? rack.length - 1 : at;
  const before = rack[index]?.order ?? null;
  const later = rack.slice(index + 1).filter((design) => design.order === before);
  const next = rack[index + 1 + later.length]?.order ?? null;
  const [key, ...keys] = generateNKeysBetween(before, next, 1 + later.length);
  if ([key, ...keys].some((one) => fieldProblem('order', one) !== null)) {
    deal(doc, rack, generateNKeysBetween(null, null, rack.length));
    return orderAfter(doc, afterId, moving);
  }
  deal(doc, later, keys);
  return key!;
}

function deal(doc: Y.Doc, designs: readonly Design[], keys: readonly string[]): void {
  for (const [at, { id }] of designs.entries()) mapOf(doc, id).set('order', keys[at]!);
}

function flatten(fields: DesignFields): Record<string, string | number | null> {
  const flat: Record<string, string | number | null> = {};
  if (fields.name !== undefined) flat.name = fields.name;
  if (fields.pack != null) flat.pack = fields.pack;
  for (const side of ['a', 'b'] as const) {
    const source = fields[side];
    if (!source) continue;
    flat[`${side}.seed`] = source.seed;
    flat[`${side}.category`] = source.category;
    if (source.kind === 'latent') flat[`${side}.latent`] = latentField(source);
  }
  if (fields.structure !== undefined) flat['mix.structure'] = fields.structure;
  if (fields.style !== undefined) flat['mix.style'] = fields.style;
  if (fields.truncationPsi !== undefined) flat.truncationPsi = fields.truncationPsi;
  for (const [layer, weight] of Object.entries(fields.layers ?? {})) flat[layerField(Number(layer))] = weight;
  for (const [directionId, sigmas] of Object.entries(fields.sliders ?? {}))
    flat[sliderField(directionId)] = sigmas;
  for (const name of fields.locks ?? []) flat[lockField(name)] = 1;
  if (fields.styleNumber !== undefined) flat.styleNumber = fields.styleNumber;
  if (fields.note !== undefined) flat.note = fields.note;
  if (fields.lineage) {
    flat['lineage.how'] = fields.lineage.how;
    flat['lineage.parent'] = fields.lineage.parent;
  }
  return flat;
}

function check(field: string, value: unknown): void {
  const problem = fieldProblem(field, value);
  if (problem !== null) throw new EditError('invalid-value', problem);
}

function checkSliders(entries: readonly (readonly [string, unknown])[]): void {
  const moved = new Set<string>();
  for (const [key, value] of entries) {
    if (directionOf(key) === null) continue;
    if (value === 0) moved.delete(key);
    else moved.add(key);
  }
  if (moved.size > limits.slidersPerDesign) {
    throw new EditError('invalid-value', `A design holds ${limits.slidersPerDesign} sliders at most.`);
  }
}

/** A name of the length that a name may have, cut between characters. */
export const cut = (name: string) => name.slice(0, limits.designNameChars).replace(/\p{Surrogate}$/u, '');

function mapOf(doc: Y.Doc, designId: string): DesignMap {
  const map = designMap(doc, designId);
  if (!map) throw new EditError('no-such-design', `There is no design ${designId} on this rack.`);
  return map;
}

function existing(doc: Y.Doc, designId: string): Design {
  const design = readDesign(doc, designId);
  if (!design) throw new EditError('no-such-design', `There is no design ${designId} on this rack.`);
  return design;
}
