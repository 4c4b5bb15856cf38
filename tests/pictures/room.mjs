// Takes the pictures of the documentation from the built product:  node tests/pictures/room.mjs [docs/pictures]
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../..', import.meta.url));
const into = process.argv[2] ?? join(root, 'docs/pictures');
const port = 34_567;
const baseUrl = `http://127.0.0.1:${port}`;
const state = await mkdtemp(join(tmpdir(), 'toile-pictures-'));
await mkdir(into, { recursive: true });

const server = spawn(process.execPath, [join(root, 'apps/web/dist/server.js')], {
  cwd: root,
  env: { ...process.env, NODE_ENV: 'production', PORT: String(port), TOILE_DATA: state, LOG_LEVEL: 'warn' },
  stdio: 'inherit',
});
const browser = await chromium.launch({
  executablePath: process.env.TOILE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

try {
  await serving();
  const ana = await person({ width: 1440, height: 900 });
  const ben = await person({ width: 390, height: 844 });
  await ana.goto(baseUrl);
  await ana.locator('img').last().waitFor();
  await ana.waitForTimeout(1500);
  await shot(ana, 'landing');

  await ana.getByLabel('Room name').fill('Autumn capsule');
  await ana.getByLabel('Your name').fill('Ana');
  await ana.getByRole('button', { name: 'Open the room' }).click();
  await ana.locator('[data-stage] img[data-final=true]').waitFor();
  const link = await editorLink(ana);
  await ben.goto(`${baseUrl}/join${new URL(link).hash}`);
  await ben.getByLabel('Your name').fill('Ben');
  await ben.getByRole('button', { name: /^Join/ }).click();
  await ben.locator('[data-stage] img[data-final=true]').waitFor();

  for (let n = 0; n < 5; n++) {
    await ana.getByRole('button', { name: 'Add a design' }).first().click();
    await ana.waitForTimeout(700);
  }
  await slide(ana, 'Structure', 2);
  await slide(ana, 'Style', 3);
  await ana
    .getByRole('button', { name: /^Heart for/ })
    .first()
    .click();
  await ana.waitForTimeout(2500);
  await ben.getByRole('tab', { name: 'Rack' }).click();
  await ben.waitForTimeout(600);
  await ben.locator('[aria-label="Rack"] button[aria-keyshortcuts]').last().click();
  await ben.getByRole('tab', { name: 'Mix' }).click();
  await ana.mouse.move(560, 420);
  await ben.waitForTimeout(2500);
  await shot(ana, 'room');
  await ana.emulateMedia({ colorScheme: 'dark' });
  await ana.waitForTimeout(500);
  await shot(ana, 'room-dark');
  await shot(ben, 'room-phone');
  await ben.emulateMedia({ colorScheme: 'dark' });
  await ben.waitForTimeout(500);
  await shot(ben, 'room-phone-dark');
} finally {
  await browser.close();
  server.kill();
  await rm(state, { recursive: true, force: true });
}

async function person(viewport) {
  const context = await browser.newContext({ viewport, hasTouch: viewport.width < 700 });
  return await context.newPage();
}

async function editorLink(page) {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /create link for editors/i }).click();
  const link = await dialog.getByRole('textbox', { name: /editor link/i }).inputValue();
  await page.keyboard.press('Escape');
  return link;
}

async function slide(page, name, presses) {
  await page.getByRole('slider', { name, exact: true }).focus();
  for (let press = 0; press < presses; press++) await page.keyboard.press('PageUp');
}

async function shot(page, name) {
  await page.screenshot({ path: join(into, `${name}.png`) });
}

async function serving() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${baseUrl}/healthz`).catch(() => null);
    if (answer && (await answer.json()).workers.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not start');
}
