import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { drag, type Person, phone, sameFinalPicture } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();

const canvas = (person: Person) => person.page.getByRole('img', { name: / worn: / });
/** The hash of the frame that is on the figure, and what the canvas shows of it. */
async function onFigure(person: Person): Promise<{ hash: string | null; pixels: string }> {
  const hash = await canvas(person).getAttribute('data-hash');
  return { hash, pixels: await canvas(person).evaluate((it) => (it as HTMLCanvasElement).toDataURL()) };
}
const worn = async (person: Person, hash: string) => {
  await until('the picture is worn', async () => (await onFigure(person)).hash === hash);
  return (await onFigure(person)).pixels;
};

describe('a garment on a figure', () => {
  it('is each person’s own way to look, follows every change, and has bodies and poses', async () => {
    const ana = await scene.host('Ana', 'Fitting');
    const ben = await scene.guest('Ben', 'Editor', phone);
    const { hash } = await sameFinalPicture([ana, ben]);

    await ana.page.getByRole('button', { name: 'Worn', exact: true }).click();
    const standing = await worn(ana, hash);
    await expect(canvas(ben).count()).resolves.toBe(0);

    await ana.page.getByLabel('Pose', { exact: true }).selectOption('Walking');
    await canvas(ana)
      .and(ana.page.getByRole('img', { name: /walking/ }))
      .waitFor();
    await until('another pose is drawn', async () => (await onFigure(ana)).pixels !== standing);
    const walking = (await onFigure(ana)).pixels;
    await ana.page.getByLabel('Body', { exact: true }).selectOption('Broad body');
    await until('another body is drawn', async () => (await onFigure(ana)).pixels !== walking);
    const broad = (await onFigure(ana)).pixels;
    await expectAccessible(ana.page, 'worn');

    // Ben, who sees it flat on his phone, changes it: it changes on the figure.
    await ben.page.getByRole('tab', { name: 'Mix' }).click();
    await drag(ben, 'Style', 80, 10);
    await until('the change is worn', async () => {
      const now = await onFigure(ana);
      return now.hash !== hash && now.pixels !== broad;
    });

    // The choice stays over a reload, and the key takes it back.
    await ana.page.reload();
    await canvas(ana).waitFor();
    await ana.page.keyboard.press('w');
    await until('it is flat again', async () => (await canvas(ana).count()) === 0);

    await ben.page.getByRole('button', { name: 'Worn', exact: true }).click();
    await canvas(ben).waitFor();
    expect([...ana.problems, ...ben.problems]).toEqual([]);
  });
});
