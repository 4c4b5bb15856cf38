import { commentIdSchema, designIdSchema, limits, memberIdSchema } from '@toile/protocol';
import { z } from 'zod';
import { isWellFormed } from './fields.js';

/** The last moment that JavaScript can name (ECMA-262 §21.4.1.1), in ms since 1970. */
const lastMomentMs = 8.64e15;

const momentMs = z.number().min(0).max(lastMomentMs);
const fraction = z.number().min(0).max(1);

/** The keys of a comment's Y.Map; all values are primitives, as in a design. */
export const commentFieldSchemas = {
  designId: designIdSchema,
  by: memberIdSchema,
  atMs: momentMs,
  text: z
    .string()
    .max(limits.commentChars)
    .refine((text) => text.trim() !== '', 'cannot be empty')
    .refine(isWellFormed, 'holds half a character'),
  parent: commentIdSchema,
  x: fraction,
  y: fraction,
  editedAtMs: momentMs,
  /** Decides whether a thread is settled. */
  resolvedBy: memberIdSchema.nullable(),
  resolvedAtMs: momentMs,
} as const;

export type CommentField = keyof typeof commentFieldSchemas;

/** Without these there is no comment. */
export const requiredCommentFields = ['designId', 'by', 'atMs', 'text'] as const;

/** Why `value` may not stand under `field` of a comment, or null where it may. */
export function commentFieldProblem(field: string, value: unknown): string | null {
  if (!Object.hasOwn(commentFieldSchemas, field)) return `a comment has no field "${field.slice(0, 60)}"`;
  const parsed = commentFieldSchemas[field as CommentField].safeParse(value);
  return parsed.success ? null : `${field}: ${parsed.error.issues[0]?.message ?? 'not allowed'}`;
}
