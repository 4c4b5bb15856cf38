import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import {
  createRoom,
  desktop,
  inviteLink,
  joinByLink,
  type Person,
  phone,
  slider,
  sliderValue,
} from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
let ana: Person;

beforeAll(async () => {
  ana = await scene.person('Ana');
});

// One test that fails leaves no dialog in the way of the next.
afterEach(() => ana.page.keyboard.press('Escape'));

const schemes = ['light', 'dark'] as const;

describe('for everyone', () => {
  it('has pages in which axe finds nothing wrong, light and dark', async () => {
    await ana.page.goto(scene.baseUrl);
    for (const colorScheme of schemes) {
      await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(ana.page, `the landing page, ${colorScheme}`);
    }
    await createRoom(ana, scene.baseUrl, 'Open to all');
    for (const colorScheme of schemes) {
      await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(ana.page, `the room, ${colorScheme}`);
    }
  });

  it('has dialogs in which axe finds nothing wrong', async () => {
    await ana.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await expectAccessible(ana.page, 'the invite dialog');
    await ana.page.keyboard.press('Escape');
    await ana.page.locator('body').press('?');
    await ana.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await expectAccessible(ana.page, 'the shortcut sheet');
    await ana.page.keyboard.press('Escape');
  });

  it('works on a phone: every tab of the tray', async () => {
    await ana.page.setViewportSize(phone);
    const tabs = ana.page.getByRole('tab');
    for (const tab of await tabs.all()) {
      await tab.click();
      for (const colorScheme of schemes) {
        await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await expectAccessible(ana.page, `${await tab.textContent()} on a phone, ${colorScheme}`);
      }
    }
    expect(await tabs.count()).toBeGreaterThan(4);
  });

  it('keeps everything in reach at 200%: nothing is cut off or lies over something else', async () => {
    await ana.page.setViewportSize({ width: desktop.width / 2, height: desktop.height / 2 });
    await ana.page.getByRole('tab', { name: 'Mix' }).click();
    const { scrollWidth, clientWidth } = await ana.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    for (const name of ['Structure', 'Style', 'Wildness']) {
      const thumb = slider(ana, name);
      await thumb.scrollIntoViewIfNeeded();
      const hit = await thumb.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const above = document.elementFromPoint(left + width / 2, top + height / 2);
        return above !== null && (element.contains(above) || above.contains(element));
      });
      expect(hit, `${name} is not covered`).toBe(true);
    }
    await expectAccessible(ana.page, 'the room at 200%');
    await ana.page.setViewportSize(desktop);
  });

  it('can be worked without a mouse: add, rename, shape, move and delete a design', async () => {
    const { page } = ana;
    const cards = page.locator('[aria-label="Rack"] button[aria-keyshortcuts]');
    await page.getByRole('button', { name: 'Add a design', exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await until('there are two designs', async () => (await cards.count()) === 2);
    await cards.nth(1).focus();
    await page.keyboard.press('F2');
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'By hand', exact: true }).focus();
    await page.keyboard.press('Alt+ArrowUp');
    await until('it comes first', async () => (await cards.first().getAttribute('aria-label')) === 'By hand');
    await page.keyboard.press('Enter');
    await slider(ana, 'Structure').focus();
    await page.keyboard.press('End');
    await until('the slider is at its highest', async () => (await sliderValue(ana, 'Structure')) === 100);
    await page.keyboard.press('Delete');
    await until('the balance is even again', async () => (await sliderValue(ana, 'Structure')) === 50);
    await page.locator('body').press(']');
    await until(
      'the next design is on the stage',
      async () => (await cards.nth(1).getAttribute('aria-current')) === 'true',
    );
    await page.getByRole('button', { name: 'By hand', exact: true }).focus();
    await page.keyboard.press('Delete');
    await until('there is one design', async () => (await cards.count()) === 1);
  });

  it('shows focus, and moves nothing for those who asked for no motion', async () => {
    const { page } = ana;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate(() => {
        const element = document.activeElement ?? document.body;
        // A text box shows its caret.
        const shown = element.matches('input, textarea') || getComputedStyle(element).outlineStyle !== 'none';
        return { shown, what: element.outerHTML.slice(0, 120) };
      });
      expect(focused.shown, focused.what).toBe(true);
    }
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const longest = await page.getByRole('dialog').evaluate((element) => {
      const { animationDuration, transitionDuration } = getComputedStyle(element);
      return Math.max(Number.parseFloat(animationDuration), Number.parseFloat(transitionDuration));
    });
    expect(longest).toBeLessThan(0.001);
    await page.keyboard.press('Escape');
  });

  it('lets a viewer look, and says so, with nothing wrong for axe', async () => {
    const link = await inviteLink(ana, 'Viewer');
    const vic = await scene.person('Vic', phone);
    await vic.page.goto(link);
    await expectAccessible(vic.page, 'the join page');
    await joinByLink(vic, link, scene.baseUrl);
    await expectAccessible(vic.page, 'a viewer’s room on a phone');
    await vic.context.close();
  });
});
