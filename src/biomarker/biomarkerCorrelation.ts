import { resolveTestOptions, type TestOptions } from "../inference/testOptions.ts";
import { checkFields } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import type { Alternative } from "../result/Alternative.ts";
import type { Method } from "../result/Method.ts";
import type { Reason } from "../result/Reason.ts";
import type { ParticipantCounts } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { membershipTest } from "../trial/evaluatePopulation.ts";
import type { ExclusionReason } from "../trial/Exclusion.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type BiomarkerQuantity, quantityReader, type ResolvedBiomarkerQuantity } from "./biomarkerQuantity.ts";
import { checkLimitRule, type SubstitutionRule, substitutionRules } from "./limitRule.ts";
import { type CorrelationMethod, type RelationInGroup, relationInGroup } from "./relationInGroup.ts";
import { checkGrouping, type ClassMembership, groupByClass, type ResponderGrouping, unclassifiedOf } from "./ResponderGrouping.ts";

export interface BiomarkerCorrelationOptions<Keys extends TrialKeys = TrialKeys> extends TestOptions {
  readonly x: BiomarkerQuantity<Keys>;
  /** The response of the regression. */
  readonly y: BiomarkerQuantity<Keys>;
  /** As in `correlation`. Default `"pearson"`. */
  readonly method?: CorrelationMethod;
  /** What stands for values beyond the limits of quantification. Without it they are refused. */
  readonly limits?: SubstitutionRule;
  /** The population to analyse; every participant in the data if left out. */
  readonly population?: Keys["population"];
  /** A result of `classifyResponders`: the relation is described within each of its classes too. */
  readonly classes?: ResponderGrouping;
}

export interface BiomarkerCorrelationResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "biomarker-correlation";
  /** One for each participant with both quantities, in the order of the data. */
  readonly rows: readonly ParticipantPoint<Keys>[];
  /** All arms together. */
  readonly overall: RelationInGroup;
  readonly byArm: { readonly [A in Keys["arm"]]: RelationInGroup };
  /** With `classes`: every class in every arm. */
  readonly byClass?: readonly (ClassMembership<Keys["arm"]> & RelationInGroup)[];
  /** With `classes`: participants analysed who are in none. */
  readonly unclassified?: readonly string[];
  readonly counts: ParticipantCounts;
  readonly excluded: readonly CorrelationExclusion<Keys>[];
  readonly method: Method<"biomarker-correlation", BiomarkerCorrelationMethodOptions<Keys>>;
}

export interface ParticipantPoint<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly x: number;
  readonly y: number;
  /** How many of the values that x and y stand on lay beyond a limit of quantification; absent where none did. */
  readonly beyond?: number;
}

/** A participant without one of the quantities; x is looked at first. */
export interface CorrelationExclusion<Keys extends TrialKeys = TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly reason: ExclusionReason | Reason;
  readonly quantity?: "x" | "y";
  readonly visit?: string;
}

export interface BiomarkerCorrelationMethodOptions<Keys extends TrialKeys = TrialKeys> {
  readonly x: ResolvedBiomarkerQuantity<Keys>;
  readonly y: ResolvedBiomarkerQuantity<Keys>;
  readonly method: CorrelationMethod;
  readonly limits?: SubstitutionRule;
  readonly population?: Keys["population"];
  readonly level: number;
  readonly alternative: Alternative;
}

/**
 * How a biomarker goes together with another, or with what became of the participants: correlation with its interval and test, and
 * simple linear regression, over all arms, by arm, and within responder classes.
 *
 * Use it for a biomarker's value (`{ biomarker, at }`) or change (`{ biomarker, from, to }`) against another, or against a quantity of
 * any result with rows of participants: `{ result: slopeChange(data, "slope6"), of: "improvement" }`. The correlation is
 * Pearson's, Spearman's or Kendall's as `correlation` computes it; the regression is of y on x, two-sided always. Values can be taken
 * as logarithms (`scale: "log"`); values beyond the limits of quantification need a rule in `limits`, as in `biomarkerChange`, and rows
 * say how many they stand on. Ranks are safer with them: many values at one limit are ties.
 *
 * A participant needs both quantities; `excluded` names the others, with the quantity that was missing and why. A correlation over
 * arms that differ in both quantities shows that difference, whatever holds within an arm. Classes are found after
 * baseline, and choosing participants by the outcome changes a correlation with it: such groups are marked `postBaseline`. Where a
 * group is too small, or x or y does not vary, its numbers are `null` with the reason.
 *
 * @throws TrialwiseError `beyond-limits` for values beyond limits without a rule; `invalid-records` for a sample in another unit
 * @throws RangeError, TypeError for keys that the trial does not declare, a quantity that the result's rows do not have, a result with
 *   several rows of a participant, an unknown option
 *
 * Source: Oh et al. 2018 (https://doi.org/10.1002/ana.25302), whose regressions of cytokine changes within classes these are, with
 * one-sided p-values; Berry et al. 2019 (https://doi.org/10.1212/WNL.0000000000008620).
 *
 * @example
 * ```ts
 * import { defineTrial, readTrialData } from "trialwise";
 * import { biomarkerCorrelation } from "trialwise/biomarker";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V6: { at: { months: 1 } } },
 *   biomarkers: {
 *     tgfb1: { label: "TGF-β1", matrix: "CSF", unit: "pg/mL" },
 *     ccl2: { label: "CCL2", matrix: "CSF", unit: "pg/mL", synonyms: ["MCP-1"] },
 *   },
 * });
 * const values = { "001": [20, 41, 310, 255], "002": [15, 22, 290, 280], "003": [25, 30, 330, 300], "004": [30, 62, 350, 290] } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.keys(values).map((id) => ({ id, arm: "msc" })),
 *   biomarkerSamples: Object.entries(values).flatMap(([participant, [before, after, ccl2Before, ccl2After]]) => [
 *     { participant, visit: "V5", biomarker: "tgfb1", unit: "pg/mL", value: before },
 *     { participant, visit: "V6", biomarker: "tgfb1", unit: "pg/mL", value: after },
 *     { participant, visit: "V5", biomarker: "ccl2", unit: "pg/mL", value: ccl2Before },
 *     { participant, visit: "V6", biomarker: "ccl2", unit: "pg/mL", value: ccl2After },
 *   ]),
 * });
 * const { correlation, regression } = biomarkerCorrelation(data, {
 *   x: { biomarker: "tgfb1", from: "V5", to: "V6" },
 *   y: { biomarker: "ccl2", from: "V5", to: "V6" },
 * }).byArm.msc;
 *
 * correlation.estimate; // => -0.878
 * regression.slope.estimate; // => -1.608
 * ```
 */
export function biomarkerCorrelation<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  options: BiomarkerCorrelationOptions<NoInfer<Keys>>,
): BiomarkerCorrelationResult<Keys> {
  const caller = "biomarkerCorrelation";
  checkTrialData(caller, data);
  checkFields(caller, "the options", options, ["x", "y"], ["method", "limits", "population", "classes", "level", "alternative"]);
  const { method = "pearson", limits, population, classes, x: _x, y: _y, ...testOptions } = options;
  checkChoice(caller, "method", method, ["pearson", "spearman", "kendall"]);
  checkLimitRule(caller, limits, substitutionRules);
  if (classes !== undefined) checkGrouping(caller, classes);
  const resolved = resolveTestOptions(caller, testOptions);
  const [x, y] = [quantityReader(caller, "x", data, options.x, limits), quantityReader(caller, "y", data, options.y, limits)];
  const isMember = membershipTest(caller, data, population);
  const rows: ParticipantPoint<Keys>[] = [];
  const excluded: CorrelationExclusion<Keys>[] = [];
  for (const participant of data.participants) {
    const who = { participant: participant.id, arm: participant.arm };
    if (!isMember(participant)) {
      excluded.push({ ...who, reason: "not-in-population" });
      continue;
    }
    const [first, second] = [x.read(participant.id), y.read(participant.id)];
    if (first.found && second.found) {
      const beyond = first.beyond + second.beyond;
      rows.push({ ...who, x: first.value, y: second.value, ...(beyond > 0 && { beyond }) });
      continue;
    }
    if (!first.found) excluded.push({ ...who, ...first.lack, quantity: "x" });
    else if (!second.found) excluded.push({ ...who, ...second.lack, quantity: "y" });
  }
  const describe = (group: readonly ParticipantPoint<Keys>[]) => relationInGroup(group, method, resolved);
  return {
    kind: "biomarker-correlation",
    rows,
    overall: describe(rows),
    byArm: recordOf<Keys["arm"], RelationInGroup>(keysOf(data.trial.arms), (arm) => describe(rows.filter((row) => row.arm === arm))),
    ...(classes !== undefined && {
      byClass: groupByClass<Keys["arm"], ParticipantPoint<Keys>, RelationInGroup>(classes, data.trial.arms, rows, describe),
      unclassified: unclassifiedOf(classes, rows),
    }),
    counts: { participants: data.participants.length, analysed: rows.length, excluded: excluded.length },
    excluded,
    method: {
      name: "biomarker-correlation",
      options: {
        x: x.resolved,
        y: y.resolved,
        method,
        ...(limits !== undefined && { limits }),
        ...(population !== undefined && { population }),
        ...resolved,
      },
      reference: "Oh et al. 2018, doi:10.1002/ana.25302",
    },
  };
}
