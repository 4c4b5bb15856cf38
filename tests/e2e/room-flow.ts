import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import type { Browser } from 'playwright-core';
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
  slider,
  sliderValue,
} from '../support/browser.js';
import { until } from '../support/server.js';

/** A product to run the flow against: two addresses, which may be one instance or two. */
export interface Deployment {
  readonly first: string;
  readonly second: string;
}

/**
 * The product as two people use it. Run on the embedded mode and on the fleet mode: what people see must not
 * depend on how it is deployed.
 */
export function describeRoomFlow(mode: string, deployment: () => Deployment): void {
  describe(`a room with several people, ${mode}`, () => {
    let browser: Browser;
    let ana: Person;
    let ben: Person;
    let editorLink = '';
    let roomId = '';

    beforeAll(async () => {
      browser = await launchBrowser();
      ana = await newPerson(browser, 'Ana');
      ben = await newPerson(browser, 'Ben');
    });

    afterAll(async () => {
      await browser?.close();
    });

    it('opens for its host, with a drawn design on the stage', async () => {
      roomId = await createRoom(ana, deployment().first, 'Autumn capsule');
      await until('the first picture is final', async () => (await shown(ana)).final);
    });

    it('lets a guest in by link, who sees the same picture', async () => {
      editorLink = await inviteLink(ana, 'Editor');
      await joinByLink(ben, editorLink, deployment().second);
      await sameFinalPicture([ana, ben]);
    });

    it('merges two drags of different sliders at once; both end with the same document and frame', async () => {
      const before = await shown(ana);
      await Promise.all([drag(ana, 'Structure', 120, 40), drag(ben, 'Style', 160, 40)]);
      const after = await sameFinalPicture([ana, ben]);
      expect(after.hash).not.toBe(before.hash);
      for (const name of ['Structure', 'Style', 'Wildness']) {
        expect(await sliderValue(ana, name), name).toBe(await sliderValue(ben, name));
      }
      expect(await sliderValue(ana, 'Structure')).toBeGreaterThan(0);
      expect(await sliderValue(ana, 'Style')).toBeGreaterThan(0);
      await Promise.all([saved(ana), saved(ben)]);
    });

    it('takes back only my own edit on undo', async () => {
      const style = await sliderValue(ana, 'Style');
      await ana.page.getByRole('button', { name: 'Undo' }).click();
      await until('structure is back at 0', async () => (await sliderValue(ben, 'Structure')) === 0);
      expect(await sliderValue(ana, 'Style')).toBe(style);
      await sameFinalPicture([ana, ben]);
    });

    it('keeps everything over a reload', async () => {
      const style = await sliderValue(ben, 'Style');
      await saved(ben);
      await ben.page.reload();
      await slider(ben, 'Style').waitFor();
      await until('the value is back', async () => (await sliderValue(ben, 'Style')) === style);
      await sameFinalPicture([ana, ben]);
    });

    it('shows a voter the room without letting them edit, on the screen and on the wire', async () => {
      const link = await inviteLink(ana, 'Voter');
      const vera = await newPerson(browser, 'Vera');
      await joinByLink(vera, link, deployment().second);
      await sameFinalPicture([ana, vera]);
      expect(await slider(vera, 'Structure').getAttribute('aria-disabled')).not.toBeNull();

      // Past the screen: a program with the voter's link writes to the document directly.
      const http = nodeToileHttp({ baseUrl: deployment().second });
      const token = new URL(link).hash.slice(1);
      const { room } = await http.acceptInvite(token, 'Mallory');
      const bot = openNodeRoom({ http, roomId: room.id });
      await until('the bot has the document', () => bot.state.synced && bot.rack.length > 0);
      const designId = bot.rack[0]?.id ?? '';
      const forged = bot.doc.getMap('designs').get(designId) as { set(key: string, value: number): void };
      forged.set('mix.structure', 0.987);
      await until('the refusal is told', () => bot.state.refusal !== null);
      expect(bot.state.refusal?.code).toBe('role-forbidden');
      await until('the true value is back', () => bot.state.synced && bot.rack[0]?.structure !== 0.987);
      expect(await sliderValue(ana, 'Structure')).not.toBe(98.7);
      bot.close();
      await vera.context.close();
    });

    it('counts a heart once, from two tabs of one person and over a reload', async () => {
      const second = await ben.context.newPage();
      await second.goto(ben.page.url());
      const heart = (page: Person['page']) => page.getByRole('button', { name: /^Heart for/ }).first();
      await heart(ben.page).click();
      await until(
        'both tabs show it',
        async () => (await heart(second).getAttribute('aria-pressed')) === 'true',
      );
      await expectHearts(ana, 1);
      await second.reload();
      await until(
        'the tab still shows it',
        async () => (await heart(second).getAttribute('aria-pressed')) === 'true',
      );
      await heart(ana.page).click();
      await expectHearts(ana, 2);
      await heart(second).click();
      await expectHearts(ana, 1);
      await second.close();
    });

    it('refuses a revoked link and leaves those inside alone', async () => {
      const dialog = ana.page.getByRole('dialog');
      await ana.page.getByRole('button', { name: 'Invite', exact: true }).click();
      await dialog.getByRole('button', { name: /revoke.*editor/i }).click();
      await ana.page.keyboard.press('Escape');
      const late = await newPerson(browser, 'Late');
      await late.page.goto(`${deployment().second}/join${new URL(editorLink).hash}`);
      await late.page
        .getByText(/revoked/i)
        .first()
        .waitFor();
      await late.context.close();
      await drag(ben, 'Wildness', 30);
      await sameFinalPicture([ana, ben]);
    });

    it('leaves no error in anyone’s console', () => {
      const unexpected = [...ana.problems, ...ben.problems].filter(
        (problem) => !/net::ERR|WebSocket/.test(problem),
      );
      expect(unexpected).toEqual([]);
      expect(roomId).toMatch(/^[0-9A-Za-z]{16}$/);
    });

    async function expectHearts(person: Person, count: number): Promise<void> {
      const text = count === 1 ? /^1 heart$/ : new RegExp(`^${count} hearts$`);
      await person.page.getByText(text).first().waitFor();
    }
  });
}
