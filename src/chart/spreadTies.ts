/** Where a symbol stands. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places for symbols, those of points that coincide side by side about their point: one on top of another would hide it. */
export function spreadTies(points: readonly Place[], symbol: Place): Place[] {
  // What is closer than a tenth of a symbol is equal but for rounding.
  const keyOf = ({ x, y }: Place) => `${Math.round((10 * x) / symbol.x)} ${Math.round((10 * y) / symbol.y)}`;
  const ties = new Map<string, number[]>();
  points.forEach((point, index) => ties.set(keyOf(point), [...(ties.get(keyOf(point)) ?? []), index]));
  return points.map((point, index) => {
    const tied = ties.get(keyOf(point))!;
    const columns = Math.ceil(Math.sqrt(tied.length));
    const rows = Math.ceil(tied.length / columns);
    const nth = tied.indexOf(index);
    const across = (nth % columns) - (columns - 1) / 2;
    const down = Math.floor(nth / columns) - (rows - 1) / 2;
    return { x: point.x + across * symbol.x, y: point.y - down * symbol.y };
  });
}
