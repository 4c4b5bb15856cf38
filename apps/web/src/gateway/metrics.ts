import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const latencyBucketsMs = [5, 10, 20, 40, 60, 80, 100, 150, 250, 500, 1000, 2500, 5000, 10000];

/** What GET /metrics says, in Prometheus' text format. Times are in milliseconds, as their names say. */
export class Metrics {
  readonly registry = new Registry();

  readonly connections = this.#gauge('toile_connections', 'Open connections by wire.', ['wire']);
  readonly roomsOpen = this.#gauge('toile_rooms_open', 'Rooms held in memory.');
  readonly updates = this.#counter(
    'toile_doc_updates_total',
    'Document updates by outcome: admitted, incomplete, or the code of the refusal.',
    ['outcome'],
  );
  readonly commitMs = this.#histogram(
    'toile_commit_ms',
    'Appending to the document log until it is durable.',
  );
  readonly commitFailures = this.#counter(
    'toile_commit_failures_total',
    'Failed attempts at the document log.',
  );
  readonly closed = this.#counter(
    'toile_connections_closed_total',
    'Connections that the server closed, by code.',
    ['code'],
  );
  readonly framesSent = this.#counter('toile_frames_sent_total', 'Frames sent, one for each recipient.');
  readonly framesSkipped = this.#counter(
    'toile_frames_skipped_total',
    'Frames that a newer one replaced before their recipient was ready.',
  );
  readonly gestureMs = this.#histogram(
    'toile_gesture_ms',
    'From a change reaching the server to its current frame leaving it, one for each recipient.',
  );
  readonly httpRequests = this.#counter('toile_http_requests_total', 'API requests by status.', ['status']);
  readonly queueJobs = this.#gauge('toile_queue_jobs', 'Jobs in the render queue by state.', ['state']);
  readonly queueOldestMs = this.#gauge('toile_queue_oldest_job_ms', 'How long the oldest pending job waits.');
  readonly workers = this.#gauge('toile_workers', 'Workers whose heartbeat has not lapsed.');

  /** Also report the process itself: memory, event loop, garbage collection. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #histogram(name: string, help: string): Histogram {
    return new Histogram({ name, help, buckets: latencyBucketsMs, registers: [this.registry] });
  }
}
