import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  compareEstimates,
  compareProportions,
  correlation,
  fisherExactTest,
  pearsonChiSquareTest,
  powerTTest,
  proportion,
  studentTTest,
  welchTTest,
} from "trialwise/inference";
import type { EventCount, GroupEstimate, RatioEstimate, TwoSampleTTestResult } from "trialwise/inference";
import { readFixture } from "./fixtures.ts";

// The published figures of Oh et al. 2018 (https://doi.org/10.1002/ana.25302), recomputed from what it prints.

type Limits = readonly [number, number];

interface Group {
  readonly n: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

interface TTestFigures {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly statistic: number;
  readonly pValue: number;
  readonly lower: number;
  readonly upper: number;
}

interface RatioFigures {
  readonly estimate: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface CountFigures {
  readonly statistic: number;
  readonly pValue: number;
  readonly smallestExpectedCount: number;
  readonly yates: { readonly statistic: number; readonly pValue: number };
  readonly fisher: number;
  readonly riskDifference: number;
  readonly wald: Limits;
  readonly newcombe: Limits;
  readonly wilson: { readonly treatment: Limits; readonly control: Limits };
  readonly clopperPearson: { readonly treatment: Limits; readonly control: Limits };
  readonly riskRatio: RatioFigures;
  readonly oddsRatio: RatioFigures;
}

interface SampleSizeFigures {
  readonly normal: number;
  readonly noncentralT: number;
  readonly impliedStandardDeviations: readonly { readonly n: number; readonly normal: number; readonly noncentralT: number }[];
}

type OhCase =
  | ({ readonly kind: "means"; readonly treatment: Group; readonly control: Group; readonly pooledStandardDeviation: number; readonly student: TTestFigures; readonly welch: TTestFigures })
  | ({ readonly kind: "counts"; readonly treatment: EventCount; readonly control: EventCount } & CountFigures)
  | { readonly kind: "correlation"; readonly rSquared: number; readonly n: number; readonly statistic: number; readonly oneSided: number }
  | ({ readonly kind: "slopes"; readonly treatment: GroupEstimate; readonly control: GroupEstimate } & SlopeFigures)
  | ({ readonly kind: "sampleSize" } & SampleSizeFigures);

interface SlopeFigures {
  readonly estimate: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly normal: number;
  readonly t57: number;
}

/** Relative 1e-10, the tolerance for closed forms; figures printed with 15 digits hold no more than about 1e-14. */
function expectFigure(actual: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null) return expect(actual, what).toBeNull();
  expect(Math.abs(actual! - expected), `${what}: ${actual} for ${expected}`).toBeLessThanOrEqual(1e-10 * Math.abs(expected));
}

function expectTTest(result: TwoSampleTTestResult, expected: TTestFigures, what: string): void {
  expectFigure(result.estimate, expected.estimate, `${what} estimate`);
  expectFigure(result.standardError, expected.standardError, `${what} standardError`);
  expectFigure(result.degreesOfFreedom, expected.degreesOfFreedom, `${what} degreesOfFreedom`);
  expectFigure(result.statistic, expected.statistic, `${what} statistic`);
  expectFigure(result.pValue, expected.pValue, `${what} pValue`);
  expectFigure(result.interval.lower, expected.lower, `${what} lower`);
  expectFigure(result.interval.upper, expected.upper, `${what} upper`);
}

function expectMeans(treatment: Group, control: Group, pooled: number, student: TTestFigures, welch: TTestFigures, what: string): void {
  expectTTest(studentTTest({ treatment, control }), student, `${what} Student`);
  expectFigure(studentTTest({ treatment, control }).pooledStandardDeviation, pooled, `${what} pooled`);
  expectTTest(welchTTest({ treatment, control }), welch, `${what} Welch`);
}

function expectRatio({ estimate, interval }: RatioEstimate, expected: RatioFigures, what: string): void {
  expectFigure(estimate, expected.estimate, what);
  expectFigure(interval.lower, expected.lower, `${what} lower`);
  expectFigure(interval.upper, expected.upper, `${what} upper`);
}

function expectCounts(treatment: EventCount, control: EventCount, expected: CountFigures, what: string): void {
  const table = [
    [treatment.events, treatment.n - treatment.events],
    [control.events, control.n - control.events],
  ];
  const plain = pearsonChiSquareTest(table);
  const yates = pearsonChiSquareTest(table, { continuityCorrection: true });
  expectFigure(plain.statistic, expected.statistic, `${what} statistic`);
  expectFigure(plain.pValue, expected.pValue, `${what} Pearson`);
  expectFigure(plain.smallestExpectedCount, expected.smallestExpectedCount, `${what} smallest expected count`);
  expectFigure(yates.statistic, expected.yates.statistic, `${what} Yates's statistic`);
  expectFigure(yates.pValue, expected.yates.pValue, `${what} Yates`);
  expectFigure(fisherExactTest(table).pValue, expected.fisher, `${what} Fisher`);
  const compared = { newcombe: compareProportions({ treatment, control }), wald: compareProportions({ treatment, control }, { intervalMethod: "wald" }) };
  for (const method of ["newcombe", "wald"] as const) {
    expectFigure(compared[method].riskDifference.estimate, expected.riskDifference, `${what} risk difference`);
    expectFigure(compared[method].riskDifference.interval.lower, expected[method][0], `${what} ${method} lower`);
    expectFigure(compared[method].riskDifference.interval.upper, expected[method][1], `${what} ${method} upper`);
  }
  expectRatio(compared.newcombe.riskRatio, expected.riskRatio, `${what} risk ratio`);
  expectRatio(compared.newcombe.oddsRatio, expected.oddsRatio, `${what} odds ratio`);
  expectFigure(compared.newcombe.pValue, plain.smallestExpectedCount < 5 ? expected.fisher : expected.pValue, `${what} p by rule`);
  for (const [name, counts] of [["treatment", treatment], ["control", control]] as const) {
    const [wilson, exact] = [proportion(counts).interval, proportion(counts, { intervalMethod: "clopper-pearson" }).interval];
    [wilson.lower, wilson.upper].forEach((limit, side) => expectFigure(limit, expected.wilson[name][side]!, `${what} ${name} Wilson ${side}`));
    [exact.lower, exact.upper].forEach((limit, side) => expectFigure(limit, expected.clopperPearson[name][side]!, `${what} ${name} Clopper–Pearson ${side}`));
  }
}

function expectCorrelation(rSquared: number, n: number, statistic: number, oneSided: number, what: string): void {
  const result = correlation({ r: Math.sqrt(rSquared), n }, { alternative: "greater" });
  expectFigure(result.statistic, statistic, `${what} statistic`);
  expectFigure(result.pValue, oneSided, `${what} pValue`);
}

function expectSlopes(treatment: GroupEstimate, control: GroupEstimate, expected: SlopeFigures): void {
  const [normal, t57] = [compareEstimates({ treatment, control }), compareEstimates({ treatment, control }, { degreesOfFreedom: 57 })];
  expectFigure(normal.estimate, expected.estimate, "slope difference");
  expectFigure(normal.standardError, expected.standardError, "slope standard error");
  expectFigure(normal.statistic, expected.statistic, "slope statistic");
  expectFigure(normal.pValue, expected.normal, "slope p by the normal distribution");
  expectFigure(t57.pValue, expected.t57, "slope p by t");
}

function expectSampleSize({ normal, noncentralT, impliedStandardDeviations }: SampleSizeFigures): void {
  const quantities = { difference: 2.28, power: 0.8, significanceLevel: 0.025 };
  const conventions = (formula: "normal" | "noncentral-t") => ({ formula, alternative: "greater", dropout: 0.1 }) as const;
  for (const [formula, n] of [["normal", normal], ["noncentral-t", noncentralT]] as const) {
    expectFigure(powerTTest({ ...quantities, standardDeviation: 3 }, conventions(formula)).n.treatment, n, `n, ${formula}`);
  }
  for (const implied of impliedStandardDeviations) {
    for (const [formula, deviation] of [["normal", implied.normal], ["noncentral-t", implied.noncentralT]] as const) {
      const { standardDeviation } = powerTTest({ ...quantities, nPerGroup: implied.n }, conventions(formula));
      expectFigure(standardDeviation, deviation, `standard deviation at n = ${implied.n}, ${formula}`);
    }
  }
}

describe("Oh 2018 recomputed by R", () => {
  it.each(readFixture<OhCase & { readonly id: string }>("oh2018").cases)("$kind: $id", (figure) => {
    if (figure.kind === "means") expectMeans(figure.treatment, figure.control, figure.pooledStandardDeviation, figure.student, figure.welch, figure.id);
    else if (figure.kind === "counts") expectCounts(figure.treatment, figure.control, figure, figure.id);
    else if (figure.kind === "correlation") expectCorrelation(figure.rSquared, figure.n, figure.statistic, figure.oneSided, figure.id);
    else if (figure.kind === "slopes") expectSlopes(figure.treatment, figure.control, figure);
    else expectSampleSize(figure);
  });
});

interface SeedGroup {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

interface SeedTTest {
  readonly diff: number;
  readonly se: number;
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly ciLow: number;
  readonly ciHigh: number;
}

interface SeedMeans {
  readonly id: string;
  readonly msc: SeedGroup;
  readonly control: SeedGroup;
  readonly recomputed: { readonly student: SeedTTest & { readonly pooledSd: number }; readonly welch: SeedTTest };
}

type SeedCountKey =
  | "minExpected" | "chisq" | "pChisq" | "chisqYates" | "pYates" | "pFisher" | "riskDiff" | "riskDiffWaldLow" | "riskDiffWaldHigh" | "riskDiffNewcombeLow" | "riskDiffNewcombeHigh";
type SeedRatioKey = "riskRatio" | "riskRatioLow" | "riskRatioHigh" | "oddsRatio" | "oddsRatioLow" | "oddsRatioHigh";
type SeedCountFigures = Readonly<Record<SeedCountKey, number>> &
  Readonly<Partial<Record<SeedRatioKey, number>>> &
  Readonly<Record<"wilson1" | "wilson2" | "clopperPearson1" | "clopperPearson2", Limits>>;

interface SeedCounts {
  readonly id: string;
  readonly msc: { readonly n: number; readonly count?: number; readonly participants?: number };
  readonly control: { readonly n: number; readonly count?: number; readonly participants?: number };
  readonly recomputed: SeedCountFigures;
}

interface Seeds {
  readonly table1: {
    readonly continuous: readonly SeedMeans[];
    readonly categorical: readonly {
      readonly id: string;
      readonly msc: { readonly n: number; readonly counts: readonly number[] };
      readonly control: { readonly n: number; readonly counts: readonly number[] };
      readonly recomputed: Partial<SeedCountFigures>;
    }[];
  };
  readonly table3: readonly SeedMeans[];
  readonly responders: readonly SeedCounts[];
  readonly adverseEvents: readonly SeedCounts[];
  readonly csfCorrelations: readonly { readonly group: string; readonly r2: number; readonly nImpliedOneSided: number; readonly t: number; readonly pOneSided: number }[];
  readonly mixedModel: { readonly diff: number; readonly seIndependent: number; readonly wald: number; readonly pNormal: number; readonly pT57: number };
  readonly sampleSize: { readonly impliedSd: Readonly<Record<"normal" | "noncentralT", Readonly<Record<string, number>>>>; readonly sd3: { readonly nNormal: number; readonly nNoncentralT: number } };
}

// Another recomputation of the same paper, which lies beside the repository on some machines and is not part of it.
const file = fileURLToPath(new URL("../../../shared/reference/oh2018.json", import.meta.url));
const present = existsSync(file);
const where = present ? "" : " (skipped: ../shared/reference/oh2018.json is not on this machine)";

describe.skipIf(!present)(`Oh 2018 as recomputed elsewhere${where}`, () => {
  const seeds = (): Seeds => JSON.parse(readFileSync(file, "utf8"));
  const group = ({ n, mean, sd }: SeedGroup): Group => ({ n, mean, standardDeviation: sd });
  const tTest = ({ diff, se, df, t, p, ciLow, ciHigh }: SeedTTest): TTestFigures => ({
    estimate: diff, standardError: se, degreesOfFreedom: df, statistic: t, pValue: p, lower: ciLow, upper: ciHigh,
  });
  const countFigures = (found: SeedCountFigures): CountFigures => ({
    statistic: found.chisq,
    pValue: found.pChisq,
    smallestExpectedCount: found.minExpected,
    yates: { statistic: found.chisqYates, pValue: found.pYates },
    fisher: found.pFisher,
    riskDifference: found.riskDiff,
    wald: [found.riskDiffWaldLow, found.riskDiffWaldHigh],
    newcombe: [found.riskDiffNewcombeLow, found.riskDiffNewcombeHigh],
    wilson: { treatment: found.wilson1, control: found.wilson2 },
    clopperPearson: { treatment: found.clopperPearson1, control: found.clopperPearson2 },
    riskRatio: { estimate: found.riskRatio ?? null, lower: found.riskRatioLow ?? null, upper: found.riskRatioHigh ?? null },
    oddsRatio: { estimate: found.oddsRatio ?? null, lower: found.oddsRatioLow ?? null, upper: found.oddsRatioHigh ?? null },
  });

  it("all means of Tables 1 and 3, by Student and Welch", () => {
    const rows = [...seeds().table1.continuous, ...seeds().table3];
    expect(rows).toHaveLength(19);
    for (const { id, msc, control, recomputed } of rows) {
      expectMeans(group(msc), group(control), recomputed.student.pooledSd, tTest(recomputed.student), tTest(recomputed.welch), id);
    }
  });

  it("all counts of responders and adverse events, by every test and interval", () => {
    const rows = [...seeds().responders, ...seeds().adverseEvents];
    expect(rows).toHaveLength(14);
    const count = (arm: SeedCounts["msc"]): EventCount => ({ events: (arm.count ?? arm.participants)!, n: arm.n });
    for (const { id, msc, control, recomputed } of rows) expectCounts(count(msc), count(control), countFigures(recomputed), id);
  });

  it("the two tests of Table 1's categories", () => {
    const rows = seeds().table1.categorical.filter(({ recomputed }) => recomputed.pChisq !== undefined);
    expect(rows).toHaveLength(2);
    for (const { id, msc, control, recomputed } of rows) {
      const table = [msc.counts, control.counts];
      const [plain, yates] = [pearsonChiSquareTest(table), pearsonChiSquareTest(table, { continuityCorrection: true })];
      expectFigure(plain.statistic, recomputed.chisq!, id);
      expectFigure(plain.pValue, recomputed.pChisq!, id);
      expectFigure(plain.smallestExpectedCount, recomputed.minExpected!, id);
      expectFigure(yates.statistic, recomputed.chisqYates!, id);
      expectFigure(yates.pValue, recomputed.pYates!, id);
      expectFigure(fisherExactTest(table).pValue, recomputed.pFisher!, id);
    }
  });

  it("the correlations, the slopes and the sample size", () => {
    const { csfCorrelations, mixedModel, sampleSize } = seeds();
    expect(csfCorrelations).toHaveLength(4);
    for (const { group: name, r2, nImpliedOneSided, t, pOneSided } of csfCorrelations) expectCorrelation(r2, nImpliedOneSided, t, pOneSided, name);
    const { diff, seIndependent, wald, pNormal, pT57 } = mixedModel;
    expectSlopes(
      { estimate: -0.55, standardError: 0.11 },
      { estimate: -1.13, standardError: 0.15 },
      { estimate: diff, standardError: seIndependent, statistic: wald, normal: pNormal, t57: pT57 },
    );
    const { normal, noncentralT } = sampleSize.impliedSd;
    const implied = Object.keys(normal).map((key) => ({ n: Number(key.slice(1).replace("_", ".")), normal: normal[key]!, noncentralT: noncentralT[key]! }));
    expect(implied).toHaveLength(5);
    expectSampleSize({ normal: sampleSize.sd3.nNormal, noncentralT: sampleSize.sd3.nNoncentralT, impliedStandardDeviations: implied });
  });
});
