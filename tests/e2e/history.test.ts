import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { drag, type Person, phone, sameFinalPicture, saved, shown, sliderValue } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
let ana: Person;
let ben: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.guest('Ben', 'Editor');
  await sameFinalPicture([ana, ben]);
});

const strip = ({ page }: Person) => page.getByRole('listbox', { name: /^Versions of/ });
/** The pictures of the strip, newest first. */
const steps = (person: Person) => strip(person).getByRole('option');
const haveSteps = (count: number, ...people: Person[]) =>
  until(`there are ${count} steps`, async () => {
    const counts = await Promise.all(people.map((person) => steps(person).count()));
    return counts.every((one) => one === count);
  });
const labelled = (person: Person, label: RegExp) =>
  strip(person).getByRole('option', { name: label }).waitFor();
const lookingBack = ({ page }: Person) => page.getByRole('region', { name: 'Looking back' });
const tellsOf = async ({ page }: Person, sentence: RegExp) => {
  await page.getByRole('button', { name: /^Activity/ }).click();
  await page.getByRole('dialog', { name: 'Activity' }).getByText(sentence).first().waitFor();
  await page.keyboard.press('Escape');
};

describe('history', () => {
  it('leaves a picture of each change for both, and says who changed what', async () => {
    await haveSteps(1, ana, ben);
    await drag(ana, 'Structure', 120, 15);
    // At rest before the next hand moves: two hands at once would leave one picture.
    await labelled(ana, /^now: .*You moved the structure of First toile towards B/);
    await haveSteps(2, ana, ben);
    await drag(ben, 'Style', 140, 15);
    await labelled(ana, /^now: .*Ben moved the style of First toile towards B/);
    await haveSteps(3, ana, ben);
    await sameFinalPicture([ana, ben]);
    await labelled(ana, /You moved the structure of First toile towards B/);
    await labelled(ana, /You added First toile/);
    await tellsOf(ben, /Ana moved the structure of First toile towards B/);
    await tellsOf(ana, /Ben joined/);
  });

  it('shows an earlier version without touching the document, by mouse and by keyboard', async () => {
    const [structure, style] = [await sliderValue(ana, 'Structure'), await sliderValue(ana, 'Style')];
    expect(structure).toBeGreaterThan(0);
    const before = await shown(ben);
    await steps(ana).last().click();
    await lookingBack(ana)
      .getByText(/Looking at an earlier version by you/)
      .waitFor();
    expect(await sliderValue(ana, 'Structure')).toBe(0);
    await ana.page.locator('[data-earlier] img[data-picture="shown"]').waitFor();
    await ana.page.keyboard.press('ArrowRight');
    await until(
      'the sliders are of the second step',
      async () => (await sliderValue(ana, 'Structure')) === structure,
    );
    expect(await sliderValue(ana, 'Style')).toBe(0);
    // What somebody looks at is theirs alone: nothing is edited, nothing to save, nobody else sees it.
    expect(await sliderValue(ben, 'Style')).toBe(style);
    expect(await shown(ben)).toEqual(before);
    const slider = ana.page.getByRole('slider', { name: 'Structure', exact: true });
    expect(await slider.getAttribute('aria-disabled')).not.toBeNull();
    await ana.page.keyboard.press('Escape');
    await lookingBack(ana).waitFor({ state: 'hidden' });
    expect(await sliderValue(ana, 'Style')).toBe(style);
    await haveSteps(3, ana, ben);
  });

  it('restores an earlier look for everyone, merged with what others do, and takes that back on undo', async () => {
    const [structure, style] = [await sliderValue(ana, 'Structure'), await sliderValue(ana, 'Style')];
    await steps(ana).last().click();
    await lookingBack(ana).waitFor();
    // Ben changes something else in the meantime: it is part of the present that the look is restored into.
    await ben.page.getByRole('textbox', { name: 'Design name' }).fill('Field dress');
    await ben.page.keyboard.press('Enter');
    await lookingBack(ana).getByRole('button', { name: 'Restore', exact: true }).click();
    await until('both are back at the start', async () => {
      const values = await Promise.all(
        [ana, ben].flatMap((one) => [sliderValue(one, 'Structure'), sliderValue(one, 'Style')]),
      );
      return values.every((value) => value === 0);
    });
    await sameFinalPicture([ana, ben]);
    await ana.page.getByRole('textbox', { name: 'Design name' }).waitFor();
    expect(await ana.page.getByRole('textbox', { name: 'Design name' }).inputValue()).toBe('Field dress');
    await haveSteps(4, ana, ben);
    await tellsOf(ben, /Ana restored Field dress as it was at/);
    await ana.page.getByRole('button', { name: 'Undo', exact: true }).first().click();
    await until('the look is back', async () => (await sliderValue(ben, 'Style')) === style);
    expect(await sliderValue(ben, 'Structure')).toBe(structure);
    await haveSteps(5, ana, ben);
    await Promise.all([saved(ana), saved(ben)]);
  });

  it('keeps a version under a name, replays how the design came about, and stays over a restart', async () => {
    await ana.page.getByRole('button', { name: 'Name this version' }).click();
    await ana.page.getByRole('textbox', { name: /^Name of the version/ }).fill('For the fitting');
    await ana.page.keyboard.press('Enter');
    await steps(ben)
      .first()
      .and(ben.page.getByLabel(/“For the fitting”/))
      .waitFor();
    await ben.page.getByRole('button', { name: 'Replay' }).click();
    await lookingBack(ben).waitFor();
    await lookingBack(ben).waitFor({ state: 'hidden', timeout: 60_000 });

    await scene.away();
    await scene.back();
    await Promise.all([ana.page.reload(), ben.page.reload()]);
    await haveSteps(5, ana, ben);
    await steps(ana)
      .first()
      .and(ana.page.getByLabel(/“For the fitting”/))
      .waitFor();
    await tellsOf(ana, /named a version of Field dress “For the fitting”/);
  });

  it('takes a name back for everyone at once', async () => {
    await ana.page.getByRole('button', { name: 'Rename version' }).click();
    await ana.page.getByRole('button', { name: 'Take the name back' }).click();
    await steps(ben)
      .first()
      .and(ben.page.getByLabel(/“For the fitting”/))
      .waitFor({ state: 'hidden' });
    await ben.page.getByRole('button', { name: 'Name this version' }).waitFor();
  });

  it('goes on from an earlier look in a design of its own, and leaves the first as it is', async () => {
    const before = await shown(ben);
    await steps(ana).last().click();
    await lookingBack(ana).getByRole('button', { name: 'Restore as a new design' }).click();
    const card = ben.page.getByRole('button', { name: 'Field dress branch', exact: true });
    await card.waitFor();
    expect((await shown(ben)).hash).toBe(before.hash);
    await card.click();
    await sameFinalPicture([ana, ben]);
    expect(await sliderValue(ben, 'Structure')).toBe(0);
    await ben.page.getByRole('button', { name: /^Lineage: from Field dress/ }).waitFor();
    for (const { page } of [ana, ben])
      await page.getByRole('button', { name: 'Field dress', exact: true }).click();
  });

  it('has the family and both ways to restore on a phone too', async () => {
    const vera = await scene.guest('Vera', 'Editor', phone);
    await vera.page.getByRole('button', { name: 'History', exact: true }).tap();
    const sheet = vera.page.getByRole('dialog', { name: 'History' });
    await sheet.getByRole('tab', { name: 'Family' }).tap();
    await sheet.getByRole('button', { name: /Field dress branch/ }).tap();
    await sheet.getByText(/^from Field dress/).waitFor();
    await sheet.getByRole('button', { name: /^Field dress(?! branch)/ }).tap();
    await sheet.getByRole('tab', { name: 'Steps' }).tap();
    await steps(vera).last().tap();
    await sheet.getByRole('button', { name: 'Restore', exact: true }).waitFor();
    await sheet.getByRole('button', { name: 'Restore as a new design' }).waitFor();
    await expectAccessible(vera.page, 'the history on a phone');
    await vera.context.close();
  });

  it('shows where a copy comes from, and brings back a design that was taken off', async () => {
    const card = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });
    await ana.page.getByRole('button', { name: 'More for Field dress', exact: true }).click();
    await ana.page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await card(ben, 'Field dress copy').click();
    await ben.page.getByRole('button', { name: /^Lineage: from Field dress/ }).waitFor();
    await ana.page.getByRole('button', { name: 'More for Field dress', exact: true }).click();
    await ana.page.getByRole('menuitem', { name: 'Delete' }).click();
    await card(ben, 'Field dress').waitFor({ state: 'hidden' });

    // The ancestor that has gone is still in the tree, with its last picture.
    const lineage = ben.page.getByRole('button', { name: /^Lineage: from Field dress/ });
    await lineage.click();
    const tree = ben.page.getByRole('dialog', { name: 'Lineage of Field dress copy' });
    await tree.getByText('off the rack').waitFor();
    await tree.locator('img[data-picture="shown"]').first().waitFor();
    await ben.page.keyboard.press('Escape');

    await ben.page.getByRole('button', { name: /^Activity/ }).click();
    const feed = ben.page.getByRole('dialog', { name: 'Activity' });
    await feed.getByText(/Ana took Field dress off the rack/).waitFor();
    await feed.getByRole('button', { name: 'Bring back' }).first().click();
    await ben.page.keyboard.press('Escape');
    await card(ana, 'Field dress').click();
    await haveSteps(5, ana);
    await tellsOf(ana, /Ben brought Field dress back/);
  });

  it('leaves no error in anyone’s console', () => {
    expect(scene.problems()).toEqual([]);
  });
});
