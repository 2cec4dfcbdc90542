import type { DataIssue } from "../result/Issue.ts";
import { received } from "./received.ts";

/** Deeper than any rule that a person writes, and shallow enough for every reader. */
const deepest = 100;
/** More than any protocol has, and few enough for every reader to list what is wrong with each. */
const most = 50_000;

/** A definition that contains itself or is enormous has no end to read; it is refused before anything walks into it. */
export function endless(input: unknown): DataIssue[] {
  const message = `the definition contains itself, is nested more than ${deepest} levels deep or has more than ${most} entries`;
  return sizeOf(input, new Set(), new Map()) > most ? [{ path: [], code: "conflict", received: received(input), message }] : [];
}

/**
 * How many entries there are to read, each as often as it stands there: a list of two lists that are one object has two.
 * `open` are the objects on the way down to this one, `sizes` those of the objects already found to end.
 */
function sizeOf(value: unknown, open: Set<object>, sizes: Map<object, number>): number {
  if (typeof value !== "object" || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  if (open.has(value) || open.size > deepest) return Infinity;
  open.add(value);
  let size = 1;
  for (const inner of Object.values(value)) {
    size += sizeOf(inner, open, sizes);
    if (size > most) break;
  }
  open.delete(value);
  sizes.set(value, size);
  return size;
}
