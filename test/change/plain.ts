import { expect } from "vitest";

/**
 * A result that survives JSON unchanged (no undefined, NaN, Infinity or −0) and says why of everything that is null: in
 * `reasons` by its path, at any object above it, or beside it as a `reason`.
 */
export function expectPlain(result: unknown): void {
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  expect(unexplained(result)).toEqual([]);
}

function unexplained(value: unknown): string[] {
  if (value === null) return [""];
  if (typeof value !== "object") return [];
  const open = Object.entries(value).flatMap(([key, inner]) => unexplained(inner).map((path) => (path === "" ? key : `${key}.${path}`)));
  const { reasons = {}, reason } = value as { readonly reasons?: object; readonly reason?: string };
  const stale = Object.keys(reasons).filter((path) => !open.includes(path)).map((path) => `${path} is not null`);
  return [...open.filter((path) => !(path in reasons) && !(reason !== undefined && path === "holds")), ...stale];
}
