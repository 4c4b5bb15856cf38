import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../support/accessibility.js';
import { drag, type Person, phone, saved, slider, sliderValue } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { until } from '../support/server.js';

const scene = newScene();
/** The host, at a desk. */
let ana: Person;
/** An editor, at a desk. */
let ben: Person;
/** A voter, with a phone. */
let vera: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  ben = await scene.guest('Ben', 'Editor');
  vera = await scene.guest('Vera', 'Voter', phone);
});

const pin = ({ page }: Person, number: number) =>
  page.getByRole('button', { name: `Comment ${number}`, exact: true });
const slip = ({ page }: Person, number: number) =>
  page.getByRole('dialog', { name: `Comment ${number}`, exact: true });
const box = (scope: Page | Locator, name: string) => scope.getByRole('textbox', { name, exact: true });
const expectGone = (what: Locator) => what.waitFor({ state: 'detached' });

/** Click the picture at a fraction of its size. */
async function clickPicture({ page }: Person, x: number, y: number): Promise<void> {
  const layer = page.getByRole('button', { name: 'Pin a comment here' });
  const size = await layer.boundingBox();
  if (!size) throw new Error('expected the picture to wait for a click');
  await layer.click({ position: { x: size.width * x, y: size.height * y } });
}

describe('comments', () => {
  it('are pinned with C and a click, mention somebody, and tell them', async () => {
    await ana.page.keyboard.press('c');
    await clickPicture(ana, 0.7, 0.3);
    await box(ana.page, 'Comment on this spot').pressSequentially('Higher waist? @B');
    await ana.page.getByRole('option', { name: 'Ben' }).waitFor();
    await ana.page.keyboard.press('Enter');
    await ana.page.keyboard.type('what do you think?');
    await ana.page.keyboard.press('Enter');
    await pin(ana, 1).waitFor();

    await ben.page.getByText('Ana mentioned you on First toile.').waitFor();
    await ben.page.getByRole('button', { name: 'Comment, 1 for you' }).waitFor();
    await ben.page.getByRole('button', { name: 'Show', exact: true }).click();
    await slip(ben, 1).getByText('Higher waist?').waitFor();
    await ben.page.getByRole('button', { name: 'Comment', exact: true }).waitFor();
    await expectAccessible(ben.page, 'a thread beside its pin');
    const [one, other] = await Promise.all([pin(ana, 1).boundingBox(), pin(ben, 1).boundingBox()]);
    expect(Math.abs((one?.x ?? 0) - (other?.x ?? 0))).toBeLessThan(4);
    expect(Math.abs((one?.y ?? 0) - (other?.y ?? 0))).toBeLessThan(4);
  });

  it('are answered by a voter on a phone, who is told of nothing that is not theirs', async () => {
    await vera.page.getByRole('button', { name: 'Comments', exact: true }).click();
    const sheet = vera.page.getByRole('dialog', { name: 'Comments' });
    await sheet.getByRole('button', { name: /^1 Ana/ }).click();
    await expectAccessible(vera.page, 'the comments on a phone');
    await box(sheet, 'Reply').fill('Two centimetres, I would say.');
    await sheet.getByRole('button', { name: 'Reply' }).click();
    await slip(ben, 1).getByText('Two centimetres, I would say.').waitFor();
    await sheet.getByRole('button', { name: 'Close' }).click();
  });

  it('are pinned on a phone too', async () => {
    await vera.page.getByRole('button', { name: 'Comments', exact: true }).click();
    await vera.page.getByRole('button', { name: 'Pin one to the picture' }).click();
    await clickPicture(vera, 0.4, 0.8);
    const sheet = vera.page.getByRole('dialog', { name: 'Comments' });
    await box(sheet, 'Comment on this spot').fill('Lovely hem');
    await sheet.getByRole('button', { name: 'Comment', exact: true }).click();
    await expectGone(sheet);
    await pin(ana, 2).waitFor();
    await saved(ana);
  });

  it('are settled by one and open no more at the other, and can be opened again', async () => {
    await slip(ben, 1).getByRole('button', { name: 'Resolve' }).click();
    await expectGone(pin(ana, 1));
    await ana.page.getByRole('tab', { name: /Comments/ }).click();
    const panel = ana.page.getByRole('region', { name: 'Comments' });
    await panel.getByRole('button', { name: 'Show resolved (1)' }).click();
    await panel.getByRole('button', { name: /^1 Ana/ }).click();
    await panel.getByText('Resolved by Ben.').waitFor();
    await expectAccessible(ana.page, 'the comments in the side panel');
    await panel.getByRole('button', { name: 'Reopen' }).click();
    await pin(vera, 1).waitFor();
  });

  it('are edited by their author, and deleted after a question', async () => {
    const panel = ana.page.getByRole('region', { name: 'Comments' });
    await box(panel, 'Comment on this design').fill('Keep the drape');
    await ana.page.keyboard.press('Enter');
    await panel.getByRole('button', { name: /^3 Ana/ }).click();
    await panel.getByRole('button', { name: 'More for the comment by Ana' }).click();
    await ana.page.getByRole('menuitem', { name: 'Edit' }).click();
    await box(panel, 'Edit the comment').fill('Keep the drape, always');
    await panel.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByRole('tab', { name: /Comments/ }).click();
    await ben.page.getByText('Keep the drape, always').waitFor();
    await panel.getByRole('button', { name: 'More for the comment by Ana' }).click();
    await ana.page.getByRole('menuitem', { name: 'Delete…' }).click();
    await panel.getByRole('button', { name: 'Delete', exact: true }).click();
    await expectGone(ben.page.getByText('Keep the drape, always'));
  });

  it('stand on their own on the wire: no edit, no other name, no other’s words', async () => {
    const http = nodeToileHttp({ baseUrl: scene.baseUrl });
    const { room } = await http.acceptInvite(new URL(await scene.link('Voter')).hash.slice(1), 'Mallory');
    const bot = openNodeRoom({ http, roomId: room.id });
    await bot.awaitReady();
    const designId = bot.rack[0]?.id ?? '';
    const refusals: string[] = [];
    const refusedAfter = async (forge: () => void) => {
      const before = bot.state.refusal;
      forge();
      await until('the refusal is told', () => bot.state.refusal !== before);
      refusals.push(bot.state.refusal?.code ?? '');
      await bot.awaitReady();
    };

    bot.comment.add(designId, 'Fair enough');
    await bot.awaitSaved();
    await ana.page.getByText('Fair enough').waitFor();

    const comments = () => bot.doc.getMap('comments') as unknown as Map<string, Map<string, string>>;
    const [first] = bot.threads;
    await refusedAfter(() =>
      comments()
        .get(first?.comment.id ?? '')
        ?.set('text', 'I said nothing'),
    );
    await refusedAfter(() => {
      const mine = bot.threads.find(({ comment }) => comment.by === bot.state.me?.id);
      comments()
        .get(mine?.comment.id ?? '')
        ?.set('by', first?.comment.by ?? '');
    });
    await refusedAfter(() => {
      const design = (bot.doc.getMap('designs') as unknown as Map<string, Map<string, number>>).get(designId);
      design?.set('mix.structure', 0.987);
    });
    expect(refusals).toEqual(['not-the-author', 'not-the-author', 'role-forbidden']);
    expect(await ana.page.getByText('I said nothing').count()).toBe(0);
    bot.close();
  });
});

describe('the host’s tools', () => {
  const people = ({ page }: Person) => page.getByRole('dialog', { name: 'People' });
  const openPeople = async (person: Person) => {
    await person.page.getByRole('button', { name: /^People/ }).click();
    await people(person).waitFor();
  };

  it('lock one design: nobody else changes it, everybody sees why, the rest is free', async () => {
    await ana.page.getByRole('button', { name: 'More for First toile' }).click();
    await ana.page.getByRole('menuitem', { name: 'Lock for everyone' }).click();
    await ben.page.getByRole('tab', { name: 'Shape' }).click();
    await ben.page.getByText('The host has locked this design.').waitFor();
    await until(
      'the slider is still',
      async () => (await slider(ben, 'Structure').getAttribute('aria-disabled')) === 'true',
    );
    await drag(ben, 'Structure', 80, 5);
    expect(await sliderValue(ben, 'Structure')).toBe(0);
    await ben.page.getByRole('button', { name: 'Add a design' }).first().click();
    await until(
      'the new one is free',
      async () => (await slider(ben, 'Structure').getAttribute('aria-disabled')) !== 'true',
    );
    await slider(ana, 'Structure').press('End');
    await until('the host changes it', async () => (await sliderValue(ana, 'Structure')) === 100);
    await ana.page.getByRole('button', { name: 'More for First toile' }).click();
    await ana.page.getByRole('menuitem', { name: 'Unlock for everyone' }).click();
    await expectGone(ben.page.getByRole('img', { name: 'Locked' }).first());
  });

  it('lock the room, live for everyone, and unlock it', async () => {
    await openPeople(ana);
    await people(ana).getByRole('button', { name: 'Lock the room' }).click();
    const shape = ben.page.getByRole('complementary');
    await shape.getByText('The host has locked the room', { exact: false }).waitFor();
    await expectGone(ben.page.getByRole('button', { name: 'Add a design' }).first());
    await vera.page.getByRole('button', { name: 'Locked' }).waitFor();
    await expectAccessible(ana.page, 'the people of a locked room');
    await people(ana).getByRole('button', { name: 'Unlock the room' }).click();
    await ben.page.getByRole('button', { name: 'Add a design' }).first().waitFor();
    await ana.page.keyboard.press('Escape');
  });

  it('bring everyone to a design, as an offer', async () => {
    const name = await ben.page.getByRole('textbox', { name: 'Design name' }).inputValue();
    expect(name).not.toBe('First toile');
    await openPeople(ana);
    await people(ana).getByRole('button', { name: 'Bring everyone here' }).click();
    await ana.page.keyboard.press('Escape');
    await ben.page.getByText('Ana asks everyone to look at First toile.').waitFor();
    expect(await ben.page.getByRole('textbox', { name: 'Design name' }).inputValue()).toBe(name);
    await ben.page.getByRole('button', { name: 'Go', exact: true }).click();
    await until(
      'Ben looks at it',
      async () =>
        (await ben.page.getByRole('textbox', { name: 'Design name' }).inputValue()) === 'First toile',
    );
  });

  it('let anybody follow somebody, until they choose for themselves', async () => {
    const looking = () => ben.page.getByRole('textbox', { name: 'Design name' }).inputValue();
    await openPeople(ben);
    await people(ben).getByRole('button', { name: 'Follow' }).first().click();
    await ben.page.keyboard.press('Escape');
    await ben.page.getByText('Following Ana').waitFor();
    await ana.page.locator('body').press(']');
    await until('Ben is taken along', async () => (await looking()) !== 'First toile');
    await ben.page.locator('body').press('[');
    await expectGone(ben.page.getByText('Following Ana'));
    await until('Ben is on his own', async () => (await looking()) === 'First toile');
  });

  it('hand the room over, and get it back', async () => {
    await openPeople(ana);
    await people(ana).getByRole('combobox', { name: 'Role of Ben' }).selectOption('host');
    await people(ana).getByRole('button', { name: 'Hand over' }).click();
    await ben.page.getByText('You are the host of this room now.').waitFor();
    await ana.page.getByText('You are an editor of this room now.').waitFor();
    await ana.page.keyboard.press('Escape');
    await openPeople(ben);
    await people(ben).getByRole('combobox', { name: 'Role of Ana' }).selectOption('host');
    await people(ben).getByRole('button', { name: 'Hand over' }).click();
    await ana.page.getByText('You are the host of this room now.').waitFor();
    await ben.page.keyboard.press('Escape');
  });
});

describe('afterwards', () => {
  it('nobody’s console holds an error', () => {
    const unexpected = [ana, ben, vera]
      .flatMap(({ problems }) => problems)
      .filter((problem) => !/net::ERR|WebSocket/.test(problem));
    expect(unexpected).toEqual([]);
  });
});
