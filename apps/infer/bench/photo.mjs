// What looking at a photo costs and how close it comes: `npm run bench:photo -- [--photos <folder>] [--threads 2]
// [--passes 0,1,2,3] [--weights 0.002] [--sheet <file.png>] [--limit 48]`. Photos are those of the fixture unless a
// folder is named; neither the matting network nor the encoder learnt from those of the fifth that `toile_training` holds out. Every
// setting is measured on every photo, times by the wall clock after one photo that warms up. "quantised" is the
// picture of wPlus as documents keep it (int8 with a scale a layer) against that of wPlus itself, and in brackets how
// much of the likeness to the photo that costs. The sheet shows photo, framed garment, and each setting.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wPlusFromText, wPlusText } from '@toile/latent';
import { Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { openSessions } from '../dist/inference/sessions.js';
import { loadPack } from '../dist/pack/load-pack.js';
import { invertPhoto } from '../dist/photo/invert-photo.js';
import { photoLikeness } from '../dist/photo/photo-likeness.js';
import { openPhotoSessions } from '../dist/photo/photo-sessions.js';
import { likeness } from '../dist/preview/likeness.js';
import { quantile } from './timing.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    pack: { type: 'string', default: at('../packs/garments-64') },
    photos: { type: 'string', default: at('../fixtures/photos') },
    threads: { type: 'string', default: '2' },
    passes: { type: 'string', default: '0,1,2,3' },
    weights: { type: 'string', default: '' },
    limit: { type: 'string', default: '48' },
    sheet: { type: 'string' },
  },
});
const threads = Number(values.threads);
const { folder, manifest } = await loadPack(values.pack);
const { synthesis } = await openSessions(folder, manifest, { providers: ['cpu'], threads });
const pack = { manifest, synthesis, photos: await openPhotoSessions(folder, manifest, threads) };
const { resolutionPx: px, numWs, wDim } = manifest;

async function draw(wPlus) {
  const { rgb } = await synthesis.run({ ws: new Tensor('float32', wPlus, [1, numWs, wDim]) }, ['rgb']);
  return rgb.data;
}

const names = readdirSync(values.photos).filter((name) => /\.(webp|jpe?g|png)$/.test(name));
const photos = [];
for (const name of names.slice(0, Number(values.limit))) {
  const { data, info } = await sharp(join(values.photos, name)).raw().toBuffer({ resolveWithObject: true });
  photos.push({ data: new Uint8Array(data), widthPx: info.width, heightPx: info.height });
}
await invertPhoto(pack, photos[0], { passes: 1 });

const settings = values.passes.split(',').flatMap((passes) => {
  const weights = values.weights === '' ? [undefined] : values.weights.split(',').map(Number);
  return weights.map((deltaWeight) => ({
    passes: Number(passes),
    ...(deltaWeight !== undefined && { deltaWeight }),
  }));
});
const mean = (list) => list.reduce((sum, value) => sum + value, 0) / list.length;
const rows = photos.map(() => []);
console.log(`${photos.length} photos, ${threads} thread(s), median ms`);
console.log('passes weight    matte  encode  refine  PSNR dB   SSIM  outline  colour  quantised dB');
for (const setting of settings) {
  const all = [];
  for (const [i, photo] of photos.entries()) {
    const found = await invertPhoto(pack, photo, setting);
    if (found.kind !== 'inverted') continue;
    // What a room's document keeps is quantised (wPlusText): what that costs the picture.
    const shape = { numWs, wDim };
    const kept = await draw(wPlusFromText(wPlusText(found.wPlus, shape), shape));
    all.push({
      ...found,
      quantised: likeness(kept, found.inversionRgb, px).psnrDb,
      kept: photoLikeness(kept, found.alignedRgb, px).psnrDb,
    });
    rows[i].push(...(rows[i].length === 0 ? [found.alignedRgb] : []), found.inversionRgb);
  }
  const time = (key) =>
    quantile(
      all.map(({ timings }) => timings[key]),
      0.5,
    )
      .toFixed(0)
      .padStart(7);
  const of = (key, digits) =>
    mean(all.map(({ likeness }) => likeness[key]).filter((v) => v !== null))
      .toFixed(digits)
      .padStart(8);
  const head = `${setting.passes}      ${(setting.deltaWeight ?? 'default').toString().padEnd(7)}`;
  const quantised = `${mean(all.map((one) => one.quantised)).toFixed(1)} (${mean(all.map((one) => one.kept - one.likeness.psnrDb)).toFixed(3)})`;
  console.log(
    `${head} ${time('matteMs')} ${time('encodeMs')} ${time('refineMs')} ${of('psnrDb', 2)} ${of('ssim', 3)} ${of('shape', 3)} ${of('colourDistance', 1)}  ${quantised}`,
  );
}
if (values.sheet) {
  const columns = 1 + Math.max(...rows.map((row) => row.length));
  const side = Math.max(96, px);
  const tiles = [];
  for (const [y, row] of rows.entries()) {
    const { data, widthPx, heightPx } = photos[y];
    const raw = { width: widthPx, height: heightPx, channels: data.length / widthPx / heightPx };
    const first = sharp(data, { raw }).resize(side, side, { fit: 'contain' }).png();
    const others = row.map((rgb) =>
      sharp(rgb, { raw: { width: px, height: px, channels: 3 } })
        .resize(side, side)
        .png(),
    );
    for (const [x, tile] of [first, ...others].entries())
      tiles.push({ input: await tile.toBuffer(), left: x * side, top: y * side });
  }
  const background = 'white';
  await sharp({ create: { width: columns * side, height: rows.length * side, channels: 3, background } })
    .composite(tiles)
    .png()
    .toFile(values.sheet);
}
