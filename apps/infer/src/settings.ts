import { availableParallelism, hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { randomId } from '@toile/protocol';

/** What a worker is told by its environment. */
export interface Settings {
  /** `REDIS_URL`: the queue of a fleet; null in embedded mode. */
  readonly redisUrl: string | null;
  /** `TOILE_PACKS`: the folder of model packs. */
  readonly packsFolder: string;
  /** `TOILE_CACHE`: where embeddings of pictures are kept over restarts; null for nowhere. */
  readonly cacheFolder: string | null;
  /** `TOILE_PROVIDERS`: execution providers of ONNX Runtime, best first, such as `cuda,webgpu,cpu`. */
  readonly providers: readonly string[];
  /** `TOILE_THREADS`: threads of one operator, 1 to 64; as many as cores, 4 at most, unless told. */
  readonly threads: number;
  /** `TOILE_MAX_BATCH`: jobs claimed together, 1 to 64; 8 unless told. */
  readonly maxBatch: number;
  /** `TOILE_WORKER_ID`: at most 64 characters, unlike every other worker's. */
  readonly workerId: string;
  /** `TOILE_METRICS_PORT`: where health and metrics are served; null for nowhere. */
  readonly metricsPort: number | null;
  /** `TOILE_LOG_LEVEL`: a level of pino's; `info` unless told. */
  readonly logLevel: string;
}

/** An environment variable holds something impossible. The message is for the operator. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** `packs` beside `src` and `dist`. */
const ownPacks = fileURLToPath(new URL('../packs', import.meta.url));

/** Reads the environment; an empty variable counts as not set. Throws SettingsError naming the variable. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const told = (name: string): string | null => env[name]?.trim() || null;
  const integer = (name: string, min: number, max: number): number | null => {
    const text = told(name);
    if (text === null) return null;
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new SettingsError(`${name} must be a whole number from ${min} to ${max}, not "${text}".`);
  };
  const workerId = told('TOILE_WORKER_ID') ?? `${hostname().slice(0, 40)}-${process.pid}-${randomId(6)}`;
  if (workerId.length > 64) throw new SettingsError('TOILE_WORKER_ID must be at most 64 characters.');
  const providers = (told('TOILE_PROVIDERS') ?? 'cpu').split(',').map((name) => name.trim().toLowerCase());
  if (providers.some((name) => !/^[a-z0-9-]+$/.test(name))) {
    throw new SettingsError('TOILE_PROVIDERS must be names with commas between them, such as "cuda,cpu".');
  }
  const logLevel = told('TOILE_LOG_LEVEL') ?? 'info';
  if (!logLevels.includes(logLevel)) {
    throw new SettingsError(`TOILE_LOG_LEVEL must be one of ${logLevels.join(', ')}, not "${logLevel}".`);
  }
  return {
    redisUrl: told('REDIS_URL'),
    packsFolder: told('TOILE_PACKS') ?? ownPacks,
    cacheFolder: told('TOILE_CACHE'),
    providers,
    threads: integer('TOILE_THREADS', 1, 64) ?? Math.min(4, availableParallelism()),
    maxBatch: integer('TOILE_MAX_BATCH', 1, 64) ?? 8,
    workerId,
    metricsPort: integer('TOILE_METRICS_PORT', 0, 65_535),
    logLevel,
  };
}
