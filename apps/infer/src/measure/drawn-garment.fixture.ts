/** A colour as bytes. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** A top in shares of the picture's side, hung in the middle. */
export interface GarmentShape {
  /** Upper and lower edge. */
  readonly top: number;
  readonly bottom: number;
  /** Of the body at the waist and of the hem. */
  readonly width: number;
  readonly hem: number;
  /** How far each sleeve reaches beyond the body. */
  readonly sleeve: number;
  /** How deep the point of the neckline lies below the shoulders. */
  readonly neck: number;
}

export const plainShape: GarmentShape = {
  top: 0.1,
  bottom: 0.8,
  width: 0.4,
  hem: 0.4,
  sleeve: 0.12,
  neck: 0.06,
};

type Point = readonly [x: number, y: number];
type Colouring = (x: number, y: number) => Rgb;

const WHITE: Rgb = [255, 255, 255];

/** A garment drawn on white, [sidePx, sidePx, 3]. `colour` is one colour, or one for each point (shares of the side). */
export function drawnGarment(
  sidePx: number,
  {
    colour = [40, 60, 120],
    background = WHITE,
    shift = [0, 0],
    ...changes
  }: Partial<GarmentShape> & {
    colour?: Rgb | Colouring;
    background?: Rgb;
    /** Moves the whole garment, in shares of the side. */
    shift?: Point;
  } = {},
): Uint8Array {
  const outline = outlineOf({ ...plainShape, ...changes });
  const colouring: Colouring = typeof colour === 'function' ? colour : () => colour;
  const rgb = new Uint8Array(sidePx * sidePx * 3);
  for (let row = 0; row < sidePx; row++) {
    for (let column = 0; column < sidePx; column++) {
      const [x, y] = [(column + 0.5) / sidePx - shift[0], (row + 0.5) / sidePx - shift[1]];
      rgb.set(contains(outline, x, y) ? colouring(x, y) : background, (row * sidePx + column) * 3);
    }
  }
  return rgb;
}

/** Down the left side and up the right one. */
function outlineOf({ top, bottom, width, hem, sleeve, neck }: GarmentShape): Point[] {
  const waist = top + 0.5 * (bottom - top);
  const sleeveEnd = top + 0.15;
  const half: Point[] = [
    [0.1, top],
    [width / 2 + sleeve, top + 0.03],
    [width / 2 + sleeve, sleeveEnd],
    [width / 2, sleeveEnd],
    [width / 2, waist],
    [hem / 2, bottom],
  ];
  const left = half.map(([x, y]): Point => [0.5 - x, y]);
  const right = half.map(([x, y]): Point => [0.5 + x, y]).reverse();
  return [...left, ...right, [0.5, top + neck]];
}

/** Even-odd rule. */
function contains(outline: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (const [i, [x1, y1]] of outline.entries()) {
    const [x0, y0] = outline.at(i - 1)!;
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) inside = !inside;
  }
  return inside;
}
