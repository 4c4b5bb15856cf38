import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeToileHttp, openNodeRoom } from '@toile/client/node';
import { designRecipe, drawnAs, readRack } from '@toile/room';
import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Person, slider, stagePicture } from '../support/browser.js';
import { newScene } from '../support/scene.js';
import { removeFolder, startServer, temporaryFolder, until } from '../support/server.js';

const scene = newScene();
let ana: Person;

beforeAll(async () => {
  ana = await scene.host('Ana', 'Autumn capsule');
  await ana.page.getByRole('button', { name: 'Add a design', exact: true }).click();
  await until('the second design is drawn', async () => (await finalHash(ana.page)) !== null);
});

/** Hash of the picture on the stage once it is final. */
const finalHash = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const image = document.querySelector<HTMLImageElement>('[data-stage] img[data-hash]');
    return image?.dataset.final === 'true' ? (image.dataset.hash ?? null) : null;
  });

async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming: Promise<Download> = page.waitForEvent('download', { timeout: 90_000 });
  await press();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function openExport(tab: string): Promise<void> {
  await ana.page.getByRole('button', { name: 'Export', exact: true }).click();
  await ana.page.getByRole('tab', { name: tab }).click();
}

/** A program with Ana's session: what the browser shows can be asked for by hand. */
async function anasClient() {
  const cookies = await ana.context.cookies();
  const session = cookies.find(({ name }) => name === 'toile_session')?.value ?? null;
  const http = nodeToileHttp({ baseUrl: scene.baseUrl, session });
  const client = openNodeRoom({ http, roomId: scene.roomId });
  await client.awaitReady();
  return { http, client };
}

describe('taking a room away', () => {
  it('downloads the picture of the recipe on the stage, as a PNG that is cut out', async () => {
    await openExport('Pictures');
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Transparent' }).click();
    const { name, bytes } = await download(ana.page, () =>
      dialog.getByRole('button', { name: 'Download' }).click(),
    );
    expect(name).toMatch(/ no\. 1\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    // IHDR: width, height, and colour type 6, which has alpha.
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[25]]).toEqual([512, 512, 6]);

    const { http, client } = await anasClient();
    const design = client.rack[1];
    const { pack } = client.state;
    if (!design || !pack) throw new Error('expected the second design and its pack');
    const output = { sizePx: 512, format: 'png', background: 'transparent' } as const;
    const frame = await http.picture(scene.roomId, drawnAs(designRecipe(design, pack), output));
    expect(Buffer.compare(bytes, Buffer.from(frame.bytes))).toBe(0);
    client.close();
    await ana.page.keyboard.press('Escape');
  });

  it('downloads the whole rack as one ZIP', async () => {
    await openExport('Pictures');
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /Whole rack/ }).click();
    await dialog.getByRole('radio', { name: /Native/ }).click();
    const { name, bytes } = await download(ana.page, () =>
      dialog.getByRole('button', { name: /as ZIP/ }).click(),
    );
    expect(name).toBe('Autumn capsule.zip');
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
    expect(bytes.includes('First toile.png')).toBe(true);
    await ana.page.keyboard.press('Escape');
  });

  it('prints a line sheet with what was written about a design', async () => {
    await ana.page.getByRole('button', { name: /^Notes/ }).click();
    await ana.page.getByLabel('Style number').fill('S-104');
    await ana.page.getByLabel('Note', { exact: true }).fill('Horn buttons, 裏地は青 🧵');
    await ana.page.keyboard.press('Control+Enter');
    await ana.page.keyboard.press('Escape');
    await ana.page.getByRole('button', { name: 'Notes', exact: true }).waitFor();
    await openExport('Line sheet');
    const dialog = ana.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '1', exact: true }).click();
    const { name, bytes } = await download(ana.page, () =>
      dialog.getByRole('button', { name: 'Download PDF' }).click(),
    );
    expect(name).toBe('Autumn capsule, line sheet.pdf');
    const pdf = bytes.toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(pdf.match(/\/Subtype \/Image/g)).toHaveLength(2);
    for (const font of ['Fraunces', 'InstrumentSans', 'NotoSansJP'])
      expect(pdf).toMatch(new RegExp(`\\+${font}`));
    await ana.page.keyboard.press('Escape');
  });
});

describe('watching', () => {
  let site: Server;
  let siteUrl = '';
  let link = '';
  let frameCode = '';

  beforeAll(async () => {
    site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<h1>Another site</h1>${frameCode}`);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    // "localhost" is another site than 127.0.0.1: cookies of the one are third-party to the other.
    siteUrl = `http://localhost:${(site.address() as AddressInfo).port}`;
    const dialog = ana.page.getByRole('dialog');
    await ana.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await dialog.getByRole('button', { name: 'Create link for a live view' }).click();
    link = await dialog.getByRole('textbox', { name: 'live view link' }).inputValue();
    await dialog.getByRole('radio', { name: 'On these sites' }).click();
    await dialog.getByLabel('Sites, one a line').fill(siteUrl);
    await dialog.getByRole('button', { name: 'Allow these sites' }).click();
    frameCode = await dialog.getByRole('textbox', { name: 'frame code' }).inputValue();
    await ana.page.keyboard.press('Escape');
  });
  afterAll(() => {
    site?.closeAllConnections();
    site?.close();
  });

  it('shows a change live on a wall screen, to somebody who never joined', async () => {
    const wall = await scene.person('Wall');
    await wall.page.goto(link);
    await stagePicture(wall).waitFor();
    const before = await finalHash(ana.page);
    await until('the wall shows what Ana sees', async () => (await finalHash(wall.page)) === before);
    await slider(ana, 'Structure').focus();
    for (let press = 0; press < 6; press++) await ana.page.keyboard.press('ArrowRight');
    await until('the picture has changed for Ana', async () => {
      const now = await finalHash(ana.page);
      return now !== null && now !== before;
    });
    await until('the wall follows', async () => (await finalHash(wall.page)) === (await finalHash(ana.page)));
    await ana.page
      .getByText(/1 watching/)
      .first()
      .waitFor();
    expect(await wall.context.cookies()).toEqual([]);
    expect(await wall.page.getByRole('slider').count()).toBe(0);
    expect(wall.problems).toEqual([]);
    await wall.context.close();
  });

  it('shows the picture in a sandboxed frame on a site that the host has named, without a cookie', async () => {
    expect(frameCode).toContain('sandbox="allow-scripts"');
    const reader = await scene.person('Reader');
    await reader.page.goto(siteUrl);
    const picture = reader.page.frameLocator('iframe').locator('[data-stage] img[data-hash]');
    await picture.waitFor({ timeout: 60_000 });
    await until('the frame shows what Ana sees', async () => {
      return (await picture.getAttribute('data-hash')) === (await finalHash(ana.page));
    });
    expect(await reader.context.cookies()).toEqual([]);
    await reader.context.close();

    // The same page under another name is another origin, and may not.
    const other = await scene.person('Other');
    await other.page.goto(siteUrl.replace('localhost', '127.0.0.1'));
    await until('the frame is refused', () =>
      other.problems.some((problem) => /frame-ancestors/.test(problem)),
    );
    expect(await other.page.frameLocator('iframe').locator('[data-stage]').count()).toBe(0);
    await other.context.close();
  });

  it('ends when the host closes the view', async () => {
    const wall = await scene.person('Wall');
    await wall.page.goto(link);
    await stagePicture(wall).waitFor();
    await ana.page.getByRole('button', { name: 'Invite', exact: true }).click();
    await ana.page.getByRole('dialog').getByRole('button', { name: 'Revoke live view link' }).click();
    await wall.page.getByText('This view was closed.').waitFor();
    await wall.context.close();
    await ana.page.keyboard.press('Escape');
  });
});

describe('moving a room', () => {
  it('opens a downloaded room elsewhere with the same pictures, byte for byte', async () => {
    await openExport('Whole room');
    const { name, bytes } = await download(ana.page, () =>
      ana.page.getByRole('dialog').getByRole('button', { name: 'Download the room' }).click(),
    );
    expect(name).toBe('Autumn capsule.toile.zip');
    await ana.page.keyboard.press('Escape');

    const elsewhere = await temporaryFolder();
    const second = await startServer({ folder: elsewhere });
    try {
      const ben = await scene.person('Ben');
      await ben.page.goto(second.baseUrl);
      await ben.page.getByRole('button', { name: 'Open an archive' }).click();
      const dialog = ben.page.getByRole('dialog');
      await dialog.getByLabel('Your name').fill('Ben');
      const choose = dialog.locator('input[type=file]');
      await choose.setInputFiles({
        name: 'x.zip',
        mimeType: 'application/zip',
        buffer: bytes.subarray(0, 900),
      });
      await dialog.getByRole('button', { name: 'Open the room' }).click();
      await dialog.getByRole('alert').waitFor();
      await choose.setInputFiles({ name, mimeType: 'application/zip', buffer: bytes });
      await dialog.getByRole('button', { name: 'Open the room' }).click();
      await ben.page.waitForURL(/\/r\/[0-9A-Za-z]{16}/);
      await stagePicture(ben).waitFor();

      const { http, client } = await anasClient();
      const session =
        (await ben.context.cookies()).find((cookie) => cookie.name === 'toile_session')?.value ?? null;
      const theirs = nodeToileHttp({ baseUrl: second.baseUrl, session });
      const newId = new URL(ben.page.url()).pathname.split('/').at(-1) ?? '';
      const copy = openNodeRoom({ http: theirs, roomId: newId });
      await copy.awaitReady();
      expect(readRack(copy.doc)).toEqual(readRack(client.doc));
      expect(copy.state.me?.role).toBe('host');
      expect(copy.state.members.map((member) => member.name).sort()).toEqual(['Ana', 'Ben']);
      await ben.page.getByRole('button', { name: /^People:/ }).click();
      const ana = ben.page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Ana' });
      await ana.getByText('from the archive').waitFor();
      expect(await ana.getByLabel('Role of Ana').count()).toBe(0);
      await ben.page.keyboard.press('Escape');

      const { pack } = client.state;
      if (!pack) throw new Error('expected a pack');
      for (const design of client.rack) {
        const recipe = designRecipe(design, pack);
        const [here, there] = await Promise.all([
          http.picture(scene.roomId, recipe),
          theirs.picture(newId, recipe),
        ]);
        expect(sha256(there.bytes)).toBe(sha256(here.bytes));
      }
      client.close();
      copy.close();
      await ben.context.close();
    } finally {
      await second.stop();
      await removeFolder(elsewhere);
    }
  });

  it('leaves no error in Ana’s console', () => {
    expect(ana.problems.filter((problem) => !/net::ERR|WebSocket/.test(problem))).toEqual([]);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
