import { ln2Head, ln2Tail } from "./ln2.ts";
import { mantissaOf } from "./mantissaOf.ts";
import { productError } from "./productError.ts";

type Parts = readonly [head: number, tail: number];

/** ln x for a finite x > 0 as the sum of two doubles, to 64 bits or so: as `log`, with the first two terms of its series in double length. */
export function logInParts(x: number): Parts {
  const { m, k } = mantissaOf(x);
  // s = f/(2 + f), z = s², z/3 and sz/3, each with what its rounding lost.
  const [f, sum] = [m - 1, m + 1];
  const s = f / sum;
  const sTail = (f - s * sum - productError(s, sum, s * sum) - s * (m - (sum - 1))) / sum;
  const z = s * s;
  const third = z / 3;
  const further = z * z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z * (1 / 15 + z * (1 / 17 + z * (1 / 19 + z * (1 / 21 + z * (1 / 23 + z / 25))))))))));
  const thirdTail = (z - 2 * third - third + productError(s, s, z) + 2 * s * sTail) / 3 + further;
  const cube = s * third;
  const cubeTail = productError(s, third, cube) + s * thirdTail + sTail * third;
  const ofMantissa = sumOf(2 * s, 2 * cube, 2 * (sTail + cubeTail));
  const whole = sumOf(k * ln2Head, ofMantissa[0], ofMantissa[1] + k * ln2Tail);
  return sumOf(whole[0], whole[1], 0);
}

/** a + b + rest for |a| ≥ |b|, or a = 0, and a rest that is small beside both. */
function sumOf(a: number, b: number, rest: number): Parts {
  const head = a + b;
  return [head, b - (head - a) + rest];
}
