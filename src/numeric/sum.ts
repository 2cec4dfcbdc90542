/** The sum with Neumaier's compensation (1974): an error of one rounding, whatever the order and however many values. */
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

/** The arithmetic mean; of equal values exactly that value. NaN of no values. */
export function mean(values: ArrayLike<number>): number {
  const first = sum(values) / values.length;
  return first + sum(Float64Array.from(values, (value) => value - first)) / values.length;
}

/** Σ(x − x̄)², in two passes. 0 if and only if all values are equal. */
export function sumOfSquaredDeviations(values: ArrayLike<number>): number {
  const centre = mean(values);
  return sum(Float64Array.from(values, (value) => (value - centre) ** 2));
}
