import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { type Person, phone } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
/** The host, at a desk. */
let ana: Person;
/** An editor at a desk, in the dark theme. */
let ben: Person;
/** A voter with a phone. */
let vera: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.guest('Ben', 'Editor');
  vera = await scene.guest('Vera', 'Voter', phone);
  await ben.page.emulateMedia({ colorScheme: 'dark' });
  await ana.page.getByRole('button', { name: 'Add a design' }).first().click();
  await until('two designs hang', async () => (await cards(ben).count()) === 2);
  await card(ana, 'First toile').getByRole('button', { name: 'First toile', exact: true }).click();
});

const cards = ({ page }: Person): Locator => page.locator('[data-card]');
const card = (person: Person, name: string): Locator => cards(person).filter({ hasText: name });
const otherName = async (person: Person): Promise<string> =>
  (await cards(person).last().locator('button').first().getAttribute('aria-label')) ?? '';
const select = (person: Person, name: string) =>
  card(person, name).getByRole('button', { name, exact: true }).click();
const onStage = ({ page }: Person) => page.getByRole('textbox', { name: 'Design name' }).inputValue();
const face = ({ page }: Person, name: string): Locator =>
  page.getByRole('banner').getByRole('button', { name: new RegExp(`^${name}(,| \\(you\\))`) });
const item = ({ page }: Person, name: string): Locator => page.getByRole('menuitem', { name, exact: true });
const marks = ({ page }: Person): Locator => page.getByRole('toolbar', { name: 'Reactions' });
/** The name flag of somebody's cursor; the cursor itself has no size. */
const cursorOf = (scope: Locator, name: string): Locator =>
  scope.locator(`[data-cursor="${name}"]`).getByText(name, { exact: true });
const floats = ({ page }: Person, mark: string): Locator =>
  page.locator(`[data-stage] [data-reaction="${mark}"]`);
const says = ({ page }: Person, words: string | RegExp): Promise<void> =>
  page.getByRole('status').getByText(words).first().waitFor({ state: 'attached' });

describe('reactions', () => {
  it('float over the stage of those who look, and mark the card of those who do not', async () => {
    await select(ben, await otherName(ben));
    await vera.page.getByRole('button', { name: 'React', exact: true }).tap();
    await marks(vera).getByRole('button', { name: 'Love it' }).tap();
    await floats(vera, 'love').first().getByText('Vera').waitFor({ state: 'attached' });
    await floats(ana, 'love').first().getByText('Vera').waitFor({ state: 'attached' });
    await card(ben, 'First toile').locator('[data-reaction="love"]').waitFor();
    expect(await floats(ben, 'love').count()).toBe(0);
    expect(await card(ana, 'First toile').locator('[data-reaction]').count()).toBe(0);
    await says(ana, /Vera reacted “Love it” to First toile\./);
    await expectAccessible(vera.page, 'the reactions on a phone');
    await vera.page.keyboard.press('Escape');
    await floats(ana, 'love').first().waitFor({ state: 'detached' });
  });

  it('go by the keyboard alone: R, arrows and Enter, or a number', async () => {
    await select(ben, 'First toile');
    for (const person of [ana, ben]) {
      await person.page.keyboard.press('r');
      await marks(person).waitFor();
      await expectAccessible(person.page, 'the reactions at a desk');
    }
    await ana.page.keyboard.press('ArrowRight');
    await ana.page.keyboard.press('Enter');
    await floats(ben, 'yes').first().getByText('Ana').waitFor({ state: 'attached' });
    await ben.page.keyboard.press('4');
    await floats(ana, 'cut').first().getByText('Ben').waitFor({ state: 'attached' });
    for (const person of [ana, ben]) {
      await person.page.keyboard.press('Escape');
      await marks(person).waitFor({ state: 'detached' });
    }
    const trigger = ana.page.getByRole('button', { name: 'React', exact: true });
    expect(await trigger.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('go up where the mouse points', async () => {
    const sheet = ana.page.locator('[data-sheet]');
    const box = await sheet.boundingBox();
    if (!box) throw new Error('expected a sheet');
    await ana.page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.75);
    await ana.page.keyboard.press('r');
    await marks(ana).waitFor();
    await ana.page.keyboard.press('5');
    await floats(ben, 'star').first().waitFor({ state: 'attached' });
    const at = await floats(ben, 'star')
      .first()
      .evaluate((float) => {
        const layer = float.parentElement?.getBoundingClientRect();
        const spot = float.getBoundingClientRect();
        return layer ? [(spot.x - layer.x) / layer.width, (spot.y - layer.y) / layer.height] : [];
      });
    expect(at[0]).toBeCloseTo(0.25, 1);
    expect(at[1]).toBeCloseTo(0.75, 1);
    await ana.page.keyboard.press('Escape');
  });

  it('stand still and fade for those who want less motion, and are gone in the end', async () => {
    await ben.page.emulateMedia({ reducedMotion: 'reduce' });
    await ana.page.keyboard.press('r');
    await ana.page.keyboard.press('1');
    const badge = floats(ben, 'love').first().locator('span');
    await badge.waitFor({ state: 'attached' });
    const [name, seconds] = await badge.evaluate((float) => {
      const { animationName, animationDuration } = getComputedStyle(float);
      return [animationName, animationDuration];
    });
    expect(name).toMatch(/fade/);
    expect(seconds).toBe('3.6s');
    await ana.page.keyboard.press('Escape');
    await floats(ben, 'love').first().waitFor({ state: 'detached' });
    await ben.page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  it('say quietly when they are too many', async () => {
    await ana.page.keyboard.press('r');
    await marks(ana).waitFor();
    // All in one go, however slow the machine is.
    await marks(ana)
      .getByRole('button', { name: 'Yes' })
      .evaluate((button: HTMLButtonElement) => {
        for (let press = 0; press < 16; press += 1) button.click();
      });
    await ana.page.getByText('A breath, please: that one was too many.').waitFor();
    const toasts = ana.page.getByRole('alert').getByRole('button', { name: 'Dismiss' });
    expect(await toasts.count()).toBe(0);
    await ana.page.keyboard.press('Escape');
  });

  it('are not offered to viewers', async () => {
    const leo = await scene.guest('Leo', 'Viewer');
    expect(await leo.page.getByRole('button', { name: 'React', exact: true }).count()).toBe(0);
    await leo.context.close();
  });
});

describe('cursors', () => {
  /** Ana points at the middle of a card. */
  const point = async (name: string) => {
    const box = await card(ana, name).boundingBox();
    if (!box) throw new Error(`expected a card of ${name}`);
    await ana.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5, { steps: 4 });
  };

  it('show on the card of the rack that somebody points at, and on the stage', async () => {
    await point('First toile');
    await cursorOf(card(ben, 'First toile'), 'Ana').waitFor();
    await point(await otherName(ana));
    await cursorOf(card(ben, await otherName(ben)), 'Ana').waitFor();
    await cursorOf(card(ben, 'First toile'), 'Ana').waitFor({ state: 'detached' });
    const rack = ben.page.getByRole('region', { name: 'Rack', exact: true });
    expect(await rack.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    const sheet = await ana.page.locator('[data-sheet]').boundingBox();
    await ana.page.mouse.move((sheet?.x ?? 0) + 200, (sheet?.y ?? 0) + 200, { steps: 3 });
    await cursorOf(ben.page.locator('[data-sheet]'), 'Ana').waitFor();
  });

  it('are hidden by those who want it, everywhere, until they show them again', async () => {
    await face(ana, 'Ana').click();
    await item(ana, 'Hide my cursor').click();
    const anywhere = cursorOf(ben.page.locator('body'), 'Ana');
    await anywhere.waitFor({ state: 'detached' });
    await point('First toile');
    const sheet = await ana.page.locator('[data-sheet]').boundingBox();
    await ana.page.mouse.move((sheet?.x ?? 0) + 240, (sheet?.y ?? 0) + 240, { steps: 3 });
    // What Ana does is told in order: once this is heard, a cursor would have been.
    await ana.page.keyboard.press('r');
    await ana.page.keyboard.press('3');
    await ana.page.keyboard.press('Escape');
    await floats(ben, 'unsure').first().waitFor({ state: 'attached' });
    await ben.page.waitForTimeout(300);
    expect(await anywhere.count()).toBe(0);
    await face(ana, 'Ana').click();
    await item(ana, 'Show my cursor').click();
    await point('First toile');
    await cursorOf(card(ben, 'First toile'), 'Ana').waitFor();
  });
});

describe('following', () => {
  it('begins at a face, is told to the followed without a toast, and ends with a choice of one’s own', async () => {
    await face(ben, 'Ana').click();
    await expectAccessible(ben.page, 'the menu of a face');
    await item(ben, 'Follow Ana').click();
    await ben.page.getByText('Following Ana').waitFor();
    await ana.page.getByRole('button', { name: 'Ben, editor, follows you', exact: true }).waitFor();
    await says(ana, /Ben follows you\./);
    await select(ana, await otherName(ana));
    await until('Ben is taken along', async () => (await onStage(ben)) !== 'First toile');
    await ben.page.locator('body').press('[');
    await ben.page.getByText('You no longer follow Ana').waitFor();
    await until('Ben is on his own', async () => (await onStage(ben)) === 'First toile');
    await until(
      'Ana is told',
      async () => ((await face(ana, 'Ben').getAttribute('aria-label')) ?? '') === 'Ben, editor',
    );
    await ben.page.getByText('You no longer follow Ana').waitFor({ state: 'detached' });
  });

  it('ends with a slider in one’s hand', async () => {
    await face(ben, 'Ana').click();
    await item(ben, 'Follow Ana').click();
    await until('Ben is taken along', async () => (await onStage(ben)) !== 'First toile');
    await ben.page.getByRole('slider', { name: 'Structure', exact: true }).press('ArrowRight');
    await ben.page.getByText('You no longer follow Ana').waitFor();
  });

  it('is not needed to look at what somebody sees, once', async () => {
    await select(ben, 'First toile');
    await face(ben, 'Ana').click();
    await item(ben, 'Look at what Ana sees').click();
    await until('Ben sees what Ana sees', async () => (await onStage(ben)) !== 'First toile');
    expect(await ben.page.getByText('Following Ana').count()).toBe(0);
  });

  it('begins at a face on a card too, with a thumb', async () => {
    await vera.page.getByRole('tab', { name: 'Rack' }).tap();
    await card(vera, await otherName(vera))
      .getByRole('button', { name: /^Looking: / })
      .tap();
    await vera.page.getByRole('menuitem', { name: 'Ana' }).tap();
    await expectAccessible(vera.page, 'the menu of two faces on a phone');
    await item(vera, 'Follow Ana').tap();
    await vera.page.getByText('Following Ana').waitFor();
    await vera.page.getByRole('button', { name: 'Stop', exact: true }).tap();
    await vera.page.getByText('You no longer follow Ana').waitFor();
  });

  it('is beside what a host decides about somebody', async () => {
    await face(ana, 'Vera').click();
    await ana.page.getByRole('menuitemradio', { name: 'editor' }).click();
    await vera.page.getByText('You are an editor of this room now.').waitFor();
    await face(ana, 'Vera').click();
    await item(ana, 'Remove Vera…').click();
    const dialog = ana.page.getByRole('dialog', { name: 'Remove Vera?' });
    await expectAccessible(ana.page, 'the question before somebody is removed');
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await dialog.waitFor({ state: 'detached' });
    await face(ben, 'Vera').click();
    expect(await ben.page.getByRole('menuitem').count()).toBe(2);
    await ben.page.keyboard.press('Escape');
  });
});

describe('a lost connection', () => {
  it('leaves the faces on the cards, dimmed, and they come back to life with it', async () => {
    await select(ana, 'First toile');
    const looking = card(ben, 'First toile').getByRole('button', { name: /^Looking: .*Ana/ });
    await looking.waitFor();
    // Every moment without a face on a card is counted from here on.
    await ben.page.evaluate(() => {
      const seen = { blinks: 0 };
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const shows = [...document.querySelectorAll('[data-card] button')].some((button) =>
          /^Looking: .*Ana/.test(button.getAttribute('aria-label') ?? ''),
        );
        if (!shows) seen.blinks += 1;
      }).observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    await scene.away(true);
    await looking.locator('[data-dimmed="true"]').first().waitFor();
    await scene.back();
    await looking.locator('[data-dimmed="false"]').first().waitFor({ timeout: 30_000 });
    const { blinks } = await ben.page.evaluate(
      () => (window as unknown as { seen: { blinks: number } }).seen,
    );
    expect(blinks).toBe(0);
  });
});

describe('afterwards', () => {
  it('nobody’s console holds an error', () => {
    expect(scene.problems()).toEqual([]);
  });
});
