// How long a transfer takes on the processor, from a recipe to its WebP: `npm run bench:transfer -- [--pack
//  apps/infer/packs/garments-64] [--pictures 60]`. Between two seeds that have just been drawn, between two
// latents, and what it takes to make a latent of a design that mixes two seeds nobody has drawn yet.
import { parseArgs } from 'node:util';
import { wPlusText } from '@toile/latent';
import { encodeFrame } from '../dist/encode/encode-frame.js';
import { withDrawingPack } from '../dist/pack-tool/drawing-pack.js';
import { quantile } from './timing.mjs';

const { values } = parseArgs({
  options: {
    pack: { type: 'string', default: 'apps/infer/packs/garments-64' },
    pictures: { type: 'string', default: '60' },
  },
});
const pictures = Number(values.pictures);

await withDrawingPack(values.pack, async ({ pack, drawing }) => {
  const { manifest } = pack;
  const { categories } = manifest;
  const seed = (number) => ({
    kind: 'seed',
    seed: number,
    category: categories.length > 0 ? number % categories.length : null,
  });
  const recipe = (a, b, step) => ({
    v: 1,
    pack: manifest.id,
    a,
    b,
    mix: { structure: 0, style: step / pictures },
    truncationPsi: 0.7,
    sliders: {},
    output: { tier: 'final', sizePx: Math.max(256, manifest.resolutionPx), format: 'webp' },
  });
  const latent = async (a, b) => {
    const ws = await drawing.ws([recipe(seed(a), seed(b), pictures / 2)]);
    return { kind: 'latent', wPlus: wPlusText(ws, manifest) };
  };
  const draw = async (one) => {
    const { rgb, sidePx } = await drawing.draw([one]);
    await encodeFrame(rgb, sidePx, one.output);
  };
  const timed = async (run) => {
    const times = [];
    for (let step = 0; step < pictures; step++) {
      const startedAt = performance.now();
      await run(step + 1);
      times.push(performance.now() - startedAt);
    }
    const [best, middle, slow] = [0, 0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
    return `best ${best} ms, median ${middle}, 95% ${slow}`;
  };
  const [one, other] = [await latent(1, 2), await latent(3, 4)];
  await draw(recipe(one, other, 1));
  console.log('two seeds   ', await timed((step) => draw(recipe(seed(1), seed(2), step))));
  console.log('two latents ', await timed((step) => draw(recipe(one, other, step))));
  console.log('a latent    ', await timed((step) => latent(1_000 + 2 * step, 1_001 + 2 * step)));
});
