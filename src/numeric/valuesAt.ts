/** The values at some places, in their order. A loop, since `Float64Array.from` with a function takes ten times as long. */
export function valuesAt(values: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const chosen = new Float64Array(places.length);
  for (let index = 0; index < places.length; index++) chosen[index] = values[places[index]!]!;
  return chosen;
}
