import { readFileSync } from 'node:fs';
import { memberColours } from '@toile/protocol';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/tokens.css', import.meta.url), 'utf8');

/** Token -> [light, dark], as tokens.css has them. */
const tokens = new Map<string, [string, string]>();
for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);/g)) {
  tokens.set(name as string, [light as string, dark as string]);
}
for (const [, name, only] of css.matchAll(/--([\w-]+): (#\w{6});/g)) {
  tokens.set(name as string, [only as string, only as string]);
}

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const text: [string, string][] = [
  ...['muslin', 'paper', 'raised'].flatMap((ground): [string, string][] => [
    ['ink', ground],
    ['soft', ground],
    ['thread', ground],
  ]),
  ['paper', 'ink'],
  ['on-thread', 'thread'],
  ['slip-ink', 'slip'],
  ['slip-soft', 'slip'],
  ['slip-thread', 'slip'],
  ['sheet-ink', 'sheet'],
  ['sheet-soft', 'sheet'],
  ['sheet-thread', 'sheet'],
  ...memberColours.map((colour): [string, string] => ['on-person', colour]),
];
/** Not text, but needed to see a control or a person: 3:1 (WCAG 1.4.11). */
const shapes: [string, string][] = [
  ['edge', 'paper'],
  ['edge', 'muslin'],
  ...memberColours.map((colour): [string, string] => [colour, 'muslin']),
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s theme', (_theme, index) => {
  it.each(text)('text %s on %s reaches 4.5:1', (front, back) => {
    expect(contrast(tokens.get(front)![index], tokens.get(back)![index])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(shapes)('%s on %s reaches 3:1', (front, back) => {
    expect(contrast(tokens.get(front)![index], tokens.get(back)![index])).toBeGreaterThanOrEqual(3);
  });
});
