import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Pack } from '../pack/pack.js';
import { housePack, openThread, recipeFor } from '../testing/house-pack.fixture.js';
import { InferenceError } from './inference-error.js';
import type { InferenceThread } from './inference-thread.js';

let pack: Pack;
let thread: InferenceThread;
beforeAll(async () => {
  pack = await housePack();
});
afterEach(() => thread.close());

/** A thread script of the test's own. */
async function entry(name: string, script: string): Promise<URL> {
  const path = join(tmpdir(), `toile-${process.pid}-${name}.mjs`);
  await writeFile(path, `import { parentPort } from 'node:worker_threads';\n${script}`);
  return pathToFileURL(path);
}

describe('the inference thread', () => {
  it('draws a batch, and leaves this thread free meanwhile', async () => {
    thread = openThread();
    await thread.open(pack);
    let turns = 0;
    const counter = setInterval(() => turns++, 1);
    const recipes = Array.from({ length: 8 }, (_, seed) => recipeFor(pack, seed));
    const { rgb, provider, inferenceMs } = await thread.draw(pack, recipes);
    clearInterval(counter);
    expect(rgb).toHaveLength(8 * 64 * 64 * 3);
    expect(provider).toBe('cpu');
    expect(inferenceMs).toBeGreaterThan(0);
    expect(turns).toBeGreaterThan(0);
  });

  it('tries the providers in order and says which could not start', async () => {
    thread = openThread({ providers: ['nonesuch', 'cpu'] });
    const { provider, refused } = await thread.open(pack);
    expect(provider).toBe('cpu');
    expect(refused).toEqual([{ provider: 'nonesuch', message: expect.stringMatching(/nonesuch/) }]);
  });

  it('answers calls that wait in line in their order', async () => {
    thread = openThread();
    const done: number[] = [];
    const draws = [0, 1, 2].map(async (seed) => {
      await thread.draw(pack, [recipeFor(pack, seed)]);
      done.push(seed);
    });
    await Promise.all(draws);
    expect(done).toEqual([0, 1, 2]);
    expect(thread.starts).toBe(1);
  });

  it('starts another after one has died, and says so to the call that was lost', async () => {
    thread = openThread({ entry: await entry('dies', "parentPort.on('message', () => process.exit(3));") });
    await expect(thread.open(pack)).rejects.toMatchObject({ code: 'thread-died' });
    await expect(thread.open(pack)).rejects.toMatchObject({ code: 'thread-died' });
    expect(thread.starts).toBe(2);
  });

  it('gives up a call that is never answered', async () => {
    const silent = await entry('silent', "parentPort.on('message', () => undefined);");
    thread = openThread({ entry: silent, timeoutMs: 50 });
    const error = await thread.open(pack).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(InferenceError);
    expect(error).toMatchObject({ code: 'timed-out' });
  });

  it('says that a pack cannot be opened, and draws another afterwards', async () => {
    thread = openThread();
    const { files } = pack.manifest;
    const broken = { ...pack.manifest, id: '0'.repeat(64), files: { ...files, synthesis: files.wAvg } };
    await expect(thread.open({ ...pack, manifest: broken })).rejects.toMatchObject({ code: 'pack-unusable' });
    await expect(thread.draw(pack, [recipeFor(pack, 1)])).resolves.toMatchObject({ provider: 'cpu' });
  });

  it('refuses calls after it was closed', async () => {
    thread = openThread();
    await thread.close();
    await expect(thread.draw(pack, [recipeFor(pack, 1)])).rejects.toMatchObject({ code: 'closed' });
  });
});
