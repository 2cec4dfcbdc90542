import { checkFields } from "../result/checkKeys.ts";
import { checkChangeEndpoint, checkSlopeChangeEndpoint, checkSlopeEndpoint } from "../trial/checkMeasureEndpoint.ts";
import type { SlopeEndpoint } from "../trial/Endpoint.ts";
import { refuseFaults } from "../trial/Fault.ts";
import type { ChangeEndpoint, MeasureEndpoint, PercentChangeEndpoint, SlopeChangeEndpoint } from "../trial/MeasureEndpoint.ts";
import type { Trial } from "../trial/Trial.ts";

// An endpoint in place did not go through the trial's schema, so its fields are checked here: one that is misspelt must not
// be ignored. Each kind has its own function, so that an app carries the checks of the kinds it uses.

const name = "the endpoint";
const path = ["endpoint"];

export function checkSlopeInPlace(caller: string, trial: Trial, endpoint: SlopeEndpoint): void {
  checkFields(caller, name, endpoint, ["measure", "method", "from", "to"], ["kind", "per", "time", "daysPerMonth"]);
  refuseFaults(caller, checkSlopeEndpoint(trial, endpoint, path));
}

export function checkSlopeChangeInPlace(caller: string, trial: Trial, endpoint: SlopeChangeEndpoint): void {
  checkFields(caller, name, endpoint, ["measure", "method", "leadIn", "followUp"], ["kind", "per", "time", "daysPerMonth"]);
  for (const range of ["leadIn", "followUp"] as const) checkFields(caller, range, endpoint[range], ["from", "to"]);
  refuseFaults(caller, checkSlopeChangeEndpoint(trial, endpoint, path));
}

export function checkChangeInPlace(caller: string, trial: Trial, endpoint: ChangeEndpoint | PercentChangeEndpoint): void {
  checkFields(caller, name, endpoint, ["measure", "to"], ["kind", "from"]);
  refuseFaults(caller, checkChangeEndpoint(trial, endpoint, path));
}

export function checkMeasureEndpointInPlace(caller: string, trial: Trial, endpoint: MeasureEndpoint): void {
  if (endpoint.kind === "slope-change") checkSlopeChangeInPlace(caller, trial, endpoint);
  else checkChangeInPlace(caller, trial, endpoint);
}
