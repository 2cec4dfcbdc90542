import { expRest } from "./expRest.ts";
import { ln2Head, ln2Tail } from "./ln2.ts";
import { timesPowerOfTwo } from "./powerOfTwo.ts";

/** e^x: error below 0.8 ulp, and below 0.6 ulp where the result is not subnormal. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** e^(x + tail), the tail no more than an ulp or so of x; where x says all, the tail may be anything. */
export function expOfSum(x: number, tail: number): number {
  if (Math.abs(x) > 750) return x > 0 ? Infinity : 0;
  const k = Math.round(x * Math.LOG2E);
  const head = x - k * ln2Head;
  const sum = 1 + head;
  return timesPowerOfTwo(sum + (head - (sum - 1) + expRest(head, k * ln2Tail - tail)), k);
}
