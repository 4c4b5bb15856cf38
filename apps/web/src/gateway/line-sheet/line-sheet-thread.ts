import { parentPort, workerData } from 'node:worker_threads';
import type { LineSheetMaterial } from './line-sheet.js';
import { printLineSheet } from './print-line-sheet.js';

/** Entry of the thread: prints what is in `workerData`, answers the PDF, and ends. */
if (!parentPort) throw new TypeError('line-sheet-thread: expected to be started as a worker thread');
const pdf = await printLineSheet(workerData as LineSheetMaterial);
parentPort.postMessage(pdf, [pdf.buffer]);
