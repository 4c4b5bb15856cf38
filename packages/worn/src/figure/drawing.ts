import type { Point } from '../geometry.js';
import { type Croquis, type InkRole, sheet } from './croquis.js';

/** Units of a drawing's coordinates in one head. */
export const unitsPerHead = 100;

export interface DrawnShape {
  readonly role: InkRole;
  /** A path as SVG and `Path2D` take it, on a sheet of `sheet.width` by `sheet.height` heads. */
  readonly d: string;
}

/** A croquis as paths to fill, in order. */
export const drawingOf = ({ shapes }: Pick<Croquis, 'shapes'>): DrawnShape[] =>
  shapes.map(({ role, outline }) => ({ role, d: pathOf(outline) }));

const pathOf = (outline: readonly Point[]): string =>
  `M${outline.map(({ x, y }) => `${unit(x + sheet.width / 2)} ${unit(y + sheet.top)}`).join('L')}Z`;

const unit = (heads: number): number => Math.round(heads * unitsPerHead * 10) / 10;
