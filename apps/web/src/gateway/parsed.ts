import { ToileError } from '@toile/protocol';
import type { z } from 'zod';

/** What a client sent, as the schema reads it. @throws ToileError `bad-request`, naming what is wrong. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ToileError(
    'bad-request',
    issue ? `${issue.path.join('.') || 'request'}: ${issue.message}` : undefined,
  );
}
