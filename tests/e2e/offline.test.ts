import { FlakyLink } from '@toile/client/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import {
  joinByLink,
  type Person,
  phone,
  sameFinalPicture,
  saved,
  slider,
  sliderValue,
  stagePicture,
} from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
/** The host, at a desk. */
let ana: Person;
/** An editor, with a phone. */
let ben: Person;
/** Another editor, in a browser that keeps nothing. */
let mia: Person;
/** Ben's network. */
let link: FlakyLink;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.person('Ben', phone);
  mia = await scene.person('Mia');
  await mia.page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  link = await FlakyLink.to(scene.server.port);
  const editorLink = await scene.link('Editor');
  await joinByLink(ben, editorLink, link.url);
  await joinByLink(mia, editorLink, scene.baseUrl);
  await sameFinalPicture([ana, ben]);
});

afterAll(() => link?.close());

const says = ({ page }: Person, text: string | RegExp) => page.getByText(text).first().waitFor();
const loseServer = () => scene.away(true);
const bringServerBack = () => scene.back();
/** It may have come back by itself meanwhile. */
const tryNow = ({ page }: Person) =>
  page
    .getByRole('button', { name: 'Try now' })
    .click({ timeout: 3_000 })
    .catch(() => undefined);
/** A tab of a phone's tray. */
const show = ({ page }: Person, tab: 'Rack' | 'Mix') => page.getByRole('tab', { name: tab }).click();
/** Press a key on a slider, as a step of its own for undo and in the count. */
async function press(person: Person, name: string, key: string): Promise<void> {
  await slider(person, name).press(key);
  await person.page.waitForTimeout(600);
}
/** Where the things are that must not move. */
const places = async ({ page }: Person) =>
  await page.evaluate(() =>
    ['[data-stage]', 'section[aria-label="Mix"]', 'section[aria-label="Rack"]'].map((place) => {
      const { x, y, width, height } = document.querySelector(place)?.getBoundingClientRect() ?? new DOMRect();
      return [x, y, width, height].map(Math.round);
    }),
  );

describe('a server that is gone for a while', () => {
  it('leaves both with their room and the count of what waits, and nothing moves', async () => {
    const before = await Promise.all([ana, ben].map(places));
    const picture = await stagePicture(ana).elementHandle();
    await loseServer();
    await says(ana, 'Offline: all is saved');
    await says(ben, 'Offline: all is saved');
    await press(ana, 'Structure', 'End');
    await press(ana, 'Wildness', 'Home');
    await press(ben, 'Style', 'End');
    await says(ana, 'Offline: 2 changes wait in this browser');
    await says(ben, 'Offline: 1 change waits in this browser');
    await says(ana, /^Reconnecting( in \d+ s|…)$/);
    await ana.page.getByRole('button', { name: 'Try now' }).click();
    expect(await ben.page.getByRole('button', { name: 'Try now' }).isVisible()).toBe(true);
    expect(await Promise.all([ana, ben].map(places))).toEqual(before);
    expect(await picture?.evaluate((image) => image.isConnected)).toBe(true);
    for (const person of [ana, ben]) await expectAccessible(person.page, `${person.name}, offline`);
  });

  it('merges what both did, says that it is saved, and shows no placeholder in between', async () => {
    // Every picture that is taken away and every placeholder that comes, from now until all is well again.
    for (const { page } of [ana, ben]) {
      await page.evaluate(() => {
        const seen: string[] = [];
        Object.assign(window, { seen });
        new MutationObserver((records) => {
          for (const { addedNodes, removedNodes } of records) {
            for (const node of removedNodes) {
              if (node instanceof Element && node.querySelector('img[data-hash]'))
                seen.push('picture taken away');
            }
            for (const node of addedNodes) {
              if (node instanceof Element && /Opening|drawn for the first/.test(node.textContent ?? '')) {
                seen.push(node.textContent ?? '');
              }
            }
          }
        }).observe(document.body, { childList: true, subtree: true });
      });
    }
    await bringServerBack();
    await ana.page
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await Promise.all([ana, ben].map(saved));
    await until('both edits are on both screens', async () => {
      const values = await Promise.all(
        [ana, ben].flatMap((person) =>
          ['Structure', 'Style', 'Wildness'].map((name) => sliderValue(person, name)),
        ),
      );
      return JSON.stringify(values) === JSON.stringify([100, 100, 0, 100, 100, 0]);
    });
    await sameFinalPicture([ana, ben], 60_000);
    for (const { page } of [ana, ben]) {
      expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
    }
  });

  it('loses what was locked meanwhile, names it, and keeps the rest', async () => {
    await show(ben, 'Rack');
    await ben.page.getByRole('button', { name: 'Add a design' }).first().click();
    await show(ben, 'Mix');
    await until('the new one is on Ben’s stage', async () => (await sliderValue(ben, 'Structure')) === 30);
    await saved(ben);
    link.cut();
    await says(ben, 'Offline: all is saved');
    await press(ben, 'Structure', 'End');
    await show(ben, 'Rack');
    await ben.page
      .getByRole('button', { name: /^First toile/ })
      .first()
      .click();
    await show(ben, 'Mix');
    await until('the first one is on Ben’s stage', async () => (await sliderValue(ben, 'Style')) === 100);
    await press(ben, 'Style', 'Home');
    await says(ben, 'Offline: 2 changes wait in this browser');
    await ana.page.getByRole('button', { name: 'More for First toile' }).click();
    await ana.page.getByRole('menuitem', { name: 'Lock for everyone' }).click();
    await ana.page.getByRole('img', { name: 'Locked' }).first().waitFor();
    link.mend();
    await tryNow(ben);
    await says(ben, 'Your change to First toile was not kept: the design is locked.');
    await saved(ben);
    expect(await sliderValue(ben, 'Style')).toBe(100);
    await ana.page.locator('body').press(']');
    await until(
      'what Ben did to the other one is here',
      async () => (await sliderValue(ana, 'Structure')) === 100,
    );
    await ana.page.locator('body').press('[');
    expect(await sliderValue(ana, 'Style')).toBe(100);
  });

  it('lets a page be loaded again: it says what waits, and adds it once the server is back', async () => {
    await loseServer();
    await says(ana, 'Offline: all is saved');
    await press(ana, 'Structure', 'Home');
    await says(ana, 'Offline: 1 change waits in this browser');

    // Where the browser keeps nothing, it asks before it lets go of what waits.
    await mia.page.locator('body').press(']');
    await press(mia, 'Style', 'End');
    await says(mia, 'Offline: 1 change waits in this page: leave it open');
    const asked = new Promise<string>((resolve) => {
      mia.page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    await mia.page.close({ runBeforeUnload: true });
    expect(await asked).toBe('beforeunload');
    expect(mia.page.isClosed()).toBe(false);

    await ana.page.reload();
    await says(ana, 'Toile cannot be reached.');
    await says(ana, /One change waits in this browser/);
    await expectAccessible(ana.page, 'the page of a server that is away');
    await bringServerBack();
    await ana.page.getByText('1 change from last time was added.').waitFor({ timeout: 60_000 });
    await saved(ana);
    expect(await sliderValue(ana, 'Structure')).toBe(0);
    await Promise.all([ben, mia].map(tryNow));
    await until('it is at Ben’s', async () => (await sliderValue(ben, 'Structure')) === 0);
    await saved(mia);
  });
});
