import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRoom,
  drag,
  inviteLink,
  joinByLink,
  launchBrowser,
  newPerson,
  type Person,
  sameFinalPicture,
  saved,
  shown,
  sliderValue,
} from '../support/browser.js';
import { until } from '../support/server.js';
import type { Deployment } from './room-flow.js';

/** What people do beside shaping, each on an instance of their own: everything must reach the other one. */
export function describeFleetFlow(deployment: () => Deployment): void {
  describe('a room whose people are on two instances', () => {
    let browser: Browser;
    /** The host, on the first instance. */
    let ana: Person;
    /** An editor and a voter, on the second. */
    let ben: Person;
    let vera: Person;
    let voterLink = '';

    beforeAll(async () => {
      const { first, second } = deployment();
      browser = await launchBrowser();
      ana = await newPerson(browser, 'Ana');
      ben = await newPerson(browser, 'Ben');
      vera = await newPerson(browser, 'Vera');
      await createRoom(ana, first, 'Coat workshop');
      await joinByLink(ben, await inviteLink(ana, 'Editor'), second);
      voterLink = await inviteLink(ana, 'Voter');
      await joinByLink(vera, voterLink, second);
      await sameFinalPicture([ana, ben, vera]);
    });

    afterAll(async () => {
      await browser?.close();
    });

    const panel = ({ page }: Person): Locator => page.getByRole('region', { name: 'Vote', exact: true });
    const says = (person: Person, words: string | RegExp): Promise<void> =>
      panel(person).getByText(words).first().waitFor();
    const place = (person: Person, design: string): Locator =>
      panel(person).getByRole('button', { name: `Place a dot on ${design}` });
    const slipOf = ({ page }: Person): Locator =>
      page.getByRole('dialog', { name: 'Comment 1', exact: true });
    const steps = ({ page }: Person): Locator =>
      page.getByRole('listbox', { name: /^Versions of/ }).getByRole('option');

    it('talks: a comment from one instance stands on the picture on the other, and is answered', async () => {
      await ben.page.keyboard.press('c');
      const layer = ben.page.getByRole('button', { name: 'Pin a comment here' });
      const size = await layer.boundingBox();
      if (!size) throw new Error('expected the picture to wait for a click');
      await layer.click({ position: { x: size.width * 0.6, y: size.height * 0.3 } });
      await ben.page.getByRole('textbox', { name: 'Comment on this spot' }).fill('Higher waist?');
      await ben.page.keyboard.press('Enter');

      await ana.page.getByRole('button', { name: 'Comment 1', exact: true }).click();
      await slipOf(ana).getByText('Higher waist?').waitFor();
      await slipOf(ana).getByRole('textbox', { name: 'Reply', exact: true }).fill('Yes, by two fingers.');
      await ana.page.keyboard.press('Enter');
      await ben.page.getByRole('button', { name: 'Comment 1', exact: true }).click();
      await slipOf(ben).getByText('Yes, by two fingers.').waitFor();
      for (const { page } of [ana, ben]) await page.keyboard.press('Escape');
    });

    it('looks back: what one instance wrote is restored on the other, for everyone', async () => {
      await drag(ana, 'Structure', 120, 15);
      // At rest, and written down by the instance that it came to.
      await steps(ben)
        .first()
        .and(ben.page.getByLabel(/^now: .*Ana moved the structure of First toile/))
        .waitFor();
      await steps(ben).last().click();
      const bar = ben.page.getByRole('region', { name: 'Looking back' });
      await bar.getByRole('button', { name: 'Restore', exact: true }).click();
      await until('ana is back at the start', async () => (await sliderValue(ana, 'Structure')) === 0);
      await until('ana has the third picture', async () => (await steps(ana).count()) === 3);

      await ben.page.getByRole('button', { name: 'Name this version' }).click();
      await ben.page.getByRole('textbox', { name: /^Name of the version/ }).fill('As agreed');
      await ben.page.keyboard.press('Enter');
      await steps(ana)
        .first()
        .and(ana.page.getByLabel(/“As agreed”/))
        .waitFor();
      await Promise.all([saved(ana), saved(ben)]);
      await sameFinalPicture([ana, ben, vera]);
    });

    it('votes: ballots of both instances are counted once, for a late joiner too, and revealed to all', async () => {
      await ana.page.getByRole('button', { name: 'Add a design', exact: true }).click();
      await ben.page.getByRole('list').getByText('no. 1').first().waitFor();
      await ana.page.getByRole('button', { name: 'First toile', exact: true }).click();
      const frozen = (await sameFinalPicture([ana, ben])).hash;
      await ana.page.getByRole('button', { name: 'Start a round' }).click();
      const dialog = ana.page.getByRole('dialog');
      await dialog.getByLabel('Question').fill('Which one first?');
      await dialog.getByText('Settings').click();
      await dialog.getByLabel('Closes').selectOption({ label: 'when somebody reveals it' });
      await dialog.getByRole('button', { name: 'Start the round' }).click();
      for (const { page } of [ben, vera]) {
        await page
          .getByRole('region', { name: 'Voting round' })
          .getByRole('button', { name: 'Vote', exact: true })
          .click();
      }
      for (const person of [ana, ben, vera]) await says(person, '0 of 3 have voted');
      await place(ana, 'First toile').click();
      await says(vera, '1 of 3 have voted');
      await place(vera, 'First toile').click();
      await says(ana, '2 of 3 have voted');

      // Somebody who comes now, on the other instance, sees the frozen pictures and counts.
      await drag(ben, 'Style', 80, 10);
      await until('the stage has moved on', async () => (await shown(ben)).hash !== frozen);
      const leo = await newPerson(browser, 'Leo');
      await joinByLink(leo, voterLink, deployment().second);
      await leo.page.getByRole('button', { name: 'Vote', exact: true }).click();
      await says(leo, '2 of 4 have voted');
      const picture = panel(leo).getByRole('listitem').filter({ hasText: 'First toile' }).locator('img');
      expect(await picture.first().getAttribute('src')).toContain(frozen);
      await place(leo, 'First toile').click();
      await says(ana, '3 of 4 have voted');
      await until('the comment is there for him too', async () => {
        return (await leo.page.getByRole('button', { name: 'Comment 1', exact: true }).count()) === 1;
      });

      await panel(ana).getByRole('button', { name: 'Reveal now' }).click();
      await panel(ana).getByRole('button', { name: 'Reveal the results' }).click();
      for (const person of [ana, ben, vera, leo]) {
        await panel(person).getByRole('heading', { name: 'First toile comes first' }).waitFor();
        await says(person, '3 of 4 voted.');
      }
      await leo.context.close();
    });

    it('leaves no error in anyone’s console', () => {
      const problems = [ana, ben, vera].flatMap((one) => one.problems);
      expect(problems.filter((one) => !/net::ERR|WebSocket|Failed to load resource/.test(one))).toEqual([]);
    });
  });
}
