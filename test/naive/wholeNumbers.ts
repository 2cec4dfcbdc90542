/** The decimal text of a fraction, digit by digit by long division, and whether what was cut off is below, at or above half. */
function digitsOf(numerator: bigint, denominator: bigint, decimals: number): { readonly digits: bigint; readonly rest: "zero" | "below" | "half" | "above" } {
  let [digits, rest] = [numerator / denominator, numerator % denominator];
  for (let place = 0; place < decimals; place++) {
    rest *= 10n;
    digits = digits * 10n + rest / denominator;
    rest %= denominator;
  }
  const twice = 2n * rest;
  return { digits, rest: rest === 0n ? "zero" : twice < denominator ? "below" : twice === denominator ? "half" : "above" };
}

/** Every text that a fraction may be printed as under a rounding. */
export function naivePrinted(numerator: number, denominator: number, decimals: number, rounding: string): string[] {
  const { digits, rest } = digitsOf(BigInt(numerator), BigInt(denominator), decimals);
  const [down, up] = [digits, digits + 1n].map((value) => {
    const text = value.toString().padStart(decimals + 1, "0");
    return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  }) as [string, string];
  if (rounding === "truncated" || rest === "zero" || rest === "below") return [down];
  if (rest === "above") return [up];
  if (rounding === "any") return [down, up];
  return [rounding === "half-up" || digits % 2n === 1n ? up : down];
}

export function naiveCounts(percentage: string, n: number, rounding: string): number[] {
  const decimals = percentage.split(".")[1]?.length ?? 0;
  return Array.from({ length: n + 1 }, (_, count) => count).filter((count) => naivePrinted(100 * count, n, decimals, rounding).includes(percentage));
}

/** Totals in steps, to a limit. */
export function naiveTotals(mean: string, n: number, stepsPerUnit: number, rounding: string, largest: number): number[] {
  const decimals = mean.split(".")[1]?.length ?? 0;
  return Array.from({ length: largest + 1 }, (_, steps) => steps)
    .filter((steps) => naivePrinted(steps, n * stepsPerUnit, decimals, rounding).includes(mean))
    .map((steps) => steps / stepsPerUnit);
}
