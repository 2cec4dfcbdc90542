/** A finite x > 0 as m · 2^k, exactly, with √½ < m < √2. */
export function mantissaOf(x: number): { readonly m: number; readonly k: number } {
  let m = x;
  let k = 0;
  for (; m >= 2 ** 30; m /= 2 ** 30) k += 30;
  for (; m < 1; m *= 2 ** 30) k -= 30;
  // The binary logarithm rounded, since log₂(m√2) is a half more than that of m.
  const shift = 31 - Math.clz32(m * Math.SQRT2);
  return { m: m / (1 << shift), k: k + shift };
}
