// A second implementation of src/numeric/elementary in whole numbers: 2^bits stands for 1, and nothing is ever a double in between.
// Plain Taylor series, and logarithms bit by bit. Slow on purpose.

const bits = 320n;
const one = 1n << bits;

/** A double as a whole number of 2^−bits; what is smaller than that is lost. */
function fixedOf(value: number): bigint {
  let [whole, doublings] = [value, 0];
  for (; !Number.isInteger(whole); doublings++) whole *= 2;
  const shift = bits - BigInt(doublings);
  return shift >= 0n ? BigInt(whole) << shift : BigInt(whole) >> -shift;
}

function doubleOf(fixed: bigint): number {
  // Number rounds to the nearest double, and division by a power of two is exact.
  return Number(fixed) / 2 ** Number(bits);
}

/** e^x − 1 for |x| < 1, by Taylor's series of x/2^20, squared 20 times. */
function fixedExpm1(x: bigint): bigint {
  const reduced = x >> 20n;
  let [sum, term] = [0n, one];
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = (term * reduced) / n / one;
    sum += term;
  }
  // e^2x − 1 = (e^x − 1)(e^x − 1 + 2).
  for (let doubling = 0; doubling < 20; doubling++) sum = (sum * (sum + 2n * one)) >> bits;
  return sum;
}

/** e^x − 1, the whole part of x by multiplication. */
function fixedExpm1OfAny(x: bigint): bigint {
  const whole = x >> bits;
  let power = fixedExpm1(x - (whole << bits)) + one;
  const e = fixedExpm1(one - 1n) + one;
  for (let k = 0n; k < (whole < 0n ? -whole : whole); k++) power = whole < 0n ? (power * one) / e : (power * e) >> bits;
  return power - one;
}

/** ln 2 = Σ 1/(k 2^k). */
function fixedLn2(): bigint {
  let sum = 0n;
  for (let k = 1n; k <= bits; k++) sum += one / k >> k;
  return sum;
}

/** ln x: the bits of the binary logarithm come out one by one as its mantissa is squared. */
function fixedLog(x: bigint): bigint {
  let [mantissa, whole] = [x, 0n];
  for (; mantissa >= 2n * one; mantissa >>= 1n) whole++;
  for (; mantissa < one; mantissa <<= 1n) whole--;
  let fraction = 0n;
  for (let bit = 0n; bit < 150n; bit++) {
    mantissa = (mantissa * mantissa) >> bits;
    fraction <<= 1n;
    if (mantissa >= 2n * one) {
      mantissa >>= 1n;
      fraction += 1n;
    }
  }
  return (((whole << bits) + (fraction << (bits - 150n))) * fixedLn2()) >> bits;
}

export function naiveExp(x: number): number {
  return doubleOf(fixedExpm1OfAny(fixedOf(x)) + one);
}

export function naiveExpm1(x: number): number {
  return doubleOf(fixedExpm1OfAny(fixedOf(x)));
}

export function naiveLog(x: number): number {
  return doubleOf(fixedLog(fixedOf(x)));
}

export function naiveLog1p(x: number): number {
  return doubleOf(fixedLog(one + fixedOf(x)));
}

export function naivePower(base: number, exponent: number): number {
  return doubleOf(fixedExpm1OfAny((fixedOf(exponent) * fixedLog(fixedOf(base))) >> bits) + one);
}

export function naiveTanh(x: number): number {
  const t = fixedExpm1OfAny(2n * fixedOf(x));
  return doubleOf((t << bits) / (t + 2n * one));
}

/** Σ (−1)^k x^(2k + 1)/(2k + 1)! */
export function naiveSin(x: number): number {
  const angle = fixedOf(x);
  let [sum, term] = [angle, angle];
  for (let n = 2n; n < 200n; n += 2n) {
    term = (((-term * angle) >> bits) * angle >> bits) / (n * (n + 1n));
    sum += term;
  }
  return doubleOf(sum);
}
