import { checkObject } from "../result/checkKeys.ts";
import { show } from "../result/show.ts";
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
  if (typeof reference === "string") checkKey(caller, trial.endpoints, reference, "endpoint");
  const endpoint = typeof reference === "string" ? trial.endpoints[reference] : reference;
  checkObject(caller, "an endpoint that is no key of the trial", endpoint);
  if (!isOfKind(endpoint, kinds)) {
    throw new RangeError(`${caller}: needs an endpoint of kind ${kinds.map(show).join(" or ")}; received ${show(endpoint.kind)}`);
  }
  if (endpoint === reference) checkInPlace?.(endpoint);
  return endpoint;
}

function isOfKind<Keys extends TrialKeys, Kind extends Endpoint["kind"]>(
  endpoint: Endpoint<Keys>,
  kinds: readonly Kind[],
): endpoint is Extract<Endpoint<Keys>, { readonly kind: Kind }> {
  return kinds.some((kind) => kind === endpoint.kind);
}

/** Refuses a key that is not declared, naming the nearest that is. */
export function checkKey(caller: string, family: object, key: string, what: string): void {
  if (typeof key === "string" && Object.hasOwn(family, key)) return;
  throw new RangeError(`${caller}: ${unknownKeySentence(String(key), what, family)}`);
}
