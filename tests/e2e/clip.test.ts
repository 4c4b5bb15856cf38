import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packsWithColourClip } from '../../apps/infer/src/testing/colour-clip.fixture.js';
import { expectAccessible } from '../support/accessibility.js';
import {
  createRoom,
  inviteLink,
  joinByLink,
  launchBrowser,
  newPerson,
  type Person,
  sameFinalPicture,
} from '../support/browser.js';
import { type RunningServer, removeFolder, startServer, temporaryFolder, until } from '../support/server.js';

let folder: string;
let removePacks: () => Promise<void>;
let server: RunningServer;
let browser: Browser;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  folder = await temporaryFolder();
  const { packs, remove } = await packsWithColourClip();
  removePacks = remove;
  server = await startServer({ folder, env: { TOILE_PACKS: packs } });
  browser = await launchBrowser();
  [ana, ben] = [await newPerson(browser, 'Ana'), await newPerson(browser, 'Ben')];
  await createRoom(ana, server.baseUrl, 'In words');
  await joinByLink(ben, await inviteLink(ana, 'Editor'), server.baseUrl);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
  await removePacks?.();
});

/** How red, green and blue the middle of a picture is. */
const middleOf = (person: Person, selector: string) =>
  person.page.locator(selector).evaluate(async (image) => {
    await (image as HTMLImageElement).decode();
    const canvas = new OffscreenCanvas(64, 64);
    const context = canvas.getContext('2d');
    context?.drawImage(image as HTMLImageElement, 0, 0, 64, 64);
    const pixels = context?.getImageData(20, 20, 24, 24).data ?? [];
    const sum = [0, 0, 0];
    for (const [at, value] of [...pixels].entries()) if (at % 4 < 3) sum[at % 4]! += value;
    return sum;
  });
const redness = ([red = 0, green = 0, blue = 0]: number[]) => (2 * red) / (green + blue);

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
    expect(redness(await middleOf(ana, '[data-stage] img[data-hash]'))).toBeGreaterThan(1.5);
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
    const before = redness(await middleOf(ana, '[data-stage] img[data-hash]'));
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
    expect(redness(await middleOf(ana, '[data-stage] img[data-hash]'))).toBeLessThan(0.8 * before);
  });
});
