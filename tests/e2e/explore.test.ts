import type { RoomClient } from '@toile/client';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createRoom,
  drag,
  type Person,
  sameFinalPicture,
  saved,
  shown,
  slider,
  sliderValue,
} from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

/** Two people who explore one room, and a program that reads the document they make. */
describe('exploring together', () => {
  const scene = newScene();
  let ana: Person;
  let ben: Person;
  let bot: RoomClient;

  beforeAll(async () => {
    ana = await scene.host('Ana', 'Spring capsule');
    ben = await scene.guest('Ben', 'Editor');
    const http = nodeToileHttp({ baseUrl: scene.baseUrl });
    const { room } = await http.acceptInvite(new URL(await scene.link('Viewer')).hash.slice(1), 'Bot');
    bot = openNodeRoom({ http, roomId: room.id });
    await bot.awaitReady();
    await sameFinalPicture([ana, ben]);
  });

  afterAll(() => bot?.close());

  const tool = (person: Person, name: string) =>
    person.page.getByRole('button', { name, exact: true }).click();
  const menu = async (person: Person, name: string) => {
    await tool(person, 'Explore');
    await person.page.getByRole('menuitem', { name }).click();
  };
  const card = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });
  const rackSize = (person: Person) => person.page.getByLabel('Rack', { exact: true }).locator('li').count();

  it('takes a garment from the wall of seeds, for everyone', async () => {
    const { page } = ana;
    await tool(ana, 'Seeds');
    await page.getByLabel('Seed number').fill('1204');
    await tool(ana, 'Go');
    const wall = page.getByRole('listbox', { name: /^Seeds/ });
    await wall.getByRole('option', { name: /1204$/, selected: true }).waitFor();
    await until('the wall has the focus', () => wall.evaluate((one) => one === document.activeElement));
    await page.keyboard.press('ArrowRight');
    await wall.getByRole('option', { name: /1205$/, selected: true }).locator('img').waitFor();
    await page.keyboard.press('b');
    await ben.page.getByRole('button', { name: /^Source B: .*seed 1205/ }).waitFor();
    await tool(ana, 'Put on the rack');
    await ben.page.getByRole('button', { name: /1205$/ }).first().waitFor();
    await until('the program has it', () => bot.rack.at(-1)?.name.endsWith('1205') === true);
    expect(bot.rack.at(-1)).toMatchObject({ a: { seed: 1205 }, b: { seed: 1205 }, lineage: null });
    await tool(ana, 'Close seeds');
  });

  it('shows all categories on one wall, and lets garments be carried to a source and onto the rack', async () => {
    const { page } = ana;
    await tool(ana, 'Seeds');
    await tool(ana, 'All categories');
    const wall = page.getByRole('listbox', { name: 'Seeds of all categories' });
    const labels = async () => {
      const options = await wall.getByRole('option').all();
      return await Promise.all(options.slice(0, 12).map((one) => one.getAttribute('aria-label')));
    };
    await until('the wall is there', async () => (await labels()).length === 12);
    const [first, second] = await labels();
    expect(first?.split(' ')[0]).not.toBe(second?.split(' ')[0]);
    expect(new Set(await labels()).size).toBe(12);

    const [carried, taken] = [wall.getByRole('option').nth(2), wall.getByRole('option').nth(4)];
    const name = (await carried.getAttribute('aria-label')) ?? '';
    await taken.dragTo(page.getByRole('button', { name: /^Source A/ }));
    const kind = ((await taken.getAttribute('aria-label')) ?? '').replace(/ \d+$/, '');
    const category = bot.state.pack?.manifest.categories.indexOf(kind);
    await until('it is the source of the design on the stage', () => {
      const a = bot.rack.at(-1)?.a;
      return a?.seed === 0 && a.category === category;
    });
    const before = await rackSize(ben);
    await carried.dragTo(page.getByLabel('Rack', { exact: true }));
    await until('it hangs there for ben', async () => (await rackSize(ben)) === before + 1);
    await until('and is what was carried', () => bot.rack.at(-1)?.name.toLowerCase() === name);

    // The number that is asked for stands in sight, under each of its categories.
    await page.getByLabel('Seed number').fill('4000000000');
    await tool(ana, 'Go');
    await wall.getByRole('option', { name: /4000000000$/, selected: true }).waitFor();
    await page.keyboard.press('ArrowRight');
    await wall.getByRole('option', { name: /4000000000$/, selected: true }).waitFor();
    await tool(ana, 'Close seeds');
  });

  it('draws a wall that is scrolled fast without an error, and what comes to rest', async () => {
    const { page } = ana;
    await tool(ana, 'Seeds');
    const wall = page.getByRole('listbox', { name: /^Seeds/ });
    const failed: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/pictures/') && response.status() >= 400) failed.push(response.url());
    });
    await wall.evaluate(async (one) => {
      for (let step = 0; step < 25; step++) {
        one.scrollBy(0, 900);
        await new Promise((painted) => requestAnimationFrame(painted));
      }
    });
    await until('all in sight are drawn', () =>
      wall.evaluate((one) => {
        const box = one.getBoundingClientRect();
        const cells = [...one.querySelectorAll('[role="option"]')].filter((cell) => {
          const { top, bottom } = cell.getBoundingClientRect();
          return bottom > box.top && top < box.bottom;
        });
        return cells.length > 10 && cells.every((cell) => cell.querySelector('img') !== null);
      }),
    );
    expect(failed).toEqual([]);
    await tool(ana, 'Close seeds');
  });

  it('steps into a child: a design of its own that says where it comes from', async () => {
    const parent = bot.rack.at(-1);
    if (!parent) throw new Error('expected a design on the rack');
    await tool(ana, 'Children');
    await until('eight children and their parent are drawn', async () => {
      return (await ana.page.locator('[data-explore] img').count()) === 9;
    });
    await tool(ana, 'Step into child 3');
    const name = `${parent.name}, child 1`;
    await card(ben, name).waitFor();
    await until('the program has it', () => bot.rack.some((design) => design.name === name));
    const child = bot.rack.find((design) => design.name === name);
    expect(child?.lineage).toEqual({ how: 'child', parent: parent.id });
    expect(child?.a).toEqual(parent.a);
    expect(child?.sliders).not.toEqual(parent.sliders);
    await tool(ana, 'Close children');
    await card(ben, name).click();
    await sameFinalPicture([ana, ben]);
  });

  it('keeps a locked slider through a shuffle by somebody else', async () => {
    const [direction] = bot.state.pack?.directions ?? [];
    if (!direction) throw new Error('expected a pack with sliders');
    const { label } = direction;
    await drag(ana, label, 40);
    await until(
      'ben has the value',
      async () => (await sliderValue(ben, label)) === (await sliderValue(ana, label)),
    );
    const value = await sliderValue(ana, label);
    expect(value).not.toBe(0);
    await slider(ana, label).hover();
    await tool(ana, `Lock ${label}`);
    const lock = ben.page.getByRole('button', { name: `Lock ${label}`, exact: true });
    await until('ben sees the lock', async () => (await lock.getAttribute('aria-pressed')) === 'true');
    const before = await shown(ben);
    await tool(ben, 'Shuffle');
    await until('the picture is another', async () => (await shown(ben)).hash !== before.hash);
    await sameFinalPicture([ana, ben]);
    expect([await sliderValue(ana, label), await sliderValue(ben, label)]).toEqual([value, value]);
    await Promise.all([saved(ana), saved(ben)]);
  });

  it('lets somebody take over a slider that another one holds on to', async () => {
    await drag(ana, 'Structure', 60, 10, true);
    const mine = slider(ben, 'Structure');
    await until(
      'it is out of reach for ben',
      async () => (await mine.getAttribute('aria-disabled')) === 'true',
    );
    await ben.page.getByRole('button', { name: 'Take Structure over from Ana' }).click();
    await until('it is in reach', async () => (await mine.getAttribute('aria-disabled')) !== 'true');
    await until('ana has lost it', async () => {
      return (await slider(ana, 'Structure').getAttribute('aria-disabled')) === 'true';
    });
    await mine.focus();
    await ben.page.keyboard.press('End');
    await until('it is where ben put it', async () => (await sliderValue(ana, 'Structure')) === 100);
    await ana.page.mouse.move(700, 700);
    await ana.page.mouse.up();
    expect(await sliderValue(ben, 'Structure')).toBe(100);
    await sameFinalPicture([ana, ben]);
  });

  it('sketches in private until it is put on the rack', async () => {
    const [before, size] = [await shown(ben), await rackSize(ben)];
    const documentBefore = JSON.stringify(bot.rack);
    await menu(ana, 'Try it privately');
    await ana.page.getByText('Only you see this.').waitFor();
    await drag(ana, 'Style', 120, 20);
    await until('the sketch is drawn', async () => {
      const now = await shown(ana);
      return now.final && now.hash !== before.hash;
    });
    const sketch = await shown(ana);
    // Something public, so that whatever is on its way has arrived.
    await ben.page.getByLabel('Design name').fill('Ben was here');
    await ben.page.keyboard.press('Enter');
    await card(ana, 'Ben was here').waitFor();
    expect(await rackSize(ben)).toBe(size);
    expect((await shown(ben)).hash).toBe(before.hash);
    await until('the program has the name', () => bot.rack.some(({ name }) => name === 'Ben was here'));
    const renamed = JSON.parse(documentBefore) as { name: string }[];
    expect(bot.rack.map(({ name: _, ...rest }) => rest)).toEqual(renamed.map(({ name: _, ...rest }) => rest));

    await tool(ana, 'Put on the rack');
    await until('ben has it', async () => (await rackSize(ben)) === size + 1);
    await until('it is final', async () => (await shown(ana)).final);
    expect((await shown(ana)).hash).toBe(sketch.hash);
  });

  it('keeps a private sketch over a reload, and leaves it free while the room is locked', async () => {
    await menu(ben, 'Try it privately');
    await drag(ben, 'Style', 60, 10);
    await until('the sketch is drawn', async () => (await shown(ben)).final);
    const [sketch, size] = [await shown(ben), await rackSize(ana)];

    await ana.page.getByRole('button', { name: /^People:/ }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Lock the room' }).click();
    await ana.page.keyboard.press('Escape');
    await ben.page.getByRole('button', { name: 'Locked', exact: true }).waitFor();
    await ben.page.reload();
    await tool(ben, 'Show it');
    await ben.page.getByText('Only you see this.').waitFor();
    await until('it is as it was', async () => (await shown(ben)).hash === sketch.hash);
    const value = await sliderValue(ben, 'Style');
    await slider(ben, 'Style').focus();
    await ben.page.keyboard.press('ArrowRight');
    await until('it is shaped on', async () => (await sliderValue(ben, 'Style')) > value);
    await tool(ben, 'Undo');
    await until('and taken back', async () => (await sliderValue(ben, 'Style')) === value);

    await tool(ben, 'Children');
    await tool(ben, 'Step into child 1');
    await tool(ben, 'Close children');
    await until('the sketch goes on from it', async () => (await shown(ben)).hash !== sketch.hash);
    await tool(ben, 'Put on the rack');
    await ben.page.getByText('The room is locked: only its host changes designs now.').waitFor();
    expect(await rackSize(ana)).toBe(size);

    await tool(ben, 'Discard');
    await until('the sketch has gone', async () => (await ben.page.getByText('Only for you').count()) === 0);
    await ben.page.reload();
    await until('and stays away', async () => (await rackSize(ben)) === size);
    expect(await ben.page.getByText('Only for you').count()).toBe(0);
    await ana.page.getByRole('button', { name: /^People:/ }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Unlock the room' }).click();
    await ana.page.keyboard.press('Escape');
    await ben.page.getByRole('button', { name: 'Locked', exact: true }).waitFor({ state: 'hidden' });
  });

  it('hands a recipe to another room, which draws the identical frame', async () => {
    await until('the picture is final', async () => (await shown(ana)).final);
    const original = await shown(ana);
    await menu(ana, 'Paste a recipe…');
    const link = await ana.page.getByLabel(/^Link to /).inputValue();
    const json = await ana.page.getByLabel('JSON', { exact: true }).inputValue();
    await ana.page.keyboard.press('Escape');

    await createRoom(ben, scene.baseUrl, 'Elsewhere');
    await menu(ben, 'Paste a recipe…');
    const box = ben.page.getByLabel('A recipe from elsewhere, as link or JSON');
    await box.fill(json.replace(/"pack":"[0-9a-f]{4}/, '"pack":"0000'));
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Put on the rack' }).click();
    await ben.page
      .getByRole('alert')
      .getByText(/another model pack/)
      .waitFor();
    await box.fill(link);
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Put on the rack' }).click();
    await until('the other room shows it', async () => {
      const copy = await shown(ben);
      return copy.final && copy.hash === original.hash;
    });
    expect((await shown(ben)).bytesHash).toBe(original.bytesHash);

    // The link leads to a page of its own, which hangs the recipe in a room as well.
    await ben.page.goto(link);
    await ben.page.getByRole('img').first().waitFor();
    await ben.page.getByRole('link', { name: /Hang it in Elsewhere/ }).click();
    await ben.page
      .getByText(/is on the rack/)
      .first()
      .waitFor();
    await until('it hangs there twice', async () => (await rackSize(ben)) === 3);
    expect(new URL(ben.page.url()).hash).toBe('');
  });

  it('leaves no error in anyone’s console', () => {
    expect(scene.problems()).toEqual([]);
  });
});
