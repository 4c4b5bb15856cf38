import { isWPlusText } from '@toile/latent';
import {
  designIdSchema,
  directionIdSchema,
  hashSchema,
  limits,
  memberIdSchema,
  versionIdSchema,
} from '@toile/protocol';
import { generateKeyBetween } from 'fractional-indexing';
import { z } from 'zod';
import { lineages } from './design.js';

/** What a source's latent is written as: the photograph's hash or nothing, a dot, the wPlus as `wPlusText` writes it. */
const latentPattern = /^([0-9a-f]{64})?\.[A-Za-z0-9_-]+$/;
const latentSchema = z
  .string()
  .max(limits.latentChars)
  .regex(latentPattern)
  .refine((text) => isWPlusText(latentParts(text).wPlus), 'not a latent')
  .nullable();

/** Length of a fractional index; edit.ts deals the keys anew past it. */
const orderChars = 128;

/**
 * The keys of a design's Y.Map. All values are primitives, so two people who change different fields never
 * meet, and there is nothing nested to replace by accident.
 */
export const fieldSchemas = {
  // A lone surrogate would be another character on the wire, and replicas would differ.
  name: z.string().max(limits.designNameChars).refine(isWellFormed, 'holds half a character'),
  order: z.string().max(orderChars).refine(isOrderKey, 'not a fractional index'),
  /** null: the room's own pack. */
  pack: hashSchema.nullable(),
  'a.seed': z.int().min(0).max(0xffff_ffff),
  'a.category': z.int().min(0).max(999).nullable(),
  /** In place of the seed; null where the seed counts. */
  'a.latent': latentSchema,
  'b.seed': z.int().min(0).max(0xffff_ffff),
  'b.category': z.int().min(0).max(999).nullable(),
  'b.latent': latentSchema,
  'mix.structure': z.number().min(0).max(1),
  'mix.style': z.number().min(0).max(1),
  truncationPsi: z.number().min(0).max(limits.truncationPsi),
  createdBy: memberIdSchema,
  styleNumber: z.string().max(limits.styleNumberChars).refine(isWellFormed, 'holds half a character'),
  note: z.string().max(limits.noteChars).refine(isWellFormed, 'holds half a character'),
  'lineage.how': z.enum(lineages),
  'lineage.parent': designIdSchema.nullable(),
  /** The version that was last restored: tells a restored look from one that was found again by hand. */
  restored: versionIdSchema,
} as const;

/** The value of a latent's field. */
export const latentField = ({ photo, wPlus }: { photo: string | null; wPlus: string }): string =>
  `${photo ?? ''}.${wPlus}`;

/** The two parts of a latent's field. */
export function latentParts(text: string): { photo: string | null; wPlus: string } {
  const dot = text.indexOf('.');
  return { photo: text.slice(0, dot) || null, wPlus: text.slice(dot + 1) };
}

/** Whether `text` holds whole characters only. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** A key that none can stand beside would keep everyone from inserting there. */
function isOrderKey(key: string): boolean {
  if (!/^[0-9A-Za-z]+$/.test(key)) return false;
  try {
    generateKeyBetween(key, null);
    return true;
  } catch {
    return false;
  }
}

export type FieldName = keyof typeof fieldSchemas;
export type SliderField = `slider.${string}`;
export type LockField = `lock.${string}`;
export type LayerField = `mix.layer.${number}`;
export type DesignField = FieldName | SliderField | LockField | LayerField;

/** What can be locked besides the sliders, each by its direction id. (No direction has such an id.) */
export const lockable = ['source.a', 'source.b', 'mix.structure', 'mix.style', 'truncationPsi'] as const;

/** Fields that a design has one of for each member of a set: `prefix` and then a name that is in it. */
const families = [
  {
    prefix: 'slider.',
    has: (name: string) => directionIdSchema.safeParse(name).success,
    noun: 'a slider',
    schema: z.number().min(-limits.sliderSigmas).max(limits.sliderSigmas),
  },
  {
    prefix: 'lock.',
    has: (name: string) =>
      (lockable as readonly string[]).includes(name) || directionIdSchema.safeParse(name).success,
    noun: 'what can be locked',
    // 1 locked, 0 not.
    schema: z.literal([0, 1]),
  },
  {
    prefix: 'mix.layer.',
    has: (name: string) => /^(0|[1-9]\d?)$/.test(name) && Number(name) < limits.layersPerDesign,
    noun: 'a layer',
    // null: it follows structure or style.
    schema: z.number().min(0).max(1).nullable(),
  },
] as const;

export const sliderField = (directionId: string): SliderField => `slider.${directionId}`;
export const lockField = (name: string): LockField => `lock.${name}`;
export const layerField = (layer: number): LayerField => `mix.layer.${layer}`;

const nameIn = (prefix: (typeof families)[number]['prefix'], field: string): string | null =>
  field.startsWith(prefix) ? field.slice(prefix.length) : null;

/** The direction id of a slider's key, or null for any other key. */
export const directionOf = (field: string): string | null => nameIn('slider.', field);
/** What a lock's key locks, or null for any other key. */
export const lockOf = (field: string): string | null => nameIn('lock.', field);
/** The layer of a layer weight's key, or null for any other key. */
export function layerOf(field: string): number | null {
  const name = nameIn('mix.layer.', field);
  return name === null ? null : Number(name);
}

const restsAtNull = { pack: true, 'a.latent': true, 'b.latent': true };

/** Whether a field with this value is as one that was never set. */
export function isAtRest(field: string, value: unknown): boolean {
  if (layerOf(field) !== null || field in restsAtNull) return value === null;
  return (directionOf(field) !== null || lockOf(field) !== null) && value === 0;
}

/** Why `value` may not stand under `field`, or null where it may. */
export function fieldProblem(field: string, value: unknown): string | null {
  const family = families.find(({ prefix }) => field.startsWith(prefix));
  if (family && !family.has(field.slice(family.prefix.length))) {
    return `"${field.slice(0, 60)}" does not name ${family.noun}`;
  }
  if (!family && !Object.hasOwn(fieldSchemas, field)) {
    return `a design has no field "${field.slice(0, 60)}"`;
  }
  const schema = family?.schema ?? fieldSchemas[field as FieldName];
  const parsed = schema.safeParse(value);
  return parsed.success ? null : `${field}: ${parsed.error.issues[0]?.message ?? 'not allowed'}`;
}
