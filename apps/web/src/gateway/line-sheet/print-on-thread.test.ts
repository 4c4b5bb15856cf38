import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineSheetMaterial } from './line-sheet.js';
import { printOnThread } from './print-on-thread.js';

const material: LineSheetMaterial = { roomName: 'Room', packTitle: '', dateMs: 0, perPage: 1, entries: [] };
const here = () => new AbortController().signal;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'toile-threads-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A thread script of the test's own: the real one is compiled, and tests/e2e prints with it. */
async function entry(name: string, script: string): Promise<URL> {
  const path = join(folder, `${name}.mjs`);
  await writeFile(path, `import { parentPort, workerData } from 'node:worker_threads';\n${script}`);
  return pathToFileURL(path);
}

describe('the thread of a line sheet', () => {
  it('gets what is to be printed, answers it, and leaves this thread free meanwhile', async () => {
    const busy = await entry(
      'busy',
      'const end = Date.now() + 300; while (Date.now() < end);' +
        'parentPort.postMessage(new TextEncoder().encode(workerData.roomName));',
    );
    let turns = 0;
    const counter = setInterval(() => turns++, 1);
    const bytes = await printOnThread(material, here(), busy);
    clearInterval(counter);
    expect(new TextDecoder().decode(bytes)).toBe('Room');
    expect(turns).toBeGreaterThan(5);
  });

  it.each([
    ['throws', "throw new Error('no such font');", /no such font/],
    ['dies', 'process.exit(3);', /exit code 3/],
    ['says nothing', '', /exit code 0/],
  ])('rejects where it %s', async (name, script, message) => {
    await expect(printOnThread(material, here(), await entry(name, script))).rejects.toThrow(message);
  });

  it('ends when nobody waits for it any more', async () => {
    const endless = await entry('endless', 'setInterval(() => undefined, 1_000);');
    const away = new AbortController();
    const printing = printOnThread(material, away.signal, endless);
    away.abort(new Error('hung up'));
    await expect(printing).rejects.toThrow('hung up');
    await expect(printOnThread(material, away.signal, endless)).rejects.toThrow('hung up');
  });
});
