import { studentTTest } from "trialwise/inference";
import type { PublishedTable } from "trialwise/published";
import { readRegistryRecord, type RegistryRecord, registryFlowTable, registryOutcomeTable, safeReadRegistryRecord } from "trialwise/registry";
import type { DataIssue, Summary } from "trialwise/result";
import { defineTrial, readTrial, type TrialDefinition } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";

declare const parsed: unknown;

describe("a registry record", () => {
  it("is read from anything, and its definition is that of a trial", () => {
    const record = readRegistryRecord(parsed);
    expectTypeOf(record).toEqualTypeOf<RegistryRecord>();
    expectTypeOf(record.definition).toEqualTypeOf<TrialDefinition | undefined>();
    expectTypeOf(readTrial(record.definition).arms).toHaveProperty("placebo");
    expectTypeOf(defineTrial(record.definition!).id).toBeString();
  });

  it("is there where reading was safe, and the problems where it was not", () => {
    const result = safeReadRegistryRecord(parsed);
    if (result.ok) expectTypeOf(result.record).toEqualTypeOf<RegistryRecord>();
    else expectTypeOf(result.issues).toEqualTypeOf<readonly DataIssue[]>();
  });

  it("gives what the tests and the audit take", () => {
    const { flow, outcomes } = readRegistryRecord(parsed).results!;
    const summary = outcomes[0]!.classes[0]!.categories[0]!.measurements[0]!.summary;
    expectTypeOf(summary).toEqualTypeOf<Summary | undefined>();
    expectTypeOf(studentTTest).toBeCallableWith({ treatment: summary!, control: summary! });
    expectTypeOf(registryFlowTable(flow!)).toEqualTypeOf<PublishedTable>();
    // @ts-expect-error both groups are needed
    void (() => registryOutcomeTable(outcomes[0]!, { treatment: "OG000" }));
  });
});
