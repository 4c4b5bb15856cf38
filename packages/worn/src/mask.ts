/** A silhouette in cells: `cells` is [height, width], 1 where there is garment. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** Cells within one step (of eight neighbours) of a cell that has `value` take it too, `times` times. */
export function spread({ width, height, cells }: Mask, value: 0 | 1, times = 1): Mask {
  let from = cells;
  for (let time = 0; time < times; time++) {
    const to = from.slice();
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (from[y * width + x] !== value) continue;
        for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
          for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
            to[ny * width + nx] = value;
        }
      }
    }
    from = to;
  }
  return { width, height, cells: from };
}

/** Without what is thinner than three cells: threads, hangers, stray lines. */
export function opened(mask: Mask): Mask {
  const kept = spread(spread(mask, 0), 1);
  return { ...mask, cells: kept.cells.map((cell, at) => cell & mask.cells[at]!) };
}

/** The labels of connected cells that have `value` (four neighbours), from 1, and the size of each; 0 elsewhere. */
export function pieces(
  { width, height, cells }: Mask,
  value: 0 | 1,
): { labels: Uint16Array; sizes: readonly number[] } {
  const labels = new Uint16Array(width * height);
  const sizes = [0];
  const todo: number[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] !== value || labels[start] !== 0) continue;
    const label = sizes.length;
    let size = 0;
    labels[start] = label;
    todo.push(start);
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      size += 1;
      const x = at % width;
      const visit = (next: number) => {
        if (cells[next] !== value || labels[next] !== 0) return;
        labels[next] = label;
        todo.push(next);
      };
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at < cells.length - width) visit(at + width);
    }
    sizes.push(size);
  }
  return { labels, sizes };
}

/** The largest piece alone, with what it encloses filled, and its share of all cells that were set. */
export function mainPiece(mask: Mask): { mask: Mask; share: number } {
  const { width, height, cells } = mask;
  const { labels, sizes } = pieces(mask, 1);
  const main = sizes.indexOf(Math.max(...sizes));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const alone = { width, height, cells: cells.map((_, at) => (main > 0 && labels[at] === main ? 1 : 0)) };
  const around = pieces(alone, 0);
  const outside = new Set<number>();
  for (let x = 0; x < width; x++) {
    outside.add(around.labels[x]!).add(around.labels[(height - 1) * width + x]!);
  }
  for (let y = 0; y < height; y++) {
    outside.add(around.labels[y * width]!).add(around.labels[y * width + width - 1]!);
  }
  const filled = alone.cells.map((cell, at) => (cell === 1 || !outside.has(around.labels[at]!) ? 1 : 0));
  return { mask: { width, height, cells: filled }, share: total === 0 ? 0 : sizes[main]! / total };
}
