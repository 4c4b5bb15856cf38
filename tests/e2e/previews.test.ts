import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { drag, joinByLink, type Person, sameFinalPicture, shown } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const infer = new URL('../../apps/infer/', import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, infer));

const scene = newScene(async (folder) => {
  const packs = join(folder, 'packs');
  await mkdir(packs);
  // The house's garments, made with previews of half their size.
  const from = path('fixtures/garments-64/generator.safetensors');
  const args = ['import', from, '--out', join(packs, 'garments'), '--preview', '32'];
  execFileSync(process.execPath, [path('dist/pack-tool/bin.js'), ...args], { stdio: 'pipe' });
  return { TOILE_PACKS: packs };
});

/** The tiers of the frames that come to a person from now on, as the socket brings them. */
function tiersTo(person: Person): string[] {
  const tiers: string[] = [];
  person.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const tier = /^45.*"frame".*"tier":"(preview|final)"/.exec(String(payload))?.[1];
      if (tier) tiers.push(tier);
    });
  });
  return tiers;
}

describe('a pack with previews', () => {
  it('is drawn quickly while a hand moves, and in full for everyone after it', async () => {
    const ana = await scene.host('Ana', 'Quick room');
    const ben = await scene.person('Ben');
    const tiers = tiersTo(ben);
    await joinByLink(ben, await scene.link('Editor'), scene.baseUrl);
    const before = await sameFinalPicture([ana, ben]);

    await drag(ana, 'Structure', 120, 40, true);
    await until('Ben is sent previews', () => tiers.includes('preview'));
    await ana.page.mouse.up();
    const after = await sameFinalPicture([ana, ben]);
    expect(after.hash).not.toBe(before.hash);
    expect(tiers.at(-1)).toBe('final');

    // And nothing that comes later takes its place.
    const count = tiers.length;
    await ben.page.waitForTimeout(1_000);
    expect(tiers).toHaveLength(count);
    expect(await shown(ben)).toEqual(after);
    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });
});
