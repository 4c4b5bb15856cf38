import { readFileSync } from 'node:fs';
import { nodeToileHttp } from '@toile/client/node';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { type Person, sameFinalPicture, shown } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
let ana: Person;
let ben: Person;
let vera: Person;
let readsPhotos = false;

/** Photographs under CC0: see the folder's README. */
const photo = (name: string) => ({
  name,
  mimeType: 'image/webp',
  buffer: readFileSync(new URL(`../fixtures/${name}`, import.meta.url)),
});

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.guest('Ben', 'Editor');
  vera = await scene.guest('Vera', 'Voter');
  const cookies = await ana.context.cookies();
  const session = cookies.find(({ name }) => name === 'toile_session')?.value ?? null;
  const [pack] = await nodeToileHttp({ baseUrl: scene.baseUrl, session }).packs(scene.roomId);
  readsPhotos = pack?.manifest.files.encoder !== undefined;
  await sameFinalPicture([ana, ben]);
});

const needsEncoder = ({ skip }: TestContext) => skip(!readsPhotos, 'the model in place cannot read photos');

const sheet = (page: Page): Locator => page.getByRole('dialog');
const waysToAdd = (page: Page): Locator => page.getByRole('button', { name: 'Other ways to add a design' });
const source = (page: Page, side: 'A' | 'B'): Locator =>
  page.getByRole('button', { name: new RegExp(`^Source ${side}:`) });
const finding = { timeout: 60_000 };

async function openSheet(page: Page): Promise<void> {
  await waysToAdd(page).click();
  await page.getByRole('menuitem', { name: 'From a photo…' }).click();
}

/** Carries a file over a place as a hand does from a folder of the desktop, and lets go. */
async function dropOn(page: Page, place: string, file: ReturnType<typeof photo>): Promise<void> {
  const bytes = [...file.buffer];
  await page.evaluate(
    async ({ place, bytes, name, type }) => {
      const target = document.querySelector(place);
      if (!target) throw new Error(`there is no ${place}`);
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    { place, bytes, name: file.name, type: file.mimeType },
  );
}

describe('a photo of a garment', () => {
  it('is no business of a voter, who is told so and stays in the room', async () => {
    expect(await waysToAdd(vera.page).count()).toBe(0);
    await dropOn(vera.page, '[data-photo-aim="rack"]', photo('green-shirt.webp'));
    await vera.page.getByText('Only editors bring photos.').first().waitFor();
    expect(await sheet(vera.page).count()).toBe(0);
  });

  it('cannot be taken where the model cannot read photos, which says so', async ({ skip }) => {
    skip(readsPhotos, 'the model in place reads photos');
    await waysToAdd(ana.page).click();
    const item = ana.page.getByRole('menuitem', { name: /From a photo…/ });
    expect(await item.getAttribute('aria-disabled')).toBe('true');
    await item.getByText('The model of this room cannot read photos.').waitFor();
    await ana.page.keyboard.press('Escape');
    await source(ana.page, 'A').click();
    const button = ana.page.getByRole('button', { name: 'Photo…' });
    expect(await button.isDisabled()).toBe(true);
    await ana.page.keyboard.press('Escape');
  });

  it('is refused in words where the file is none, and the next one becomes a design for everybody', async (test) => {
    needsEncoder(test);
    await openSheet(ana.page);
    await expectAccessible(ana.page, 'choosing a photo');
    const choose = (label: string) => sheet(ana.page).getByLabel(label);
    const noPhoto = { name: 'shirt.png', mimeType: 'image/png', buffer: Buffer.from('no picture at all') };
    await choose('Choose a photo').setInputFiles(noPhoto);
    await sheet(ana.page)
      .getByRole('alert')
      .getByText(/This file is no photo/)
      .waitFor();
    await choose('Choose another photo').setInputFiles(photo('checked-shirt.webp'));
    await sheet(ana.page).getByAltText('The garment, cut out').waitFor(finding);
    await sheet(ana.page)
      .getByText(/\d+ dB/)
      .last()
      .waitFor();
    await sheet(ana.page).getByAltText('As it was photographed').waitFor();
    await sheet(ana.page)
      .getByAltText(/as the model draws it/i)
      .waitFor(finding);
    await expectAccessible(ana.page, 'what was found in a photo');
    await sheet(ana.page).getByRole('button', { name: 'Put on the rack' }).click();
    await sheet(ana.page).waitFor({ state: 'detached' });

    const card = ben.page.getByRole('button', { name: /Checked shirt/ }).first();
    await card.waitFor();
    await card.click();
    await until('both have it on the stage', async () => {
      const [hers, his] = await Promise.all([shown(ana), shown(ben)]);
      return hers.hash === his.hash && hers.final && his.final;
    });
    await source(ben.page, 'A')
      .and(ben.page.getByLabel(/from a photo/))
      .waitFor();

    // A voter looks at the photo beside what is drawn of it, and changes nothing.
    await vera.page
      .getByRole('button', { name: /Checked shirt/ })
      .first()
      .click();
    await source(vera.page, 'A').click();
    await vera.page.getByAltText('As it was photographed').waitFor();
    expect(await vera.page.getByRole('button', { name: 'Photo…' }).count()).toBe(0);
    expect(await vera.page.getByRole('button', { name: 'Remove photo' }).count()).toBe(0);
    await vera.page.keyboard.press('Escape');
  });

  it('is dropped on a source, and can be taken back with one step', async (test) => {
    needsEncoder(test);
    const before = (await sameFinalPicture([ana, ben])).hash;
    await dropOn(ben.page, '[data-photo-aim="b"]', photo('navy-dress.webp'));
    const use = sheet(ben.page).getByRole('button', { name: 'Use as B' });
    await use.click(finding);
    await sheet(ben.page).waitFor({ state: 'detached' });
    await source(ana.page, 'B')
      .and(ana.page.getByLabel(/from a photo/))
      .waitFor();
    const mixed = ben.page.getByRole('slider', { name: 'Style', exact: true });
    await mixed.focus();
    await ben.page.keyboard.press('End');
    expect((await sameFinalPicture([ana, ben])).hash).not.toBe(before);
    await ben.page.getByRole('button', { name: 'Undo' }).click();
    expect((await sameFinalPicture([ana, ben])).hash).toBe(before);
  });

  it('is removed by a host, and the design stays', async (test) => {
    needsEncoder(test);
    const before = await sameFinalPicture([ana, ben]);
    await source(ana.page, 'A').click();
    await ana.page.getByRole('button', { name: 'Remove photo' }).click();
    await ana.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await ana.page.getByText('photo removed').waitFor();
    await ana.page.keyboard.press('Escape');
    await source(ben.page, 'A').click();
    await ben.page.getByText('photo removed').waitFor();
    await ben.page.keyboard.press('Escape');
    expect(await sameFinalPicture([ana, ben])).toEqual(before);
  });

  it('leaves no error in anyone’s console', () => {
    // The browser itself tells of every answer that is none, the refused and the removed photo among them.
    const unexpected = [ana, ben, vera].flatMap(({ problems }) =>
      problems.filter((problem) => !/net::ERR|Failed to load resource/.test(problem)),
    );
    expect(unexpected).toEqual([]);
  });
});
