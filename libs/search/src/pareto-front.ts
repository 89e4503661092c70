/** Points to compare, one number per axis and point; less is better. */
export type AxisColumns = readonly Float64Array[];

/**
 * The points of `indices` that no other beats: none is as good on every axis and better on one. Points that are equal
 * on every axis stand or fall together. Points with a number that is not finite are not known, so they are neither in
 * the front nor keep anybody out of it. In ascending order of the first axis, then of index.
 *
 * Sorted by the first axis, a point can only be beaten by one before it; it is held against the front so far, the
 * member that beat the last one first.
 */
export function paretoFront(columns: AxisColumns, indices: Iterable<number>): number[] {
  const known = [...indices].filter((index) =>
    columns.every((column) => Number.isFinite(column[index] ?? NaN)),
  );
  const order = Int32Array.from(known).sort((a, b) => compare(columns, a, b));
  const front: number[] = [];
  for (const index of order) {
    const beater = front.findIndex((member) => beats(columns, member, index));
    if (beater < 0) front.push(index);
    else if (beater > 0) moveToFront(front, beater);
  }
  return front.sort((a, b) => compare(columns, a, b));
}

/** By the axes one after the other, then by index. */
function compare(columns: AxisColumns, a: number, b: number): number {
  for (const column of columns) {
    const difference = (column[a] as number) - (column[b] as number);
    if (difference !== 0) return difference;
  }
  return a - b;
}

/** Whether `a` is as good as `b` on every axis and better on one. */
export function beats(columns: AxisColumns, a: number, b: number): boolean {
  let better = false;
  for (const column of columns) {
    const [x, y] = [column[a] as number, column[b] as number];
    if (!(x <= y)) return false;
    if (x < y) better = true;
  }
  return better;
}

function moveToFront(front: number[], place: number): void {
  const [member] = front.splice(place, 1);
  front.unshift(member as number);
}
