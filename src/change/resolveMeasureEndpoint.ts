import { checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import type { Endpoint } from "../trial/Endpoint.ts";
import { resolveEndpoint } from "../trial/resolveEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";

const slopeFields = ["per", "time", "daysPerMonth"];

/** The fields that each kind of endpoint needs, and those it may have. */
const fieldsOf = {
  change: { needed: ["measure", "to"], others: ["from"] },
  "percent-change": { needed: ["measure", "to"], others: ["from"] },
  slope: { needed: ["measure", "method", "from", "to"], others: slopeFields },
  "slope-change": { needed: ["measure", "method", "leadIn", "followUp"], others: slopeFields },
  response: { needed: ["rule"], others: [] },
} as const;

/**
 * The endpoint on a measure that a key names or that was written in place. An endpoint in place did not go through the
 * trial's schema, so its fields are checked here: one that is misspelt must not be ignored.
 */
export function resolveMeasureEndpoint<Keys extends TrialKeys, Kind extends Endpoint["kind"]>(
  caller: string,
  trial: Trial<Keys>,
  reference: Keys["endpoint"] | Endpoint<Keys>,
  kinds: readonly Kind[],
): Extract<Endpoint<Keys>, { readonly kind: Kind }> {
  if (typeof reference === "object" && reference !== null && kinds.some((kind) => kind === reference.kind)) checkFields(caller, reference);
  return resolveEndpoint(caller, trial, reference, kinds);
}

/** Whether an endpoint has the fields of its kind, and no other. */
export function checkFields(caller: string, endpoint: Endpoint): void {
  const { kind } = endpoint;
  if (kind === "time-to-event" || kind === "biomarker-change") return;
  const { needed, others } = fieldsOf[kind];
  checkParts(caller, "the endpoint", endpoint, needed);
  checkKnownKeys(caller, "the endpoint", endpoint, ["kind", ...needed, ...others]);
  if (kind !== "slope-change") return;
  for (const name of ["leadIn", "followUp"] as const) {
    checkParts(caller, name, endpoint[name], ["from", "to"]);
    checkKnownKeys(caller, name, endpoint[name], ["from", "to"]);
  }
}
