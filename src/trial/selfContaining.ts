import type { DataIssue } from "../result/Issue.ts";

/** A definition that contains itself has no end to read; it is refused before anything walks into it. */
export function selfContaining(input: unknown): DataIssue[] {
  return containsItself(input, new Set(), new Set())
    ? [{ path: [], code: "conflict", received: "a cyclic object", message: "the definition contains itself; a definition is plain data" }]
    : [];
}

/** `open` are the objects on the way down to this one, `closed` those already found to end. */
function containsItself(value: unknown, open: Set<object>, closed: Set<object>): boolean {
  if (typeof value !== "object" || value === null || closed.has(value)) return false;
  if (open.has(value)) return true;
  open.add(value);
  const found = Object.values(value).some((inner) => containsItself(inner, open, closed));
  open.delete(value);
  closed.add(value);
  return found;
}
