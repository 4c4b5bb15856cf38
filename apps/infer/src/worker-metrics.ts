import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What a worker counts and measures, in Prometheus' units (seconds). */
export class WorkerMetrics {
  readonly registry = new Registry();
  readonly frames = new Counter({
    name: 'toile_infer_frames_total',
    help: 'Pictures drawn, encoded and handed over',
    labelNames: ['provider', 'tier'] as const,
    registers: [this.registry],
  });
  readonly failures = new Counter({
    name: 'toile_infer_failures_total',
    help: 'Jobs given up, by code and by whether they may be tried again',
    labelNames: ['code', 'retry'] as const,
    registers: [this.registry],
  });
  readonly batchSize = new Histogram({
    name: 'toile_infer_batch_size',
    help: 'Jobs claimed together',
    buckets: [1, 2, 3, 4, 6, 8, 12, 16, 32, 64],
    registers: [this.registry],
  });
  readonly inferenceSeconds = new Histogram({
    name: 'toile_infer_inference_seconds',
    help: "Mapping and synthesis, one picture's share of its batch",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly encodeSeconds = new Histogram({
    name: 'toile_infer_encode_seconds',
    help: 'Enlarging and encoding one picture',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  });
  readonly threadStarts = new Gauge({
    name: 'toile_infer_thread_starts',
    help: 'Inference threads started since the process began; more than 1 means that one died',
    registers: [this.registry],
  });
  readonly queueUp = new Gauge({
    name: 'toile_infer_queue_up',
    help: '1 while the render queue answers',
    registers: [this.registry],
  });

  /** Adds the process's own: memory, event loop, file descriptors. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
