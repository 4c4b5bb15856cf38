import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const inRoot = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .default('0')
  .transform((value) => value === '1' || value === 'true');

const optional = z
  .string()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

/** The server's environment. Everything has a default: without any of it, it is one embedded server. */
export const settingsSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Only this machine by default: whoever reaches the port may make rooms. Set 0.0.0.0 to let others in. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Folder of the SQLite file, in embedded mode. */
  TOILE_DATA: z.string().min(1).default(inRoot('.toile')),
  /** `postgres://…`: the store of a fleet. */
  DATABASE_URL: optional,
  /** `redis://…`: queue and bus of a fleet. Workers are then started by whoever runs the fleet. */
  REDIS_URL: optional,
  /** Folder of model packs. */
  TOILE_PACKS: z.string().min(1).default(inRoot('apps/infer/packs')),
  /** Name or id of the pack of new rooms; where absent, the house pack, or the first by name. */
  TOILE_DEFAULT_PACK: optional,
  /** Where browsers reach the server, such as `https://toile.example`. https makes cookies Secure. */
  TOILE_PUBLIC_URL: z.union([z.literal('').transform(() => undefined), origin]).optional(),
  /** Further origins whose pages may use this server, separated by commas. */
  TOILE_ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((part) => part.trim()))
    .transform((parts) => parts.filter((part) => part !== ''))
    .pipe(z.array(origin)),
  /** 1 where one reverse proxy stands in front and writes X-Forwarded-For and X-Forwarded-Host. */
  TOILE_TRUST_PROXY: flag,
  /** Render workers that this server starts, in embedded mode. */
  TOILE_WORKERS: z.coerce.number().int().min(0).max(16).default(1),
  /** 1: serve the API and the sockets without pages. */
  TOILE_NO_PAGES: flag,
  /** Rooms that one address may make in an hour, where the default does not suit. */
  TOILE_ROOMS_PER_HOUR: z.coerce.number().int().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Reads the environment. Throws an Error whose message says which variables are wrong, and how. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const parsed = settingsSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not understood. ${problems.join('; ')}`);
}
