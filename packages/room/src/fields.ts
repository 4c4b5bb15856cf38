import { directionIdSchema, limits, memberIdSchema } from '@toile/protocol';
import { generateKeyBetween } from 'fractional-indexing';
import { z } from 'zod';

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
  'a.seed': z.int().min(0).max(0xffff_ffff),
  'a.category': z.int().min(0).max(999).nullable(),
  'b.seed': z.int().min(0).max(0xffff_ffff),
  'b.category': z.int().min(0).max(999).nullable(),
  'mix.structure': z.number().min(0).max(1),
  'mix.style': z.number().min(0).max(1),
  truncationPsi: z.number().min(0).max(limits.truncationPsi),
  createdBy: memberIdSchema,
} as const;

function isWellFormed(text: string): boolean {
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

const sliderPrefix = 'slider.';
const sliderSchema = z.number().min(-limits.sliderSigmas).max(limits.sliderSigmas);

export const sliderField = (directionId: string): SliderField => `${sliderPrefix}${directionId}`;

/** The direction id of a slider's key, or null for any other key. */
export function directionOf(field: string): string | null {
  return field.startsWith(sliderPrefix) ? field.slice(sliderPrefix.length) : null;
}

/** Why `value` may not stand under `field`, or null where it may. */
export function fieldProblem(field: string, value: unknown): string | null {
  const directionId = directionOf(field);
  if (directionId !== null && !directionIdSchema.safeParse(directionId).success) {
    return `"${field.slice(0, 60)}" does not name a slider`;
  }
  const schema = directionId !== null ? sliderSchema : fieldSchemas[field as FieldName];
  if (!schema || (directionId === null && !Object.hasOwn(fieldSchemas, field))) {
    return `a design has no field "${field.slice(0, 60)}"`;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? null : `${field}: ${parsed.error.issues[0]?.message ?? 'not allowed'}`;
}
