import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what axe finds wrong on the page as it stands, by rule and place. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // Colours that are on their way from one theme to the other have no contrast worth measuring.
  await page.waitForTimeout(400);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async (): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: { run: (context: object) => Promise<AxeResults> } };
    // Radix puts tooltips at the end of the body, outside every landmark; they repeat what a label says.
    return await axe.run({ exclude: [['[data-radix-popper-content-wrapper]']] });
  });
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join('; ')})`,
  );
  expect(found, what).toEqual([]);
}
