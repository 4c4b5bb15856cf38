/** A square map of yes and no, row by row: [sidePx, sidePx], 1 where yes. */
export type BinaryMap = Uint8Array;

/**
 * Marks every cell of `map` that is connected to `start` over edges (not corners) with `mark`, and returns their
 * count. Cells that hold `from` count as connected; `mark` must be another value.
 */
export function floodFill(map: BinaryMap, sidePx: number, start: number, from: number, mark: number): number {
  if (map[start] !== from) return 0;
  map[start] = mark;
  const pending = [start];
  let count = 0;
  for (let cell = pending.pop(); cell !== undefined; cell = pending.pop()) {
    count += 1;
    const x = cell % sidePx;
    if (x > 0) visit(cell - 1);
    if (x < sidePx - 1) visit(cell + 1);
    if (cell >= sidePx) visit(cell - sidePx);
    if (cell < map.length - sidePx) visit(cell + sidePx);
  }
  return count;

  function visit(cell: number): void {
    if (map[cell] !== from) return;
    map[cell] = mark;
    pending.push(cell);
  }
}

/** Cells within `radius` steps (a square) of a cell that is yes. What lies outside the map is no. */
export function dilated(map: BinaryMap, sidePx: number, radius: number): BinaryMap {
  const wide = spreadAlongRows(map, sidePx, radius);
  return transposed(spreadAlongRows(transposed(wide, sidePx), sidePx, radius), sidePx);
}

/** Cells whose neighbours within `radius` steps (a square) are all yes. What lies outside the map is yes. */
export function eroded(map: BinaryMap, sidePx: number, radius: number): BinaryMap {
  return inverted(dilated(inverted(map), sidePx, radius));
}

const inverted = (map: BinaryMap): BinaryMap => map.map((value) => 1 - value);

function spreadAlongRows(map: BinaryMap, sidePx: number, radius: number): BinaryMap {
  const wide = new Uint8Array(map.length);
  for (let cell = 0; cell < map.length; cell++) {
    if (map[cell] !== 1) continue;
    const row = cell - (cell % sidePx);
    wide.fill(1, Math.max(row, cell - radius), Math.min(row + sidePx, cell + radius + 1));
  }
  return wide;
}

function transposed(map: BinaryMap, sidePx: number): BinaryMap {
  const turned = new Uint8Array(map.length);
  for (let y = 0; y < sidePx; y++) {
    for (let x = 0; x < sidePx; x++) turned[x * sidePx + y] = map[y * sidePx + x]!;
  }
  return turned;
}
