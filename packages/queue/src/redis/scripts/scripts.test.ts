import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claim8 } from './claim-8.js';
import { complete9 } from './complete-9.js';
import { fail8 } from './fail-8.js';
import { heartbeat2 } from './heartbeat-2.js';
import { leave8 } from './leave-8.js';
import { offer8 } from './offer-8.js';
import { reclaim8 } from './reclaim-8.js';
import { renew2 } from './renew-2.js';
import { retire10 } from './retire-10.js';
import { stats5 } from './stats-5.js';
import { withdraw8 } from './withdraw-8.js';

const scripts = [
  ...[claim8, complete9, fail8, heartbeat2, leave8, offer8],
  ...[reclaim8, renew2, retire10, stats5, withdraw8],
];

describe('scripts', () => {
  it('are named after what they do and how many keys they take', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /-\d+\.ts$/.test(file));
    expect(scripts.map(({ name, keyCount }) => `${name}-${keyCount}.ts`).sort()).toEqual(files.sort());
  });

  it.each(scripts)('$name uses each of its keys and no other', ({ keyCount, source }) => {
    const used = [...source.matchAll(/KEYS\[(\d+)\]/g)].map((match) => Number(match[1]));
    expect([...new Set(used)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: keyCount }, (_, at) => at + 1),
    );
  });
});
