import { Worker } from 'node:worker_threads';
import type { LineSheetMaterial } from './line-sheet.js';

/** How a line sheet is printed; rejects where it cannot be, and with the signal's reason where nobody waits for it. */
export type PrintLineSheet = (
  material: LineSheetMaterial,
  signal: AbortSignal,
) => Promise<Uint8Array<ArrayBuffer>>;

/** Longer than the largest line sheet takes on a slow machine. */
const patienceMs = 120_000;

/**
 * Prints on a thread of its own, which ends with it: whoever else is served does not notice. `entry` is the compiled
 * `line-sheet-thread.js`; it lies beside this file once this one is compiled too.
 */
export async function printOnThread(
  material: LineSheetMaterial,
  signal: AbortSignal,
  entry = new URL('./line-sheet-thread.js', import.meta.url),
): Promise<Uint8Array<ArrayBuffer>> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  ended.throwIfAborted();
  const worker = new Worker(entry, { workerData: material });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new Error(`The line sheet's thread ended with exit code ${code}.`)),
      );
      ended.addEventListener('abort', () => reject(ended.reason), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
