/** 2^k for a whole number k, exactly, |k| < 1024. */
export function powerOfTwo(k: number): number {
  if (k < 0) return 1 / powerOfTwo(-k);
  return k > 30 ? 2 ** 30 * powerOfTwo(k - 30) : 1 << k;
}

/** x · 2^k, rounded once: in two steps, because 2^1024 is no double, nor is 2^1074. */
export function timesPowerOfTwo(x: number, k: number): number {
  const half = k >> 1;
  return x * powerOfTwo(half) * powerOfTwo(k - half);
}

/** The power of two at or below x > 0, by which dividing is exact; 0 and Infinity are their own. */
export function powerOfTwoBelow(x: number): number {
  if (!(x > 0 && x < Infinity)) return x;
  let power = 1;
  while (power > x) power /= 2;
  while (2 * power <= x) power *= 2;
  return power;
}
