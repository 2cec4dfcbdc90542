import type { KnownPart } from "../numeric/censoredNormalLikelihood.ts";
import { log } from "../numeric/elementary/log.ts";
import { show } from "../result/show.ts";

/** A value, or the limit of quantification that it is only known to lie below or above. */
export type CensoredValue = number | { readonly below: number } | { readonly above: number };

/** Refuses anything but a list of finite numbers and limits, on the scale asked for. */
export function readCensoredValues(caller: string, name: string, values: readonly CensoredValue[], scale: "raw" | "log"): KnownPart[] {
  if (!Array.isArray(values)) throw new TypeError(`${caller}: ${name} must be an array of numbers and limits; received ${show(values)}`);
  return Array.from(values, (value: CensoredValue, index) => {
    const { kind, limit } = partOf(value);
    const where = `${caller}: ${name}[${index}]`;
    if (typeof value === "object" && value !== null && "below" in value && "above" in value) {
      throw new TypeError(`${where} must be a finite number, { below } or { above }; received both limits`);
    }
    if (typeof limit !== "number" || !Number.isFinite(limit)) {
      throw new TypeError(`${where} must be a finite number, { below } or { above }; received ${show(typeof limit === "number" ? limit : value)}`);
    }
    if (Math.abs(limit) > 1e100) throw new RangeError(`${where} must be within ±1e100; received ${show(limit)}`);
    if (scale === "raw") return { kind, limit };
    if (limit > 0) return { kind, limit: log(limit) };
    throw new RangeError(`${where} must be above 0, since it goes on a log scale; received ${show(limit)}`);
  });
}

/** A value, or its limit, with the side it lies on. */
export function partOf(value: CensoredValue): KnownPart {
  if (typeof value !== "object" || value === null) return { kind: "value", limit: value };
  return "below" in value ? { kind: "below", limit: value.below } : { kind: "above", limit: value.above };
}
