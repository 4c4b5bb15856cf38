import type { RoomClient } from '@toile/client';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import {
  drag,
  type Person,
  phone,
  sameFinalPicture,
  saved,
  slider,
  sliderValue,
} from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

/** Two people at desks and one on a phone, and a program that reads the document they make. */
describe('transferring appearance', () => {
  const scene = newScene();
  let ana: Person;
  let ben: Person;
  let bot: RoomClient;

  beforeAll(async () => {
    ana = await scene.host('Ana', 'Autumn capsule');
    ben = await scene.guest('Ben', 'Editor');
    const http = nodeToileHttp({ baseUrl: scene.baseUrl });
    const { room } = await http.acceptInvite(new URL(await scene.link('Editor')).hash.slice(1), 'Bot');
    bot = openNodeRoom({ http, roomId: room.id });
    await bot.awaitReady();
    const [first] = bot.rack;
    bot.edit.rename(first!.id, 'Coat');
    bot.edit.create({ name: 'Skirt', a: { kind: 'seed', seed: 41, category: 8 } });
    const b = { kind: 'seed', seed: 8, category: 0 } as const;
    bot.edit.create({ name: 'Blend', a: { ...b, seed: 7 }, b, structure: 0.5, style: 0.4 });
    await card(ben, 'Blend').waitFor();
    await sameFinalPicture([ana, ben]);
  });

  afterAll(() => bot?.close());

  const button = (person: Person, name: string) => person.page.getByRole('button', { name, exact: true });
  const card = (person: Person, name: string) => button(person, name).first();
  const open = async (person: Person) => {
    await button(person, 'Explore').click();
    await person.page.getByRole('menuitem', { name: /^Transfer appearance/ }).click();
    await person.page.getByRole('dialog', { name: 'Transfer appearance' }).waitFor();
  };
  const part = (person: Person, name: 'Shape' | 'Look') =>
    person.page.getByRole('region', { name: `${name} from`, exact: true });
  const choose = (person: Person, name: 'Shape' | 'Look', choice: string) =>
    part(person, name).getByRole('radio', { name: choice, exact: true }).click();
  const result = (person: Person) => person.page.getByRole('img', { name: /after the transfer$/ });
  const design = (name: string) => {
    const found = bot.rack.find((one) => one.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };

  it('shows the shape of this design in the look of another, and applies it for everyone', async () => {
    await card(ana, 'Coat').click();
    await card(ben, 'Coat').click();
    const before = design('Coat');
    await ana.page.keyboard.press('t');
    await ana.page.getByRole('dialog', { name: 'Transfer appearance' }).waitFor();
    await choose(ana, 'Look', 'Skirt');
    await result(ana).waitFor();
    await expectAccessible(ana.page, 'the transfer');
    await drag(ana, 'Look strength', -40);
    const strength = await sliderValue(ana, 'Look strength');
    expect(strength).toBeLessThan(100);
    await slider(ana, 'Shape strength').focus();
    await ana.page.keyboard.press('ArrowLeft');
    expect(design('Coat')).toEqual(before);

    await button(ana, 'Apply to this design').click();
    await until('the program has it', () => design('Coat').style === strength / 100);
    expect(design('Coat')).toMatchObject({ a: before.a, b: design('Skirt').a, structure: 0.01, sliders: {} });
    await sameFinalPicture([ana, ben]);
    await saved(ana);

    await button(ana, 'Undo').click();
    await until('it is as it was, in one step', () => {
      const { a, b, structure, style } = design('Coat');
      return (
        JSON.stringify([a, b, structure, style]) ===
        JSON.stringify([before.a, before.b, before.structure, before.style])
      );
    });
    await sameFinalPicture([ana, ben]);
  });

  it('takes a mixed design by its latent, and puts the result on the rack', async () => {
    await ana.page.route('**/latents', (route) => route.abort(), { times: 1 });
    await open(ana);
    await choose(ana, 'Look', 'Blend');
    await part(ana, 'Look').getByRole('alert').waitFor();
    expect(await button(ana, 'Put on the rack').isDisabled()).toBe(true);
    await button(ana, 'Try again').click();
    await until('the look is there', async () => !(await part(ana, 'Look').getByRole('status').isVisible()));
    await button(ana, 'Put on the rack').click();
    await card(ben, 'Coat, look of Blend').waitFor();
    const made = design('Coat, look of Blend');
    expect(made).toMatchObject({
      b: { kind: 'latent', photo: null, category: 0 },
      structure: 0,
      style: 1,
      lineage: { how: 'branch', parent: design('Coat').id },
    });
    await card(ben, made.name).click();
    await sameFinalPicture([ana, ben]);
  });

  it('goes by seeds too, swaps the two, and says what is locked', async () => {
    await card(ana, 'Coat').click();
    bot.edit.setLock(design('Coat').id, 'source.b', true);
    await open(ana);
    await choose(ana, 'Look', 'Seed');
    await part(ana, 'Look').getByRole('textbox', { name: 'Look from: seed' }).fill('1204');
    await ana.page.keyboard.press('Enter');
    await part(ana, 'Look').getByRole('combobox', { name: 'Look from: category' }).selectOption('skirt');
    await part(ana, 'Look').getByText('skirt 1204').waitFor();
    await ana.page.getByText('Locked in this design: source B.').waitFor();
    expect(await button(ana, 'Apply to this design').isDisabled()).toBe(true);
    bot.edit.setLock(design('Coat').id, 'source.b', false);
    await button(ana, 'Swap').click();
    await part(ana, 'Shape').getByText('skirt 1204').waitFor();
    await ana.page.getByText(/^Two kinds of garment: skirt in the look of/).waitFor();
    await button(ana, 'Apply to this design').click();
    await until('the shape is the seed', () => {
      const { a } = design('Coat');
      return a.kind === 'seed' && a.seed === 1204;
    });
    await card(ben, 'Coat').click();
    await sameFinalPicture([ana, ben]);
  });

  it('has the photos that designs of the room are made of', async () => {
    const source = await bot.sources.of(design('Blend'), 1);
    if (source.kind !== 'latent') throw new Error('a blend shows two sources');
    bot.edit.create({ name: 'Found', a: { ...source, photo: 'ab'.repeat(32) } });
    await card(ana, 'Coat').click();
    await open(ana);
    await choose(ana, 'Look', 'Photo');
    await part(ana, 'Look').getByRole('radio', { name: 'photo of Found', checked: true }).waitFor();
    await button(ana, 'Put on the rack').click();
    await card(ben, 'Coat, look of photo of Found').waitFor();
    expect(design('Coat, look of photo of Found').b).toMatchObject({ photo: 'ab'.repeat(32) });
  });

  it('works on a phone', async () => {
    const cleo = await scene.guest('Cleo', 'Editor', phone);
    await sameFinalPicture([cleo]);
    await open(cleo);
    await result(cleo).waitFor();
    await expectAccessible(cleo.page, 'the transfer on a phone');
    const { width } = phone;
    expect(await cleo.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await choose(cleo, 'Look', 'Blend');
    await until('it can be applied', () => button(cleo, 'Apply to this design').isEnabled());
    await button(cleo, 'Apply to this design').click();
    await until('somebody has the look', () => bot.rack[0]?.b.kind === 'latent');
  });
});
