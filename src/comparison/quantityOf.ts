import type { ComparableRow } from "./ComparableResult.ts";

/** A row's quantity. Which quantities a row has is known by the result's `better` alone. */
export function quantityOf(row: ComparableRow, of: string): number | null {
  const value: unknown = Reflect.get(row, of);
  return typeof value === "number" ? value : null;
}
