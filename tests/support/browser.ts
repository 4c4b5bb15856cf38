import { createHash } from 'node:crypto';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { until } from './server.js';

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env.TOILE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A person with a browser of their own: nothing is shared with anybody else's. */
export interface Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that the page threw or logged, for a test to look at. */
  readonly problems: string[];
}

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export async function newPerson(browser: Browser, name: string, viewport = desktop): Promise<Person> {
  const context = await browser.newContext({ viewport, hasTouch: viewport.width < 700 });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${name}: ${message.text()}`);
  });
  return { name, context, page, problems };
}

/** Create a room as a person would; answers its id. */
export async function createRoom(person: Person, baseUrl: string, roomName: string): Promise<string> {
  const { page } = person;
  await page.goto(baseUrl);
  await page.getByLabel('Room name').fill(roomName);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByRole('button', { name: 'Open the room' }).click();
  await page.waitForURL(/\/r\/[0-9A-Za-z]{16}/);
  await stagePicture(person).waitFor();
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Make the link of a role in the invite dialog and read it. */
export async function inviteLink(host: Person, role: 'Editor' | 'Voter' | 'Viewer'): Promise<string> {
  const { page } = host;
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: new RegExp(`create link for ${role}s`, 'i') }).click();
  const link = await dialog.getByRole('textbox', { name: new RegExp(`${role} link`, 'i') }).inputValue();
  await page.keyboard.press('Escape');
  return link;
}

/** Follow a link; `baseUrl` replaces its origin where another instance is to serve this person. */
export async function joinByLink(person: Person, link: string, baseUrl: string): Promise<void> {
  const { page } = person;
  await page.goto(`${baseUrl}/join${new URL(link).hash}`);
  await page.getByLabel('Your name').fill(person.name);
  await page.getByRole('button', { name: /^Join/ }).click();
  await page.waitForURL(/\/r\//);
  await stagePicture(person).waitFor();
}

export const stagePicture = (person: Person): Locator =>
  person.page.locator('[data-stage] img[data-hash]').first();
export const slider = (person: Person, name: string): Locator =>
  person.page.getByRole('slider', { name, exact: true });

/** Drag a slider's thumb by `deltaPx` in `steps` moves, leaving the button down when `hold`. */
export async function drag(
  person: Person,
  name: string,
  deltaPx: number,
  steps = 20,
  hold = false,
): Promise<void> {
  const box = await slider(person, name).boundingBox();
  if (!box) throw new Error(`${person.name} sees no slider "${name}"`);
  const { mouse } = person.page;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await mouse.move(x, y);
  await mouse.down();
  for (let step = 1; step <= steps; step++) {
    await mouse.move(x + (deltaPx * step) / steps, y);
    await person.page.waitForTimeout(16);
  }
  if (!hold) await mouse.up();
}

export const sliderValue = async (person: Person, name: string): Promise<number> =>
  Number(await slider(person, name).getAttribute('aria-valuenow'));

export interface Shown {
  readonly hash: string;
  readonly final: boolean;
  /** SHA-256 of the bytes that the picture was drawn from. */
  readonly bytesHash: string;
}

/** What this person's stage shows now. */
export async function shown(person: Person): Promise<Shown> {
  const picture = stagePicture(person);
  const state = await picture.evaluate(async (image) => {
    const { dataset, src } = image as HTMLImageElement;
    const bytes = new Uint8Array(await (await fetch(src)).arrayBuffer());
    return { hash: dataset.hash ?? '', final: dataset.final === 'true', bytes: Array.from(bytes) };
  });
  const bytesHash = createHash('sha256').update(Uint8Array.from(state.bytes)).digest('hex');
  return { hash: state.hash, final: state.final, bytesHash };
}

/** How red, green and blue the middle of the picture on this person's stage is: sums over 24 × 24 of 64 × 64 px. */
export const middleColour = (person: Person): Promise<[red: number, green: number, blue: number]> =>
  stagePicture(person).evaluate(async (image) => {
    await (image as HTMLImageElement).decode();
    const canvas = new OffscreenCanvas(64, 64);
    const context = canvas.getContext('2d');
    context?.drawImage(image as HTMLImageElement, 0, 0, 64, 64);
    const pixels = context?.getImageData(20, 20, 24, 24).data ?? [];
    const sum: [number, number, number] = [0, 0, 0];
    for (const [at, value] of [...pixels].entries()) if (at % 4 < 3) sum[at % 4]! += value;
    return sum;
  });

/** Wait until everyone's stage shows the same final picture; answers it. */
export async function sameFinalPicture(people: readonly Person[], timeoutMs = 30_000): Promise<Shown> {
  let seen: Shown[] = [];
  await until(
    'everyone sees the same final picture',
    async () => {
      seen = await Promise.all(
        people.map((person) =>
          shown(person).catch(() => ({ hash: person.name, final: false, bytesHash: '' })),
        ),
      );
      return seen.every(
        (one) => one.final && one.hash === seen[0]?.hash && one.bytesHash === seen[0]?.bytesHash,
      );
    },
    timeoutMs,
  );
  return seen[0] as Shown;
}

export const saved = (person: Person): Promise<void> =>
  person.page.getByText('Saved', { exact: true }).first().waitFor();
