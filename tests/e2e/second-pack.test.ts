import { execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sameFinalPicture } from '../support/browser.js';
import { newScene } from '../support/scene.js';

const infer = new URL('../../apps/infer/', import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, infer));

const scene = newScene(async (folder) => {
  const packs = join(folder, 'packs');
  await mkdir(packs);
  await cp(path('packs/garments-64'), join(packs, 'garments-64'), { recursive: true });
  // A generator of upright pictures, as those of whole figures are.
  const from = path('fixtures/upright-32/generator.safetensors');
  const args = ['import', from, '--out', join(packs, 'figures'), '--name', 'figures', '--title', 'Figures'];
  execFileSync(process.execPath, [path('dist/pack-tool/bin.js'), ...args], { stdio: 'pipe' });
  return { TOILE_PACKS: packs };
});

describe('a second pack in a room', () => {
  it('draws designs beside those of the room’s own, for everyone, each with what its own pack offers', async () => {
    const ana = await scene.host('Ana', 'Two models');
    const ben = await scene.guest('Ben', 'Editor');
    const garment = await sameFinalPicture([ana, ben]);

    await ana.page.getByRole('button', { name: 'Other ways to add a design' }).click();
    await ana.page.getByRole('menuitem', { name: 'Figures', exact: true }).click();
    await ana.page.getByText('This model has no sliders', { exact: false }).waitFor();
    await ben.page
      .getByRole('button', { name: /(Standing|Walking) no\. 1/ })
      .first()
      .click();
    const figure = await sameFinalPicture([ana, ben]);
    expect(figure.hash).not.toBe(garment.hash);

    // Its sources are of its own pack, and Ben's edit is drawn by it.
    await ben.page.getByRole('button', { name: /^Source A:/ }).click();
    const categories = ben.page.getByLabel('Category').locator('option');
    expect(await categories.allTextContents()).toEqual(['standing', 'walking']);
    await ben.page.getByRole('button', { name: 'Next seed' }).click();
    await ben.page.keyboard.press('Escape');
    const edited = await sameFinalPicture([ana, ben]);
    expect(edited.hash).not.toBe(figure.hash);

    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });
});
