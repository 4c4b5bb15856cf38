import type { Health } from '@toile/protocol';
import type { QueueStats, RenderQueue } from '@toile/queue';
import type { Store } from '@toile/store';

const timeoutMs = 2_000;

/** How the server is, asked of its parts now: each has two seconds to answer. Never rejects. */
export async function readHealth(options: {
  store: Pick<Store, 'kind' | 'ping'>;
  queue: Pick<RenderQueue, 'kind' | 'stats'>;
  version: string;
  startedAtMs: number;
}): Promise<Health> {
  const { store, queue } = options;
  const [ping, stats] = await Promise.all([
    probe(() => store.ping()),
    probe<QueueStats>(() => queue.stats()),
  ]);
  const workers = [...(stats.value?.workers ?? [])];
  const drawing = stats.ok && workers.length > 0;
  return {
    status: ping.ok ? (drawing ? 'ok' : 'degraded') : 'down',
    version: options.version,
    uptimeMs: Date.now() - options.startedAtMs,
    store: { kind: store.kind, ok: ping.ok, latencyMs: ping.latencyMs, ...errorOf(ping) },
    queue: {
      kind: queue.kind,
      ok: stats.ok,
      latencyMs: stats.latencyMs,
      pending: stats.value?.pending ?? 0,
      running: stats.value?.running ?? 0,
      oldestJobAgeMs: stats.value?.oldestJobAgeMs ?? 0,
      ...errorOf(stats),
    },
    workers,
  };
}

interface Probe<T> {
  readonly ok: boolean;
  readonly latencyMs: number;
  readonly value: T | null;
  readonly error: 'timeout' | 'failed' | null;
}

async function probe<T>(ask: () => Promise<T>): Promise<Probe<T>> {
  const startedAtMs = performance.now();
  const latency = () => Math.round(performance.now() - startedAtMs);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs);
  });
  try {
    const value = await Promise.race([ask(), late]);
    if (value === 'late') return { ok: false, latencyMs: latency(), value: null, error: 'timeout' };
    return { ok: true, latencyMs: latency(), value, error: null };
  } catch {
    // Its text may name hosts: the log has it, a health page for everyone does not.
    return { ok: false, latencyMs: latency(), value: null, error: 'failed' };
  } finally {
    clearTimeout(timer);
  }
}

const errorOf = ({ error }: Probe<unknown>) => (error === null ? {} : { error });
