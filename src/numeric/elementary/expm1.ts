import { exp } from "./exp.ts";
import { expRest } from "./expRest.ts";
import { ln2Head, ln2Tail } from "./ln2.ts";
import { powerOfTwo } from "./powerOfTwo.ts";

/** e^x − 1, near 0 too: error below 1.4 ulp. */
export function expm1(x: number): number {
  if (x === 0) return x;
  if (!(Math.abs(x) < 36)) return exp(x) - 1;
  const k = Math.round(x * Math.LOG2E);
  const power = powerOfTwo(k);
  const head = x - k * ln2Head;
  const base = power - 1;
  const sum = base + power * head;
  return sum + (power * head - (sum - base) + power * expRest(head, k * ln2Tail));
}
