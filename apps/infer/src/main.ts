import { pino } from 'pino';
import sharp from 'sharp';
import { ClipDesk } from './clip/clip-desk.js';
import { EmbeddingShelf } from './clip/embedding-shelf.js';
import { InferenceError } from './inference/inference-error.js';
import { InferenceThread } from './inference/inference-thread.js';
import { startMetricsServer } from './metrics-server.js';
import { openWorkerQueue } from './open-worker-queue.js';
import { loadPacks } from './pack/load-packs.js';
import { PackError } from './pack/pack-error.js';
import { QueueLink } from './queue-link.js';
import { readSettings, type Settings, SettingsError } from './settings.js';
import { Worker } from './worker.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Longer than any picture takes; a thread that is silent for so long is stuck in native code. */
const INFERENCE_TIMEOUT_MS = 45_000;
/** How long work in hand may take after SIGTERM. */
const FINISH_MS = 10_000;

async function main(settings: Settings): Promise<void> {
  const { providers, threads, workerId, maxBatch, metricsPort } = settings;
  const log = pino({ level: settings.logLevel, base: { workerId } });
  const stop = new AbortController();
  const stopWithin = (ms: number, code: number, reason: string) => {
    if (!stop.signal.aborted) log.info({ reason }, 'stopping');
    stop.abort();
    setTimeout(() => process.exit(code), ms).unref();
  };
  process.on('SIGTERM', () => stopWithin(FINISH_MS, 1, 'SIGTERM'));
  process.on('SIGINT', () => stopWithin(FINISH_MS, 1, 'SIGINT'));
  // Nobody is left to draw for, and nothing can be handed over.
  process.on('disconnect', () => stopWithin(1_000, 0, 'the server is gone'));
  // Pictures are small: a thread for each is more than their parts would gain.
  sharp.concurrency(1);
  sharp.cache(false);

  const link = new QueueLink(log);
  const metrics = new WorkerMetrics();
  const opening = openWorkerQueue(settings.redisUrl, link, stop.signal);
  const thread = new InferenceThread({ providers, threads, timeoutMs: INFERENCE_TIMEOUT_MS });
  const [queue, { packs, problems }] = await Promise.all([opening, loadPacks(settings.packsFolder)]);
  for (const problem of problems) log.error({ err: problem }, 'a model pack was left out');
  const first = packs[0];
  if (!first) throw new SettingsError(`There is no model pack that can be used in ${settings.packsFolder}.`);
  const { provider, refused, openMs } = await thread.open(first);
  for (const refusal of refused) log.warn(refusal, 'an execution provider could not start');
  log.info(
    { provider, threads, maxBatch, openMs: Math.round(openMs), packs: packs.map((p) => p.manifest.name) },
    `drawing on ${provider}`,
  );

  if (queue && !stop.signal.aborted) {
    const onHang = () => {
      log.fatal('the inference thread hangs: ending this process');
      process.kill(process.pid, 'SIGKILL');
    };
    const byId = new Map(packs.map((pack) => [pack.manifest.id, pack]));
    const clips = new ClipDesk(thread, new EmbeddingShelf({ folder: settings.cacheFolder, log }));
    const needs = { queue, link, thread, clips, packs: byId, workerId, maxBatch, threads, provider };
    const worker = new Worker({ ...needs, metrics, log, onHang });
    stop.signal.addEventListener('abort', () => worker.stop());
    if (metricsPort !== null) {
      metrics.collectProcess();
      const healthy = () => link.up && !stop.signal.aborted;
      await startMetricsServer({ port: metricsPort, metrics, healthy });
    }
    await worker.run();
    log.info({ framesDrawn: worker.framesDrawn }, 'stopped');
  }
  await queue?.close();
  await thread.close();
}

try {
  await main(readSettings(process.env));
  process.exit(0);
} catch (error) {
  const forOperators =
    error instanceof SettingsError || error instanceof PackError || error instanceof InferenceError;
  process.stderr.write(`toile-infer: ${forOperators ? error.message : (error as Error).stack}\n`);
  process.exit(forOperators ? 2 : 1);
}
