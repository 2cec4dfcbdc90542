import { type AdamLoss, type AdamMapping, type Dataset, fromAdam, readDatasetJson, toAdam } from "trialwise/cdisc";
import { defineTrial, type KeysOf, type TrialData, type TrialRecords } from "trialwise/trial";
import { describe, expectTypeOf, it } from "vitest";

const trial = defineTrial({
  id: "types",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  treatments: { cells: { label: "Cells" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true } },
  measures: { alsfrsR: { label: "ALSFRS-R", unit: "points", better: "higher" } },
  covariates: { SAFFL: { kind: "category", label: "Safety", levels: ["Y", "N"] } },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});
type Keys = KeysOf<typeof trial>;
type Mapping = AdamMapping<Keys>;

declare const data: TrialData<Keys>;
const created = "2026-01-31T12:00:00";

describe("a mapping with a trial's keys", () => {
  it("takes the trial's words", () => {
    const mapping = {
      adsl: { arms: { Active: "msc", Placebo: "control" }, flags: { SAFFL: "SAFFL" } },
      adex: { treatments: { CELLS: "cells" } },
      bds: { adqs: { measures: { ALSFRST: "alsfrsR" }, visits: { Baseline: "V5" }, baselineVisit: "V5" } },
    } as const satisfies Mapping;
    expectTypeOf(mapping).toExtend<AdamMapping>();
    expectTypeOf(fromAdam).parameter(1).toEqualTypeOf<AdamMapping>();
  });

  it("takes no others", () => {
    ({ Active: "msc" }) satisfies Mapping["adsl"]["arms"];
    // @ts-expect-error: no such arm
    ({ Active: "mcs" }) satisfies Mapping["adsl"]["arms"];
    ({ SAFFL: "ITTFL" }) satisfies Mapping["adsl"]["flags"];
    // @ts-expect-error: no such covariate
    ({ ITTFL: "ITTFL" }) satisfies Mapping["adsl"]["flags"];
    ({ treatments: { CELLS: "cells" } }) satisfies Mapping["adex"];
    // @ts-expect-error: no such treatment
    ({ treatments: { CELLS: "sham" } }) satisfies Mapping["adex"];
    ({ adqs: { measures: { ALSFRST: "alsfrsR" }, visits: {} } }) satisfies Mapping["bds"];
    // @ts-expect-error: no such measure
    ({ adqs: { measures: { ALSFRST: "alsfrs" }, visits: {} } }) satisfies Mapping["bds"];
    ({ adqs: { measures: {}, visits: { Baseline: "V1" } } }) satisfies Mapping["bds"];
    // @ts-expect-error: no such visit
    ({ adqs: { measures: {}, visits: { Baseline: "V6" } } }) satisfies Mapping["bds"];
    ({ adqs: { measures: {}, visits: {}, baselineVisit: "V1" } }) satisfies Mapping["bds"];
    // @ts-expect-error: no such visit
    ({ adqs: { measures: {}, visits: {}, baselineVisit: "V6" } }) satisfies Mapping["bds"];
    ({ arms: {}, endReasons: { Death: "died" } }) satisfies Mapping["adsl"];
    // @ts-expect-error: no disposition that ends a participant's time early
    ({ arms: {}, endReasons: { Death: "randomised" } }) satisfies Mapping["adsl"];
  });
});

describe("what is written", () => {
  it("is typed by the trial's keys", () => {
    const written = toAdam(data, { created, parameters: { alsfrsR: "ALSFRST" }, covariates: { SAFFL: "SAFFL" }, flags: { safety: "SAFETYFL" } });
    expectTypeOf(written.mapping).toEqualTypeOf<Mapping>();
    expectTypeOf(written.datasets.adsl).toEqualTypeOf<Dataset>();
    expectTypeOf(written.lost).toEqualTypeOf<readonly AdamLoss[]>();
    expectTypeOf(fromAdam(written.datasets, written.mapping).records).toEqualTypeOf<TrialRecords>();
  });

  it("has no name for what the trial does not have", () => {
    toAdam(data, { created, parameters: { alsfrsR: "ALSFRST" } });
    // @ts-expect-error: no such measure
    toAdam(data, { created, parameters: { alsfrs: "ALSFRST" } });
    toAdam(data, { created, covariates: { SAFFL: "AGE" } });
    // @ts-expect-error: no such covariate
    toAdam(data, { created, covariates: { age: "AGE" } });
    toAdam(data, { created, flags: { safety: "SAFFL" } });
    // @ts-expect-error: no such population
    toAdam(data, { created, flags: { everybody: "SAFFL" } });
    // @ts-expect-error: there is no clock
    toAdam(data, {});
  });
});

describe("what is read", () => {
  it("keeps extensions or not", () => {
    expectTypeOf(readDatasetJson({}, { extensions: "keep" })).toEqualTypeOf<Dataset>();
    readDatasetJson({}, { extensions: "keep" });
    // @ts-expect-error: no such choice
    readDatasetJson({}, { extensions: "drop" });
  });
});
