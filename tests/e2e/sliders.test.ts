import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRoom,
  inviteLink,
  joinByLink,
  launchBrowser,
  newPerson,
  type Person,
  sameFinalPicture,
  slider,
  sliderValue,
  stagePicture,
} from '../support/browser.js';
import { type RunningServer, removeFolder, startServer, temporaryFolder, until } from '../support/server.js';

let folder: string;
let server: RunningServer;
let browser: Browser;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startServer({ folder });
  browser = await launchBrowser();
  ana = await newPerson(browser, 'Ana');
  ben = await newPerson(browser, 'Ben');
  await createRoom(ana, server.baseUrl, 'Named sliders');
  await joinByLink(ben, await inviteLink(ana, 'Editor'), server.baseUrl);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolder(folder);
});

/** Mean of red minus blue over what is not white on this person's stage. */
const warmthSeenBy = (person: Person): Promise<number> =>
  stagePicture(person).evaluate(async (image) => {
    const bitmap = await createImageBitmap(await (await fetch((image as HTMLImageElement).src)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let [sum, count] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [r = 0, g = 0, b = 0] = data.slice(i, i + 3);
      if (Math.min(r, g, b) > 235) continue;
      sum += r - b;
      count += 1;
    }
    return sum / Math.max(1, count);
  });

const press = async (key: string): Promise<void> => {
  await slider(ana, 'Warmth').focus();
  await ana.page.keyboard.press(key);
};

describe('sliders with names', () => {
  it('stand in groups with words at their ends, and components are folded away', async () => {
    for (const group of ['Shape', 'Colour']) {
      const section = ana.page.getByRole('region', { name: group, exact: true });
      expect(await section.getByRole('slider').count()).toBeGreaterThan(0);
    }
    await slider(ana, 'Warmth').waitFor();
    expect(await ana.page.getByText('cool', { exact: true }).count()).toBe(1);
    expect(await ana.page.getByText('warm', { exact: true }).count()).toBe(1);
    expect(await slider(ana, 'Component 1').count()).toBe(0);
  });

  it('do what their names say, for everyone in the room', async () => {
    const before = await sameFinalPicture([ana, ben]);
    await press('Home');
    await until('Ben sees the slider at its cool end', async () => (await sliderValue(ben, 'Warmth')) < -1);
    await until('both see another picture', async () => {
      return (await sameFinalPicture([ana, ben])).hash !== before.hash;
    });
    const [coolHash, cool] = [(await sameFinalPicture([ana, ben])).hash, await warmthSeenBy(ben)];
    await press('End');
    await until('both see it warm', async () => (await sameFinalPicture([ana, ben])).hash !== coolHash);
    await until('the picture is warmer', async () => (await warmthSeenBy(ben)) > cool + 40);
  });
});
