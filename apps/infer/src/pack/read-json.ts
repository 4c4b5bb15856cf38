import { PackError } from './pack-error.js';

/** What a zod schema answers, as far as it matters here. */
interface Schema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
        };
      };
}

/** Parses JSON text with a schema. Throws PackError `pack-invalid` naming the file and the first bad field. */
export function readJson<T>(folder: string, path: string, text: string, schema: Schema<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new PackError('pack-invalid', folder, `${path} is not JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.') || 'the whole';
  throw new PackError('pack-invalid', folder, `${path}: ${field}: ${issue?.message}`, {
    cause: parsed.error,
  });
}
