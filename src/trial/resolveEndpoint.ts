import { checkChoice } from "../result/checkOption.ts";
import type { Endpoint } from "./Endpoint.ts";
import type { Trial } from "./Trial.ts";
import type { TrialKeys } from "./TrialKeys.ts";
import { unknownKeySentence } from "./unknownKey.ts";

/**
 * The endpoint that a key names or that was written in place, if it is of a kind the caller can use. One written in place did
 * not go through the trial's schema: `checkInPlace` throws what is wrong with it.
 */
export function resolveEndpoint<Keys extends TrialKeys, Kind extends Endpoint["kind"]>(
  caller: string,
  trial: Trial<Keys>,
  reference: Keys["endpoint"] | Endpoint<Keys>,
  kinds: readonly Kind[],
  checkInPlace?: (endpoint: Extract<Endpoint<Keys>, { readonly kind: Kind }>) => void,
): Extract<Endpoint<Keys>, { readonly kind: Kind }> {
  const isInPlace = typeof reference === "object" && reference !== null;
  if (!isInPlace) checkKey(caller, trial.endpoints, reference, "endpoint");
  const endpoint = isInPlace ? reference : trial.endpoints[reference];
  checkKind(caller, endpoint, kinds);
  if (isInPlace) checkInPlace?.(endpoint);
  return endpoint;
}

function checkKind<Keys extends TrialKeys, Kind extends Endpoint["kind"]>(
  caller: string,
  endpoint: Endpoint<Keys>,
  kinds: readonly Kind[],
): asserts endpoint is Extract<Endpoint<Keys>, { readonly kind: Kind }> {
  checkChoice<string>(caller, "the endpoint's kind", endpoint.kind, kinds);
}

/** Refuses a key that is not declared, naming the nearest that is. */
export function checkKey(caller: string, family: object, key: unknown, what: string): void {
  if (typeof key === "string" && Object.hasOwn(family, key)) return;
  throw new RangeError(`${caller}: ${unknownKeySentence(key, what, family)}`);
}
