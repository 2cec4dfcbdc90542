import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { type Fault, fault } from "./Fault.ts";
import { keysOf } from "./keysOf.ts";
import type { Path } from "./problem.ts";

/**
 * The issue for a key that is not declared, naming the nearest that is; nothing where it is declared. What is no text is no key, also
 * where JavaScript would take it for one: `["V1"]`.
 */
export function unknownKey(path: Path, key: unknown, what: string, family: object): Fault[] {
  return typeof key === "string" && Object.hasOwn(family, key) ? [] : [fault(path, "unknown-key", key, unknownKeySentence(key, what, family))];
}

/** `visit "V11" is not declared. Did you mean "V1"?` */
export function unknownKeySentence(key: unknown, what: string, family: object): string {
  const keys: string[] = keysOf(family);
  const declared = keys.slice(0, 20).map(show).join(", ") || "none";
  return `${what} ${show(key)} is not declared (declared: ${declared}${keys.length > 20 ? ", …" : ""})${didYouMean(key, keys)}`;
}
