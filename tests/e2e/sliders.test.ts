import { beforeAll, describe, expect, it } from 'vitest';
import { type Person, sameFinalPicture, slider, sliderValue, stagePicture } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
let ana: Person;
let ben: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Named sliders');
  ben = await scene.guest('Ben', 'Editor');
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

  it('go to rest by their menu, one, a group or all of them, and leave what is locked', async () => {
    const { page } = ana;
    for (const name of ['Warmth', 'Sleeves', 'Length']) {
      await slider(ana, name).focus();
      await page.keyboard.press('End');
    }
    await slider(ana, 'Length').hover();
    await page.getByRole('button', { name: 'Lock Length', exact: true }).click();
    const atRest = (name: string) =>
      until(`${name} is at rest`, async () => (await sliderValue(ben, name)) === 0);
    await until('Ben sees them moved', async () => (await sliderValue(ben, 'Length')) > 0);

    await slider(ana, 'Warmth').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Reset Warmth' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await atRest('Warmth');
    expect(await sliderValue(ben, 'Sleeves')).toBeGreaterThan(0);

    await slider(ana, 'Sleeves').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Reset all sliders' }).click();
    await atRest('Sleeves');
    expect(await sliderValue(ben, 'Length')).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await until('one step takes it back', async () => (await sliderValue(ben, 'Sleeves')) > 0);

    await page.getByRole('button', { name: 'More for shape' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reset shape' }).press('Enter');
    await atRest('Sleeves');
    await sameFinalPicture([ana, ben]);
  });
});
