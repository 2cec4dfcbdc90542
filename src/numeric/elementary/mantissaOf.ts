/** A finite x > 0 as m · 2^k, exactly, with √½ < m ≤ √2. */
export function mantissaOf(x: number): { readonly m: number; readonly k: number } {
  let m = x;
  let k = 0;
  for (; m >= 2 ** 31; m /= 2 ** 31) k += 31;
  for (; m < 1; m *= 2 ** 31) k -= 31;
  const shift = 31 - Math.clz32(m);
  m /= 1 << shift;
  return m > Math.SQRT2 ? { m: m / 2, k: k + shift + 1 } : { m, k: k + shift };
}
