import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packsWithColourClip } from '../../apps/infer/src/testing/colour-clip.fixture.js';
import { expectAccessible } from '../support/accessibility.js';
import { middleColour, type Person, sameFinalPicture } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

let removePacks: () => Promise<void>;
afterAll(() => removePacks?.());

const scene = newScene(async () => {
  const { packs, remove } = await packsWithColourClip();
  removePacks = remove;
  return { TOILE_PACKS: packs };
});
let ana: Person;
let ben: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'In words');
  ben = await scene.guest('Ben', 'Editor');
});

/** How red the middle of the picture on a stage is, over how green and blue. */
const redness = async (person: Person) => {
  const [red, green, blue] = await middleColour(person);
  return (2 * red) / (green + blue);
};

describe('words, where the pack has a CLIP', () => {
  it('rank seeds, and what the lexicon does not know is left to it', async () => {
    const { page } = ana;
    await page.getByRole('textbox', { name: 'Describe a garment' }).fill('fiery dress');
    await page.getByText('Left to Small colours: “fiery”').waitFor();
    await page.getByRole('button', { name: 'Find a start' }).click();
    await page.getByText('Ranked by Small colours').waitFor({ timeout: 200_000 });
    const starts = page.getByRole('list', { name: 'Starts for fiery dress' });
    await until('the first start is drawn', async () => (await starts.locator('img').count()) === 6, 60_000);
    await expectAccessible(page, 'a ranking');
    await starts.getByRole('button').first().click();
    await ben.page.getByRole('button', { name: 'Fiery dress', exact: true }).click();
    await sameFinalPicture([ana, ben], 60_000);
    expect(await redness(ana)).toBeGreaterThan(1.5);
  }, 300_000);

  it('rank the same seeds at once the second time, and show others of them', async () => {
    const { page } = ana;
    const box = page.getByRole('textbox', { name: 'Describe a garment' });
    await box.fill('blue dress');
    await page.getByRole('button', { name: 'Find a start' }).click();
    await page.getByText('Ranked by Small colours').waitFor({ timeout: 60_000 });
    const starts = page.getByRole('list', { name: 'Starts for blue dress' }).getByRole('button');
    const first = await starts.first().getAttribute('aria-label');
    await page.getByRole('button', { name: 'Others' }).click();
    await until('others are shown', async () => (await starts.first().getAttribute('aria-label')) !== first);
  });

  it('pull at the design on the stage, and where that leads is a design that everybody draws alike', async () => {
    const { page } = ana;
    const before = await redness(ana);
    await page.getByRole('textbox', { name: 'Describe a garment' }).fill('watery');
    await page.getByRole('button', { name: 'More “watery” for “Fiery dress”' }).click();
    const slider = page.getByRole('slider', { name: 'How watery' });
    await slider.waitFor({ timeout: 90_000 });
    await slider.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toBe('4 sigma more');
    await expectAccessible(page, 'a pull');
    await page.getByRole('button', { name: 'Put it on the rack' }).click();
    await ben.page.getByRole('button', { name: 'Fiery dress, more watery', exact: true }).click();
    await sameFinalPicture([ana, ben], 60_000);
    expect(await redness(ana)).toBeLessThan(0.8 * before);
  });
});
