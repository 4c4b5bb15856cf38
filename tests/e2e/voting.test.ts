import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { drag, type Person, phone, sameFinalPicture, saved, shown, sliderValue } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
/** The host, an editor who goes on working, and a voter on a phone. */
let ana: Person;
let ben: Person;
let vera: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.guest('Ben', 'Editor');
  vera = await scene.guest('Vera', 'Voter', phone);
  await vera.page.emulateMedia({ colorScheme: 'dark' });
});

const panel = (person: Person): Locator => person.page.getByRole('region', { name: 'Vote', exact: true });
const place = (person: Person, design: string): Locator =>
  panel(person).getByRole('button', { name: `Place a dot on ${design}` });
const says = (person: Person, words: string | RegExp): Promise<void> =>
  panel(person).getByText(words).first().waitFor();

/** Hash of the recipe of which this person's ballot shows a picture, and whether it has loaded. */
async function frozen(person: Person, design: string): Promise<string> {
  const picture = panel(person).getByRole('listitem').filter({ hasText: design }).locator('img').first();
  await picture.waitFor();
  return (await picture.getAttribute('src'))?.match(/pictures\/([0-9a-f]{64})/)?.[1] ?? '';
}

describe('a dots round, hidden until the reveal, while somebody keeps editing', () => {
  let before: string;

  it('starts from the dialog, and comes to everybody', async () => {
    await ana.page.getByRole('button', { name: 'Add a design', exact: true }).click();
    await until('two designs hang', async () => (await ana.page.locator('[data-selected]').count()) === 2);
    await ana.page.getByRole('button', { name: 'First toile', exact: true }).click();
    before = (await sameFinalPicture([ana, ben])).hash;

    await ana.page.getByRole('button', { name: 'Start a round' }).click();
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByLabel('Question').fill('Which two go to sampling?');
    await dialog.getByText('Settings').click();
    await expectAccessible(ana.page, 'the dialog that starts a round');
    await dialog.getByLabel('Closes').selectOption({ label: 'when somebody reveals it' });
    await dialog.getByRole('button', { name: 'Start the round' }).click();

    await panel(ana).getByRole('heading', { name: 'Which two go to sampling?' }).waitFor();
    await ben.page.getByText('Ana asks: Which two go to sampling?').waitFor();
    await ben.page
      .getByRole('region', { name: 'Voting round' })
      .getByRole('button', { name: 'Vote', exact: true })
      .click();
    await vera.page.getByRole('tab', { name: 'Vote' }).click();
    for (const person of [ana, ben, vera]) await says(person, '0 of 3 have voted');
    await expectAccessible(ana.page, 'a ballot beside the stage');
    await expectAccessible(vera.page, 'a ballot on a phone');
  });

  it('freezes the pictures: an edit changes the stage and no ballot', async () => {
    // The ballot leaves the stage in sight, and its sliders at hand.
    await drag(ben, 'Structure', 60);
    await saved(ben);
    await until('the stage has moved on', async () => (await shown(ben)).hash !== before);
    expect(await sliderValue(ana, 'Structure')).toBeGreaterThan(0);
    for (const person of [ana, ben, vera]) expect(await frozen(person, 'First toile')).toBe(before);
  });

  it('counts a person with two tabs once, and a change of mind in either', async () => {
    await place(ben, 'First toile').click();
    await says(ben, '1 of 3 have voted');
    const second: Person = { ...ben, page: await ben.context.newPage() };
    await second.page.goto(ben.page.url());
    await second.page.getByRole('button', { name: 'Change my vote' }).click();
    await panel(second).getByRole('img', { name: '1 dot of mine' }).waitFor();
    await place(second, 'First toile').click();
    await panel(ben).getByRole('img', { name: '2 dots of mine' }).waitFor();
    // At most two on one design: the third tap changes nothing.
    expect(await place(ben, 'First toile').getAttribute('aria-disabled')).toBe('true');
    await panel(ben).getByRole('button', { name: 'Take a dot from First toile' }).click();
    await panel(second).getByRole('img', { name: '1 dot of mine' }).waitFor();
    await says(ana, '1 of 3 have voted');
    await second.page.close();
  });

  it('works with one thumb, and tells nobody the totals', async () => {
    const other = await panel(vera)
      .getByRole('button', { name: /^Place a dot on (?!First toile)/ })
      .getAttribute('aria-label');
    await vera.page.getByRole('button', { name: other ?? '' }).tap();
    await vera.page.getByRole('button', { name: other ?? '' }).tap();
    await place(vera, 'First toile').tap();
    await panel(vera).getByRole('img', { name: '0 dots left of 3' }).waitFor();
    for (const person of [ana, ben, vera]) {
      await says(person, '2 of 3 have voted');
      expect(await panel(person).getByText('so far').count()).toBe(0);
    }
  });

  it('keeps a tap made without a connection and sends it on return', async () => {
    await scene.away(true);
    await place(ben, 'First toile').click();
    await says(ben, /Not saved yet/);
    await scene.back();
    await says(ben, /Your ballot is in/);
    await panel(ben).getByRole('img', { name: '2 dots of mine' }).waitFor();
    await says(ana, '2 of 3 have voted');
  });

  it('lets a late joiner vote on the same frozen pictures', async () => {
    const leo = await scene.guest('Leo', 'Voter');
    await leo.page.getByRole('button', { name: 'Vote', exact: true }).click();
    await says(leo, '2 of 4 have voted');
    expect(await frozen(leo, 'First toile')).toBe(before);
    await place(leo, 'First toile').click();
    await says(ana, '3 of 4 have voted');
    await leo.context.close();
  });

  it('reveals to everybody at once, without names, with files to keep', async () => {
    await panel(ana).getByRole('button', { name: 'Reveal now' }).click();
    await panel(ana).getByRole('button', { name: 'Reveal the results' }).click();
    for (const person of [ana, ben, vera]) {
      await panel(person).getByRole('heading', { name: 'First toile comes first' }).waitFor();
      const rows = panel(person).getByRole('listitem');
      await rows.nth(0).getByText('4 dots from 3 people').waitFor();
      await rows.nth(1).getByText('2 dots from 1 person').waitFor();
      await says(person, '3 of 4 voted.');
      await says(person, /This round was anonymous/);
      await says(person, /Equal dots: /);
      expect(await panel(person).getByText('Ben').count()).toBe(0);
    }
    await expectAccessible(ana.page, 'results beside the stage');
    await expectAccessible(vera.page, 'results on a phone');
    const [download] = await Promise.all([
      ana.page.waitForEvent('download'),
      panel(ana).getByRole('link', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('which-two-go-to-sampling.csv');
    const [head, first] = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(head).toMatch(/^\uFEFFplace,design,dots,people,.*,tie rule$/);
    expect(first).toMatch(/^1,First toile,4,3,/);
    expect(first).toContain(before);
  });
});

describe('a ranked round with names and a quorum', () => {
  it('is filled in by taps, put in order by buttons, and counted step by step', async () => {
    await ana.page.getByRole('button', { name: 'Add a design', exact: true }).click();
    await until('three designs hang', async () => (await ana.page.locator('[data-selected]').count()) === 3);
    await panel(ana).getByRole('button', { name: 'Close', exact: true }).click();
    await ana.page.getByRole('button', { name: 'Put the result away' }).click();
    await ana.page.getByRole('button', { name: 'Start a round' }).click();
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByLabel('Question').fill('Which one opens the show?');
    await dialog.getByRole('radio', { name: /Ranked choice/ }).check();
    await dialog.getByText('Settings').click();
    await dialog.getByRole('checkbox', { name: /Anonymous/ }).uncheck();
    await dialog.getByRole('checkbox', { name: /Hidden/ }).uncheck();
    await dialog.getByLabel('Quorum').selectOption({ label: 'it takes a number of ballots' });
    await dialog.getByRole('button', { name: 'Start the round' }).click();
    await says(ana, /Totals and names live.*At least 2 must vote/);

    await panel(vera).getByRole('button', { name: 'Close', exact: true }).click();
    const rank = (person: Person, index: number) =>
      panel(person)
        .getByRole('button', { name: /^Rank / })
        .nth(index);
    for (const index of [1, 0]) await rank(vera, index).tap();
    await vera.page.getByRole('button', { name: 'Move First toile up' }).tap();
    await panel(vera).getByText('First toile is your 1st now.').waitFor({ state: 'attached' });
    expect(await rank(vera, 0).getAttribute('aria-description')).toBe('my 1st');
    // Live: everybody sees how it stands.
    await says(ana, '1 vote so far');
    // It is open about it, too: who chose what is told while it runs, and stays true.
    const chosenBy = panel(ana).getByRole('list', { name: 'Chosen by' }).first();
    await chosenBy.getByText('Vera, 1st', { exact: true }).waitFor();
    await panel(ana).getByText('Who chose what: 1 ballot so far').click();
    await panel(ana)
      .getByText(/^Vera 1 First toile, 2 /)
      .waitFor();
    await expectAccessible(ana.page, 'who chose what in a live round');

    await rank(ana, 2).click();
    await rank(ana, 1).click();
    await says(vera, '2 of 4 have voted');
    await panel(ben).getByRole('button', { name: 'Close', exact: true }).click();
    await ben.page.getByRole('button', { name: 'Vote', exact: true }).first().click();
    await rank(ben, 1).click();
    await says(ana, '3 of 4 have voted');

    // One each: two of the first choices are outlived by what the others chose second.
    await panel(ana).getByRole('button', { name: 'Reveal now' }).click();
    await panel(ana).getByRole('button', { name: 'Reveal the results' }).click();
    for (const person of [ana, ben, vera]) {
      await says(person, '3 of 4 voted. The quorum of 2 was reached.');
      await says(person, 'How it was counted: 2 steps');
      await says(person, /Others had as few votes, but stood earlier on the rack/);
      await panel(person).getByText('Who chose what: 3 ballots').click();
      await panel(person)
        .getByText(/^Vera 1 First toile, 2 /)
        .waitFor();
    }

    await panel(ben).getByRole('button', { name: 'Past rounds' }).click();
    await panel(ben)
      .getByRole('button', { name: /Which two go to sampling/ })
      .click();
    await panel(ben).getByRole('heading', { name: 'First toile comes first' }).waitFor();
  });

  it('leaves no error in anyone’s console', () => {
    expect(scene.problems()).toEqual([]);
  });
});
