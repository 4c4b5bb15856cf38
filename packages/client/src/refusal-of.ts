import { type ErrorBody, errorBodySchema } from '@toile/protocol';

/** What a connection middleware said, which socket.io carries as `data` of its error. */
export function refusalOf(error: Error): ErrorBody | null {
  const parsed = errorBodySchema.safeParse((error as { data?: unknown }).data);
  return parsed.success ? (parsed.data as ErrorBody) : null;
}
