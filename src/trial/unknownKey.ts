import type { DataIssue } from "../result/Issue.ts";
import { didYouMean } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { keysOf } from "./keysOf.ts";
import { type Path, problem } from "./problem.ts";

/** The issue for a key that is not declared, naming the nearest that is; nothing where it is declared. */
export function unknownKey(path: Path, key: string, what: string, family: object): DataIssue[] {
  return Object.hasOwn(family, key) ? [] : [problem(path, "unknown-key", key, unknownKeySentence(key, what, family))];
}

/** `visit "V11" is not declared. Did you mean "V1"?` */
export function unknownKeySentence(key: string, what: string, family: object): string {
  const keys: string[] = keysOf(family);
  const declared = keys.length > 0 ? `declared: ${keys.slice(0, 20).map(show).join(", ")}${keys.length > 20 ? ", …" : ""}` : "none are declared";
  return `${what} ${show(key)} is not declared (${declared})${didYouMean(key, keys)}`;
}
