/**
 * The sum of finite values, with Neumaier's compensation (1974, https://doi.org/10.1002/zamm.19740540106): as if added in
 * twice the precision and rounded once, in any order.
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let compensation = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const next = total + value;
    compensation += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + compensation;
}

/** The arithmetic mean, in two passes: of equal values exactly that value. NaN without values. */
export function mean(values: ArrayLike<number>): number {
  const near = sum(values) / values.length;
  return near + sum(deviationsFrom(values, near)) / values.length;
}

/**
 * Σ(x − x̄)², in two passes, corrected for the rounding of the mean (Chan, Golub & LeVeque 1983,
 * https://doi.org/10.1080/00031305.1983.10483115): exactly 0 if all values are equal.
 */
export function sumOfSquaredDeviations(values: ArrayLike<number>): number {
  const centre = mean(values);
  const deviations = deviationsFrom(values, centre);
  const left = sum(deviations);
  return sum(deviations.map((deviation) => deviation * deviation)) - (left * left) / values.length;
}

/** Each value − centre. A loop, since `Float64Array.from` with a function takes ten times as long. */
export function deviationsFrom(values: ArrayLike<number>, centre: number): Float64Array {
  const deviations = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) deviations[index] = values[index]! - centre;
  return deviations;
}
