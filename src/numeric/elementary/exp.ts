import { expRest } from "./expRest.ts";
import { ln2Head, ln2Tail } from "./ln2.ts";
import { timesPowerOfTwo } from "./powerOfTwo.ts";

/** e^x: error below 0.8 ulp, and below 0.6 ulp where the result is not subnormal. */
export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** e^(x + tail), the tail no more than an ulp or so of x. */
export function expOfSum(x: number, tail: number): number {
  // Beyond ±750 all is Infinity or 0.
  const near = Math.max(-750, Math.min(750, x));
  const k = Math.round(near * Math.LOG2E);
  const head = near - k * ln2Head;
  const sum = 1 + head;
  return timesPowerOfTwo(sum + (head - (sum - 1) + expRest(head, k * ln2Tail - tail)), k);
}
