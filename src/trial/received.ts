import { show } from "../result/show.ts";

/** A received value in a form that survives JSON: itself where JSON has a form for it, text otherwise. */
export function received(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : String(value);
  if (typeof value === "string") return value.length > 200 ? `${value.slice(0, 197)}…` : value;
  return value === undefined ? null : show(value);
}
