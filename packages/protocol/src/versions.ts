import { z } from 'zod';
import { designIdSchema, memberIdSchema, versionIdSchema } from './ids.js';
import { limits } from './limits.js';

/** A member as they were called when they did something: what stays of them when they leave. */
export const authorSchema = z.object({ id: memberIdSchema, name: z.string() });
export type Author = z.infer<typeof authorSchema>;

/** What a field held: null where it held nothing. */
const fieldValueSchema = z.union([z.string(), z.number(), z.null()]);

/** One field of a design that somebody changed. */
export const fieldChangeSchema = z.object({
  field: z.string(),
  from: fieldValueSchema,
  to: fieldValueSchema,
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/** What brought a design to a version: put on the rack, changed, taken off, or put back after that. */
export const deedSchema = z.enum(['added', 'changed', 'removed', 'returned']);
export type Deed = z.infer<typeof deedSchema>;

/** A name keeps a version for good; automatic ones thin out with time. */
export const namingSchema = z.object({ name: z.string(), by: authorSchema, atMs: z.number() });
export type Naming = z.infer<typeof namingSchema>;

/** A design as it was at a moment, and what one member did to bring it there. Written by servers only. */
export const versionSchema = z.object({
  id: versionIdSchema,
  designId: designIdSchema,
  atMs: z.number(),
  by: authorSchema,
  deed: deedSchema,
  /** By field, sorted; what others changed at the same time is in versions of their own. */
  changes: z.array(fieldChangeSchema),
  /** The design's fields as canonical JSON; of a design that was taken off, as it was before that. */
  state: z.string(),
  /** Null for an automatic version. */
  naming: namingSchema.nullable(),
});
export type Version = z.infer<typeof versionSchema>;

/** Where a page of rows that are sorted by time, then by id, begins: before this one. */
export const placeInTimeSchema = z.object({ atMs: z.number(), id: z.string().max(64) });
export type PlaceInTime = z.infer<typeof placeInTimeSchema>;

/** Versions of one design, newest first. */
export const versionsRequestSchema = z.object({
  designId: designIdSchema,
  before: placeInTimeSchema.optional(),
  limit: z.int().min(1).max(limits.versionsPerPage).optional(),
});
export type VersionsRequest = z.infer<typeof versionsRequestSchema>;

export const versionPageSchema = z.object({
  versions: z.array(versionSchema),
  /** How many versions the design has in all. */
  total: z.int(),
});
export type VersionPage = z.infer<typeof versionPageSchema>;

/** Name a version, or the design's present state where `versionId` is null (editor). A null name takes it back. */
export const nameVersionRequestSchema = z.object({
  designId: designIdSchema,
  versionId: versionIdSchema.nullable(),
  name: z.string().trim().min(1, 'cannot be empty').max(limits.versionNameChars).nullable(),
});
export type NameVersionRequest = z.infer<typeof nameVersionRequestSchema>;
