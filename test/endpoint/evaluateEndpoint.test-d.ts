import type { ChangeResult, SlopeChangeResult, SlopesResult } from "trialwise/change";
import { type EndpointResult, evaluateEndpoint } from "trialwise/endpoint";
import type { ResponderResult } from "trialwise/response";
import { keysOf, type KeysOf, percentImprovement, type TrialData, type TrialKeys } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";
import type { trial } from "../change/exampleTrial.ts";

type Keys = KeysOf<typeof trial>;
declare const data: TrialData<Keys>;

describe("evaluateEndpoint", () => {
  it("has the result of the kind for an endpoint in place, and any of them for a key", () => {
    expectTypeOf(evaluateEndpoint(data, { kind: "change", measure: "fvc", to: "V9" })).toEqualTypeOf<ChangeResult<Keys>>();
    expectTypeOf(evaluateEndpoint(data, { kind: "slope", measure: "fvc", method: "two-visit", from: "V1", to: "V5" })).toEqualTypeOf<SlopesResult<Keys>>();
    const ranges = { leadIn: { from: "V1", to: "V5" }, followUp: { from: "V5", to: "V9" } } as const;
    expectTypeOf(evaluateEndpoint(data, { kind: "slope-change", measure: "fvc", method: "two-visit", ...ranges })).toEqualTypeOf<SlopeChangeResult<Keys>>();
    expectTypeOf(evaluateEndpoint(data, { kind: "response", rule: percentImprovement({ of: "slope4", atLeast: 50 }) })).toEqualTypeOf<ResponderResult<Keys>>();
    expectTypeOf(evaluateEndpoint(data, "slope4")).toEqualTypeOf<EndpointResult<Keys>>();
  });

  it("takes the trial's endpoints, measures and visits, and no others", () => {
    evaluateEndpoint(data, "slope4");
    // @ts-expect-error: no such endpoint
    evaluateEndpoint(data, "slope5");
    evaluateEndpoint(data, { kind: "change", measure: "fvc", to: "V9" });
    // @ts-expect-error: no such measure
    evaluateEndpoint(data, { kind: "change", measure: "svc", to: "V9" });
    // @ts-expect-error: no such visit
    evaluateEndpoint(data, { kind: "change", measure: "fvc", to: "V8" });
    // @ts-expect-error: no such kind
    evaluateEndpoint(data, { kind: "chnge", measure: "fvc", to: "V9" });
  });

  it("compiles in a loop over the endpoints of any trial", () => {
    function kindsOf<AnyKeys extends TrialKeys>(any: TrialData<AnyKeys>) {
      return keysOf(any.trial.endpoints).map((endpoint) => evaluateEndpoint(any, endpoint).kind);
    }
    expectTypeOf(kindsOf(data)).toEqualTypeOf<EndpointResult["kind"][]>();
  });
});
