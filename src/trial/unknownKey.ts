import type { DataIssue } from "../result/Issue.ts";
import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { keysOf } from "./keysOf.ts";
import { received } from "./received.ts";

/** The issue for a key that is not declared, naming the nearest that is; nothing where it is declared. */
export function unknownKey(path: readonly (string | number)[], key: string, what: string, family: object): DataIssue[] {
  if (Object.hasOwn(family, key)) return [];
  return [{ path, code: "unknown-key", received: received(key), message: unknownKeySentence(key, what, family) }];
}

/** `visit "V11" is not declared. Did you mean "V1"?` */
export function unknownKeySentence(key: string, what: string, family: object): string {
  const keys: string[] = keysOf(family);
  const nearest = nearestKey(key, keys);
  const declared = keys.length > 0 ? `declared: ${keys.slice(0, 20).map(show).join(", ")}${keys.length > 20 ? ", …" : ""}` : "none are declared";
  const hint = nearest === undefined ? "" : `. Did you mean ${show(nearest)}?`;
  return `${what} ${show(key)} is not declared (${declared})${hint}`;
}
