import { createServer, type Server } from 'node:http';
import type { WorkerMetrics } from './worker-metrics.js';

export interface MetricsServerOptions {
  readonly port: number;
  readonly metrics: WorkerMetrics;
  /** Whether the worker takes jobs. */
  readonly healthy: () => boolean;
}

/**
 * `GET /healthz` (200 while the worker takes jobs, 503 otherwise) and `GET /metrics` (Prometheus' text), for
 * probes and scrapers inside the cluster. Rejects when the port cannot be had.
 */
export async function startMetricsServer({ port, metrics, healthy }: MetricsServerOptions): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url === '/healthz') {
      const ok = healthy();
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok }));
    } else if (request.url === '/metrics') {
      const text = await metrics.registry.metrics();
      response.writeHead(200, { 'content-type': metrics.registry.contentType });
      response.end(text);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return server;
}
