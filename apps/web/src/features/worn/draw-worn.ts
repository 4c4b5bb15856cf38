import { type Category, drawingOf, type InkRole, sheet, unitsPerHead, type Worn, wear } from '@toile/worn';
import type { WornChoice } from './worn-choice.js';

/** Height of the drawing in px; the sheet of a figure is 6.4 heads wide and 9.6 high. */
export const wornHeightPx = 840;
export const wornWidthPx = Math.round((wornHeightPx * sheet.width) / sheet.height);

/** The stage is light paper in both themes. */
const inks: Readonly<Record<InkRole, string>> = {
  paper: '#fffdf8',
  base: '#efe8da',
  hair: '#3a352f',
  ink: '#1d1b18',
  fine: '#625d53',
};

/** A decoded picture's pixels. Rejects where the picture is gone already. */
export async function pixelsOf(url: string): Promise<ImageData> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('this browser gives no canvas');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** Paints a garment on a figure, in place of what was there; null, and nothing painted, where it shows no garment. */
export function drawWorn(
  canvas: HTMLCanvasElement,
  { width: widthPx, height: heightPx, data: rgba }: ImageData,
  { category, body, pose }: Omit<WornChoice, 'worn'> & { category: Category },
): Worn | null {
  const context = canvas.getContext('2d');
  const worn = wear({ widthPx, heightPx, rgba }, { category, body, pose, heightPx: wornHeightPx });
  if (!context || !worn) return null;
  const { layer, croquis } = worn;
  const cloth = document.createElement('canvas');
  cloth.width = layer.widthPx;
  cloth.height = layer.heightPx;
  cloth
    .getContext('2d')
    ?.putImageData(new ImageData(new Uint8ClampedArray(layer.rgba), layer.widthPx, layer.heightPx), 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const scale = wornHeightPx / (sheet.height * unitsPerHead);
  context.save();
  context.scale(scale, scale);
  for (const { role, d } of drawingOf(croquis)) {
    context.fillStyle = inks[role];
    context.fill(new Path2D(d));
  }
  context.restore();
  context.drawImage(cloth, 0, 0);
  return worn;
}
