import type { ComparableResult, QuantityOf } from "../comparison/ComparableResult.ts";
import { quantityOf } from "../comparison/quantityOf.ts";
import { fitLinearModel } from "../model/fitLinearModel.ts";
import { termTests } from "../model/termTests.ts";
import { attempt } from "../result/attempt.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkLevel } from "../result/checkOption.ts";
import type { Interval } from "../result/Interval.ts";
import type { Method } from "../result/Method.ts";
import type { Reason, Reasons } from "../result/Reason.ts";
import { show } from "../result/show.ts";
import { checkTwoArms, type TwoArms } from "../trial/checkTwoArms.ts";
import { keysOf } from "../trial/keysOf.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";

export interface SubgroupModelOptions<Arm extends string = string, Quantity extends string = string> extends TwoArms<Arm> {
  /** What is modelled; the first quantity of the result's `better` if left out: the change, or the slope. */
  readonly of?: Quantity;
  /** Coverage of the interval. Default 0.95. */
  readonly level?: number;
}

/** A subgroup by who is in which group, as `subgroupAnalysis` gives it. */
export interface GroupedParticipants {
  readonly groups: readonly { readonly group: string; readonly participantIds: readonly string[] }[];
}

export interface SubgroupModelResult<Arm extends string = string, Quantity extends string = string> {
  /** F: the effect of the arm is the same in all groups. */
  readonly statistic: number | null;
  readonly degreesOfFreedom: { readonly numerator: number | null; readonly denominator: number | null };
  readonly pValue: number | null;
  /** Of two groups: the effect in the first − that in the second. Absent with more. */
  readonly difference?: { readonly estimate: number; readonly standardError: number; readonly interval: Interval };
  /** Those in the model. */
  readonly groups: readonly { readonly group: string; readonly counts: { readonly treatment: number; readonly control: number } }[];
  /** Groups that have nobody with a value in one of the arms. */
  readonly leftOut: readonly string[];
  readonly method: Method<"arm-by-subgroup-model", Required<SubgroupModelOptions<Arm, Quantity>>>;
  readonly reasons?: Reasons<"statistic" | "degreesOfFreedom.numerator" | "degreesOfFreedom.denominator" | "pValue">;
}

/**
 * The interaction of arm and subgroup in one linear model: response = arm + group + arm × group.
 *
 * Use it on a change, slope or slope change, with the groups of `subgroupAnalysis`. The F test asks whether the difference between the
 * arms is the same in all groups; with two groups `difference` is that of their effects, first − second, and F its t squared. All groups
 * and arms share one variance, so that small groups borrow their error from the others; the interaction of `subgroupAnalysis` takes each
 * from its own.
 *
 * Groups without anybody in one of the arms cannot tell the effect, and are named in `leftOut`. With fewer than two groups
 * (`"not-estimable"`), no more participants than arms × groups (`"too-few-values"`) or values without variance (`"no-variance"`) there is no
 * test.
 *
 * R: `anova(lm(y ~ arm * group))`, its row `arm:group`; SAS: PROC GLM, type III.
 *
 * @throws RangeError, TypeError for an arm or a quantity that the result does not have, an arm compared with itself, groups that overlap, a
 *   level outside (0, 1), an unknown option
 *
 * Source: Searle 1987, Linear Models for Unbalanced Data (ISBN 0-471-84096-3), chapter 4.
 *
 * @example
 * ```ts
 * import { fitSubgroupModel } from "trialwise";
 *
 * const changes = { female: { msc: [-1, -3, -2], control: [-5, -6, -4] }, male: { msc: [-4, -2, -6], control: [-5, -7, -3] } };
 * const rows = (["female", "male"] as const).flatMap((sex) =>
 *   (["msc", "control"] as const).flatMap((arm) => changes[sex][arm].map((change, index) => ({ participant: `${sex}-${arm}-${index}`, arm, change }))),
 * );
 * const result = { byArm: { msc: {}, control: {} }, better: { change: "higher" }, rows, excluded: [] } as const;
 * const groups = ["female", "male"].map((group) => ({
 *   group,
 *   participantIds: rows.map(({ participant }) => participant).filter((id) => id.startsWith(`${group}-`)),
 * }));
 *
 * const { difference, statistic, pValue } = fitSubgroupModel(result, { groups }, { treatment: "msc", control: "control" });
 * difference?.estimate; // => 2.0
 * statistic; // => 1.2
 * pValue; // => 0.3052
 * ```
 */
export function fitSubgroupModel<Result extends ComparableResult>(
  result: Result,
  subgroup: GroupedParticipants,
  options: SubgroupModelOptions<keyof Result["byArm"] & string, QuantityOf<Result>>,
): SubgroupModelResult<keyof Result["byArm"] & string, QuantityOf<Result>> {
  checkParts(caller, "the result", result, ["byArm", "better", "rows"]);
  checkParts(caller, "the subgroup", subgroup, ["groups"]);
  checkGroups(subgroup.groups);
  checkOptionKeys(caller, options, ["treatment", "control", "of", "level"]);
  checkTwoArms(caller, result.byArm, options);
  const { treatment, control, of = keysOf<Result["better"]>(result.better)[0]!, level = 0.95 } = options;
  checkKey(caller, result.better, of, "quantity");
  checkLevel(caller, level);
  const observed = observations(result, subgroup, { treatment, control }, of);
  const counted = subgroup.groups.map(({ group }) => {
    const own = observed.filter((observation) => observation.group === group);
    const inTreatment = own.filter(({ arm }) => arm === "treatment").length;
    return { group, counts: { treatment: inTreatment, control: own.length - inTreatment } };
  });
  const groups = counted.filter(({ counts }) => counts.treatment > 0 && counts.control > 0);
  return {
    ...test(observed, groups.map(({ group }) => group), level),
    groups,
    leftOut: counted.filter((group) => !groups.includes(group)).map(({ group }) => group),
    method: {
      name: "arm-by-subgroup-model",
      options: { treatment, control, of, level },
      reference: "Searle 1987, Linear Models for Unbalanced Data",
    },
  };
}

const caller = "fitSubgroupModel";

/** Groups that do not overlap: who is in two would be counted in the last of them. */
function checkGroups(groups: GroupedParticipants["groups"]): void {
  if (!Array.isArray(groups)) throw new TypeError(`${caller}: groups must be a list; received ${show(groups)}`);
  const placed = new Map<string, string>();
  const names = new Set<string>();
  groups.forEach((each: GroupedParticipants["groups"][number], index) => {
    checkParts(caller, `groups[${index}]`, each, ["group", "participantIds"]);
    const { group, participantIds } = each;
    if (!Array.isArray(participantIds)) throw new TypeError(`${caller}: groups[${index}].participantIds must be a list of ids; received ${show(participantIds)}`);
    if (names.has(group)) throw new RangeError(`${caller}: groups has ${show(group)} twice`);
    names.add(group);
    for (const id of participantIds) {
      const before = placed.get(id);
      if (before !== undefined && before !== group) throw new RangeError(`${caller}: groups must not overlap; ${show(id)} is in ${show(before)} and in ${show(group)}`);
      placed.set(id, group);
    }
  });
}

interface Observation {
  readonly arm: "treatment" | "control";
  readonly group: string;
  readonly value: number;
}

function observations({ rows }: ComparableResult, { groups }: GroupedParticipants, arms: TwoArms, of: string): Observation[] {
  const groupOf = new Map(groups.flatMap(({ group, participantIds }) => participantIds.map((id) => [id, group] as const)));
  return rows.flatMap((row) => {
    const [group, value] = [groupOf.get(row.participant), quantityOf(row, of)];
    if (group === undefined || value === null || (row.arm !== arms.treatment && row.arm !== arms.control)) return [];
    return [{ arm: row.arm === arms.treatment ? "treatment" : "control", group, value }];
  });
}

type TestPart = Pick<SubgroupModelResult, "statistic" | "degreesOfFreedom" | "pValue" | "difference" | "reasons">;

function test(observed: readonly Observation[], groups: readonly string[], level: number): TestPart {
  if (groups.length < 2) return untested("not-estimable");
  const used = observed.filter(({ group }) => groups.includes(group));
  const [first, last] = [groups[0]!, groups.at(-1)!];
  const fitted = attempt(() =>
    fitLinearModel(
      {
        response: used.map(({ value }) => value),
        terms: ["arm", "group", ["arm", "group"]],
        data: { arm: used.map(({ arm }) => arm), group: used.map(({ group }) => group) },
        factors: { arm: { reference: "control" }, group: { levels: groups, reference: last } },
      },
      { level },
    ),
  );
  if (!fitted.ok) return untested(fitted.issue.code === "too-few-values" || fitted.issue.code === "no-variance" ? fitted.issue.code : "not-estimable");
  const { statistic, degreesOfFreedom, pValue } = termTests(fitted.value).tests[2]!;
  if (statistic === null || pValue === null) return untested("not-estimable");
  if (groups.length > 2) return { statistic, degreesOfFreedom, pValue };
  const { estimate, standardError, interval } = fitted.value.coefficients[`arm[treatment]:group[${first}]`]!;
  return { statistic, degreesOfFreedom, pValue, difference: { estimate, standardError, interval } };
}

function untested(reason: Reason): TestPart {
  return {
    statistic: null,
    degreesOfFreedom: { numerator: null, denominator: null },
    pValue: null,
    reasons: { statistic: reason, "degreesOfFreedom.numerator": reason, "degreesOfFreedom.denominator": reason, pValue: reason },
  };
}
