import { adjustPValues, type PValueAdjustment, pValueAdjustments } from "../inference/adjustPValues.ts";
import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import type { Alternative } from "../result/Alternative.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { analyseBiomarkerChange } from "./biomarkerChange.ts";
import type { BiomarkerScale } from "./BiomarkerChangeResult.ts";
import { type ChangeInGroup, foldChangeOf } from "./changeInGroup.ts";
import type { BeyondLimits } from "./countBeyond.ts";
import type { LimitRule } from "./limitRule.ts";

export interface BiomarkerPanelOptions<Keys extends TrialKeys = TrialKeys> extends TestOptions {
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  /** The analytes; all biomarkers of the trial if left out. */
  readonly biomarkers?: readonly Keys["biomarker"][];
  /** As in `biomarkerChange`. Default `"fold"`. */
  readonly scale?: BiomarkerScale;
  /** As in `biomarkerChange`; `tobit` brings its own test. */
  readonly limits?: LimitRule;
  /** Where each row's estimate, interval and p-value come from. Default `"paired-t"`. */
  readonly test?: "paired-t" | "signed-rank";
  /** How p-values are adjusted for their number. Default `"holm"`. */
  readonly adjustment?: PValueAdjustment;
  /** The tests that are adjusted together: the whole `panel` (default), or those of each `arm`. */
  readonly family?: "panel" | "arm";
  readonly population?: Keys["population"];
}

export interface BiomarkerPanelResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "biomarker-panel";
  /** One for each analyte in each arm, analyte by analyte. */
  readonly rows: readonly BiomarkerPanelRow<Keys>[];
  readonly counts: {
    readonly biomarkers: number;
    readonly tests: number;
    /** Rows that could not be tested; they are in no family. */
    readonly notTested: number;
  };
  readonly method: Method<"biomarker-panel", BiomarkerPanelMethodOptions<Keys>>;
}

export interface BiomarkerPanelRow<Keys extends TrialKeys = TrialKeys> {
  readonly biomarker: Keys["biomarker"];
  readonly label: string;
  readonly matrix: string;
  readonly unit: string;
  readonly arm: Keys["arm"];
  /** Participants analysed. */
  readonly n: number;
  /** Participants of the arm who are not. */
  readonly excluded: number;
  /** Of the change: a difference on the scales `raw` and `log`, a ratio after / before on `fold`. */
  readonly estimate: number | null;
  readonly interval: Interval;
  readonly pValue: number | null;
  /** For the number of tests in the family. */
  readonly adjustedPValue: number | null;
  readonly limits: { readonly before: BeyondLimits; readonly after: BeyondLimits };
  readonly reasons?: Reasons;
}

export interface BiomarkerPanelMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly from: Keys["visit"];
  readonly to: Keys["visit"];
  readonly biomarkers: readonly Keys["biomarker"][];
  readonly scale: BiomarkerScale;
  readonly limits?: LimitRule;
  readonly test: "paired-t" | "signed-rank" | "tobit";
  readonly adjustment: PValueAdjustment;
  readonly family: "panel" | "arm";
  readonly population?: Keys["population"];
  readonly level: number;
  readonly alternative: Alternative;
}

/**
 * The change of every analyte between two visits in every arm, with p-values adjusted for their number: one row for each.
 *
 * Use it for the table of a multiplex assay. Each row is `biomarkerChange` on that analyte; look there for the scales, the rules for
 * values beyond limits, and what the tests can and cannot say. On the scale `fold` (default) estimate and interval are ratios of
 * geometric means. p-values are adjusted by `adjustPValues`, over all rows or within each arm; intervals are not. Rows without a
 * p-value are in no family. All analytes that were measured belong into the panel, not those alone that changed.
 *
 * @throws TrialwiseError `beyond-limits` for values beyond limits without a rule; `invalid-records` for a sample in another unit
 * @throws RangeError, TypeError as `biomarkerChange`; for `signed-rank` together with `tobit`
 *
 * Source: as `biomarkerChange` and `adjustPValues`.
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData } from "trialwise";
 * import { biomarkerPanel } from "trialwise/biomarker";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: { tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" }, il6: { label: "IL-6", matrix: "CSF", unit: "pg/mL" } },
 * });
 * const values = { "001": [20, 41, 3, 4], "002": [15, 22, 5, 5], "003": [25, 30, 4, 3] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.keys(values).map((id) => ({ id, arm: "msc" })),
 *   biomarkerSamples: Object.entries(values).flatMap(([participant, [tgfBefore, tgfAfter, il6Before, il6After]]) => [
 *     { participant, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: tgfBefore },
 *     { participant, visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: tgfAfter },
 *     { participant, visit: "V5", biomarker: "il6", unit: "pg/mL", value: il6Before },
 *     { participant, visit: "V6", biomarker: "il6", unit: "pg/mL", value: il6After },
 *   ]),
 * });
 * const panel = biomarkerPanel(data, { from: "V5", to: "V6" });
 *
 * panel.rows.map(({ biomarker, estimate }) => [biomarker, estimate]); // => [["tgfb1", 1.534], ["il6", 1]]
 * panel.rows.map(({ pValue, adjustedPValue }) => [pValue, adjustedPValue]); // => [[0.111, 0.223], [1, 1]]
 * ```
 */
export function biomarkerPanel<Keys extends TrialKeys>(data: TrialData<Keys>, options: BiomarkerPanelOptions<NoInfer<Keys>>): BiomarkerPanelResult<Keys> {
  checkTrialData(caller, data);
  const resolved = resolveOptions(data, options);
  const { family, adjustment } = resolved;
  const rows = resolved.biomarkers.flatMap((biomarker) => rowsOf(data, biomarker, resolved));
  const families = family === "panel" ? [rows] : keysOf(data.trial.arms).map((arm) => rows.filter((row) => row.arm === arm));
  const adjusted = new Map(families.flatMap((members) => adjustFamily(members, adjustment)));
  const tests = rows.filter(({ pValue }) => pValue !== null).length;
  return {
    kind: "biomarker-panel",
    rows: rows.map((row) => ({ ...row, adjustedPValue: adjusted.get(row) ?? null })),
    counts: { biomarkers: resolved.biomarkers.length, tests, notTested: rows.length - tests },
    method: { name: "biomarker-panel", options: resolved, reference: "Oh et al. 2018, doi:10.1002/ana.25302" },
  };
}

const caller = "biomarkerPanel";

function resolveOptions<Keys extends TrialKeys>(data: TrialData<Keys>, options: BiomarkerPanelOptions<Keys>): BiomarkerPanelMethodOptions<Keys> {
  checkFields(caller, "the options", options, ["from", "to"], ["biomarkers", "scale", "limits", "test", "adjustment", "family", "population", "level", "alternative"]);
  const { from, to, biomarkers = keysOf(data.trial.biomarkers), scale = "fold", limits, test, adjustment = "holm", family = "panel", population, ...testOptions } = options;
  if (!Array.isArray(biomarkers)) throw new TypeError(`${caller}: biomarkers must be an array of keys; received ${show(biomarkers)}`);
  for (const biomarker of biomarkers) checkKey(caller, data.trial.biomarkers, biomarker, "biomarker");
  if (new Set(biomarkers).size < biomarkers.length) throw new RangeError(`${caller}: biomarkers must name each analyte once; received ${biomarkers.join(", ")}`);
  if (test !== undefined) checkChoice(caller, "test", test, ["paired-t", "signed-rank"]);
  if (test !== undefined && limits === "tobit") throw new RangeError(`${caller}: limits "tobit" has a test of its own; leave test out; received ${show(test)}`);
  checkChoice(caller, "family", family, ["panel", "arm"]);
  checkChoice(caller, "adjustment", adjustment, pValueAdjustments);
  return {
    from,
    to,
    biomarkers,
    scale,
    ...(limits !== undefined && { limits }),
    test: limits === "tobit" ? "tobit" : (test ?? "paired-t"),
    adjustment,
    family,
    ...(population !== undefined && { population }),
    ...resolveTestOptions(caller, testOptions),
  };
}

interface Estimated {
  readonly estimate: number | null;
  readonly pValue: number | null;
  readonly interval: Interval;
  readonly reasons?: Reasons;
}

function rowsOf<Keys extends TrialKeys>(data: TrialData<Keys>, biomarker: Keys["biomarker"], options: BiomarkerPanelMethodOptions<Keys>): BiomarkerPanelRow<Keys>[] {
  const { from, to, scale, limits, test, population, level, alternative } = options;
  const shared = { biomarker, from, to, scale, level, alternative, ...(population !== undefined && { population }) };
  const { label, matrix, unit } = data.trial.biomarkers[biomarker];
  const changes = analyseBiomarkerChange(caller, data, { ...shared, ...(limits !== undefined && { limits }) });
  return keysOf(data.trial.arms).map((arm) => {
    const group = changes.byArm[arm];
    const tested: Estimated = "tTest" in group ? testOf(group, test) : group;
    const { estimate, interval, reasons: explained = {} } = scale === "fold" ? foldChangeOf(tested) : tested;
    const noTest = tested.reasons?.["pValue"];
    const reasons: Reasons = {
      ...Object.fromEntries(keysOf(explained).filter((path) => ["estimate", "interval.lower", "interval.upper"].includes(path)).map((path) => [path, explained[path]!])),
      ...(noTest !== undefined && { pValue: noTest, adjustedPValue: noTest }),
    };
    return {
      biomarker,
      label,
      matrix,
      unit,
      arm,
      n: group.n,
      excluded: changes.excluded.filter((exclusion) => exclusion.arm === arm).length,
      estimate,
      interval,
      pValue: tested.pValue,
      adjustedPValue: null,
      limits: group.limits,
      ...(keysOf(reasons).length > 0 && { reasons }),
    };
  });
}

function testOf({ tTest, signedRankTest }: ChangeInGroup, test: BiomarkerPanelMethodOptions["test"]): Estimated {
  return test === "signed-rank" ? signedRankTest : tTest;
}

/** Each row that was tested, with its p-value adjusted for those of the others. */
function adjustFamily<Row extends { readonly pValue: number | null }>(rows: readonly Row[], adjustment: PValueAdjustment): (readonly [Row, number])[] {
  const tested = rows.flatMap((row) => (row.pValue === null ? [] : [{ row, pValue: row.pValue }]));
  const adjusted = adjustPValues(tested.map(({ pValue }) => pValue), adjustment);
  return tested.map(({ row }, index) => [row, adjusted[index]!] as const);
}
