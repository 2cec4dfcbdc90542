import type { DataIssue } from "../result/Issue.ts";

/** Deeper than any rule that a person writes, and shallow enough for every reader. */
const deepest = 100;

/** A definition that contains itself has no end to read; it is refused before anything walks into it. */
export function selfContaining(input: unknown): DataIssue[] {
  const message = `the definition contains itself, or is nested more than ${deepest} levels deep`;
  return isTooDeep(input, new Set(), new Set()) ? [{ path: [], code: "conflict", received: "an object", message }] : [];
}

/** `open` are the objects on the way down to this one, `closed` those already found to end. */
function isTooDeep(value: unknown, open: Set<object>, closed: Set<object>): boolean {
  if (typeof value !== "object" || value === null || closed.has(value)) return false;
  if (open.has(value) || open.size > deepest) return true;
  open.add(value);
  const found = Object.values(value).some((inner) => isTooDeep(inner, open, closed));
  open.delete(value);
  closed.add(value);
  return found;
}
