import type { RegistryDispersion } from "./RegistryResults.ts";

/**
 * What a dispersion type says: a code of baseline measures (`"CONFIDENCE_95"`) or a text of outcomes (`"95% Confidence Interval"`).
 * `"none"` where the record says that there is none.
 */
export function readDispersion(type: string | undefined): RegistryDispersion | "none" | "unknown" {
  const plain = (type ?? "na").trim().toLowerCase().replaceAll(/[\s_-]+/g, " ");
  const kind = kinds.get(plain);
  if (kind !== undefined) return kind === "none" ? kind : { kind };
  if (plain === "confidence other") return { kind: "confidence-interval" };
  const percent = /^([1-9]\d?(?:\.\d{1,4})?) ?% confidence interval$/.exec(plain)?.[1] ?? codedLevels.get(plain);
  // The power of ten is part of the text, so that 97.5 % is 0.975 and not its neighbour.
  return percent === undefined ? "unknown" : { kind: "confidence-interval", level: Number(`${percent}e-2`) };
}

const kinds: ReadonlyMap<string, Exclude<RegistryDispersion["kind"], "confidence-interval"> | "none"> = /* @__PURE__ */ new Map([
  ["na", "none"],
  ["standard deviation", "standard-deviation"],
  ["standard error", "standard-error"],
  ["inter quartile range", "inter-quartile-range"],
  ["full range", "full-range"],
  ["geometric coefficient", "geometric-coefficient-of-variation"],
  ["geometric coefficient of variation", "geometric-coefficient-of-variation"],
]);

const codedLevels: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ["confidence 80", "80"],
  ["confidence 90", "90"],
  ["confidence 95", "95"],
  ["confidence 975", "97.5"],
  ["confidence 99", "99"],
]);
