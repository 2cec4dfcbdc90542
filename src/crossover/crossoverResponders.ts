import type { RuleOfTrial } from "../response/classifyResponders.ts";
import { countResponders } from "../response/countResponders.ts";
import type { ParticipantResponse, ResponderPolicies, RespondersInArm } from "../response/ResponderResult.ts";
import { ruleClassifier } from "../response/ruleClassifier.ts";
import { checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CrossoverExclusion } from "./crossoverChange.ts";
import { checkPeriodVisits, periodTreatments } from "./crossoverPeriods.ts";
import type { CrossoverColumns } from "./readCrossover.ts";
import { ruleWindows } from "./ruleWindows.ts";

export interface CrossoverRespondersOptions<Keys extends TrialKeys = TrialKeys> extends ResponderPolicies {
  /** The rule of each period, in order: the same in the visits of its own period. */
  readonly rules: readonly RuleOfTrial<Keys>[];
  /** The population to classify; every participant in the data if left out. */
  readonly population?: Keys["population"];
}

/** Who responded in each period of a crossover trial, by participant and period, by treatment, by period and by arm. */
export interface CrossoverRespondersResult<Keys extends TrialKeys = TrialKeys> {
  readonly kind: "crossover-response";
  /** One for each participant of the population and period, in the order of the data. */
  readonly rows: readonly CrossoverResponse<Keys>[];
  readonly byTreatment: { readonly [T in Keys["treatment"]]: RespondersInArm };
  readonly byPeriod: readonly ({ readonly period: number } & RespondersInArm)[];
  /** By sequence and period. */
  readonly byArm: { readonly [A in Keys["arm"]]: readonly ({ readonly period: number; readonly treatment: Keys["treatment"] } & RespondersInArm)[] };
  /** 1 for responders and 0 for non-responders, as `crossoverBinaryTest` takes them; the sequence is the arm. */
  readonly columns: CrossoverColumns<string>;
  /** `complete`: participants with a response or none in every period; `partial`: in some; `without`: excluded from all, or outside the population. */
  readonly counts: { readonly participants: number; readonly complete: number; readonly partial: number; readonly without: number };
  /** One entry for each period that a participant is excluded from; without `period` for one outside the population. */
  readonly excluded: readonly CrossoverExclusion<Keys>[];
  readonly method: Method<"crossover-responders", CrossoverRespondersMethodOptions<Keys>>;
}

/** What a participant's values say in one period. */
export interface CrossoverResponse<Keys extends TrialKeys = TrialKeys> extends ParticipantResponse<Keys> {
  /** From 1. */
  readonly period: number;
  readonly treatment: Keys["treatment"];
}

export interface CrossoverRespondersMethodOptions<Keys extends TrialKeys = TrialKeys> extends Required<ResponderPolicies> {
  readonly rules: readonly RuleOfTrial<Keys>[];
  readonly population?: Keys["population"];
}

const caller = "crossoverResponders";

/**
 * Who responded to treatment in each period of a crossover trial, by a rule for each period; `crossoverBinaryTest` compares the treatments
 * within participants on its `columns`.
 *
 * Use it for a yes-or-no endpoint where an arm is a sequence of treatments. The rules are those of `classifyResponders`, and are judged as it
 * does: composites such as EDSS-Plus, thresholds that depend on the start, confirmation. A rule's endpoints lie in its own period: their
 * first visit is the period's own baseline, and an endpoint that leaves `from` out begins at the trial's and is refused from the second
 * period on (of a slope change, the follow-up is what lies in the period). The visits that confirm a response may lie in the next.
 *
 * Death, missing values and no decline count as no response unless an option says otherwise. Whoever lacks the second period then has
 * none in it, which speaks for a first that they responded in; with `missing: "excluded"` the participant is left out of the test, which needs both periods.
 * `byTreatment` mixes the periods and `byPeriod` the treatments: they describe.
 *
 * @throws RangeError, TypeError for rules and policies as `classifyResponders`, arms with fewer periods than rules, visits outside
 *   their period, an unknown option
 *
 * Source: Senn 2002, Cross-over Trials in Clinical Research, 2nd ed. (https://doi.org/10.1002/0470854596), chapter 4.
 *
 * @example
 * ```ts
 * import { crossoverBinaryTest, crossoverResponders, defineTrial, percentImprovement, readTrialData, t25fw } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   treatments: { cells: { label: "Cells" }, saline: { label: "Saline" } },
 *   arms: {
 *     cellsFirst: { label: "Cells, then saline", role: "experimental", periods: [{ treatment: "cells" }, { treatment: "saline", start: { months: 15 } }] },
 *     salineFirst: { label: "Saline, then cells", role: "control", periods: [{ treatment: "saline" }, { treatment: "cells", start: { months: 15 } }] },
 *   },
 *   visits: { start1: { at: { months: 0 }, baseline: true }, end1: { at: { months: 12 } }, start2: { at: { months: 15 } }, end2: { at: { months: 27 } } },
 *   measures: { t25fw },
 * });
 * const seconds = {
 *   "01": ["cellsFirst", 10, 8, 8, 9], "02": ["cellsFirst", 12, 9, 10, 10], "03": ["cellsFirst", 8, 8, 8, 6],
 *   "04": ["salineFirst", 10, 11, 12, 9], "05": ["salineFirst", 9, 9, 10, 8], "06": ["salineFirst", 15, 16, 16, 15],
 * } as const;
 * const data = readTrialData(trial, {
 *   participants: Object.entries(seconds).map(([id, [arm]]) => ({ id, arm })),
 *   observations: Object.entries(seconds).flatMap(([participant, [, ...values]]) =>
 *     (["start1", "end1", "start2", "end2"] as const).map((visit, index) => ({ participant, visit, measure: "t25fw" as const, value: values[index]! })),
 *   ),
 * });
 * const faster = (from: keyof typeof trial.visits, to: keyof typeof trial.visits) =>
 *   percentImprovement({ of: { kind: "percent-change", measure: "t25fw", from, to } as const, atLeast: 20 });
 * const { byTreatment, columns } = crossoverResponders(data, { rules: [faster("start1", "end1"), faster("start2", "end2")] });
 *
 * byTreatment.cells.responders; // => 4
 * byTreatment.saline.responders; // => 1
 * crossoverBinaryTest(columns, { treatment: "cells", control: "saline" }).estimate; // => 0.5
 * ```
 */
export function crossoverResponders<Keys extends TrialKeys>(data: TrialData<Keys>, options: CrossoverRespondersOptions<NoInfer<Keys>>): CrossoverRespondersResult<Keys> {
  checkTrialData(caller, data);
  const { trial } = data;
  checkParts(caller, "the options", options, ["rules"]);
  checkOptionKeys(caller, options, ["rules", "deaths", "missing", "noLeadInDecline", "population"]);
  const { rules, ...rest } = options;
  if (!Array.isArray(rules)) throw new TypeError(`${caller}: rules must be a list of the rule of each period; received ${show(rules)}`);
  const treatmentsOf = periodTreatments(caller, trial, rules.length, "rules");
  const periods = rules.map(ruleClassifier(caller, data, rest));
  for (const ranges of ruleWindows(trial, rules)) checkPeriodVisits(caller, trial, ranges);
  const cells = periods.flatMap(({ rows }, index) => rows.map((row): CrossoverResponse<Keys> => ({ ...row, period: index + 1, treatment: treatmentsOf(row.arm)[index]! })));
  const lacks = periods.flatMap(({ excluded }, index) => excluded.map((lack) => ({ ...lack, period: index + 1 })));
  const rowsOf = byParticipant(cells);
  const lacksOf = byParticipant(lacks);
  const rows = data.participants.flatMap(({ id }) => rowsOf.get(id) ?? []);
  const judged = rows.filter(({ status }) => status !== "excluded");
  const summarise = (isIn: (cell: Cell<Keys>) => boolean) => countResponders(rows.filter(isIn), lacks.filter(isIn).length);
  const found = data.participants.map(({ id }) => (rowsOf.get(id) ?? []).filter(({ status }) => status !== "excluded").length);
  const { rule: _, population: __, ...policies } = periods[0]!.method.options;
  return {
    kind: "crossover-response",
    rows,
    byTreatment: recordOf<Keys["treatment"], RespondersInArm>(keysOf(trial.treatments), (treatment) => summarise(({ arm, period }) => treatmentsOf(arm)[period - 1] === treatment)),
    byPeriod: periods.map((_period, index) => ({ period: index + 1, ...summarise(({ period }) => period === index + 1) })),
    byArm: recordOf<Keys["arm"], CrossoverRespondersResult<Keys>["byArm"][Keys["arm"]]>(keysOf(trial.arms), (arm) =>
      treatmentsOf(arm).map((treatment, index) => ({ period: index + 1, treatment, ...summarise((cell) => cell.arm === arm && cell.period === index + 1) })),
    ),
    columns: {
      participant: judged.map(({ participant }) => participant),
      sequence: judged.map(({ arm }) => arm),
      period: judged.map(({ period }) => period),
      treatment: judged.map(({ treatment }) => treatment),
      response: judged.map(({ status }) => (status === "responder" ? 1 : 0)),
    },
    counts: {
      participants: data.participants.length,
      complete: found.filter((count) => count === periods.length).length,
      partial: found.filter((count) => count > 0 && count < periods.length).length,
      without: found.filter((count) => count === 0).length,
    },
    excluded: data.participants.flatMap(({ id }) => exclusionsOf(lacksOf.get(id) ?? [])),
    method: { name: "crossover-responders", options: { rules, ...policies, ...(rest.population !== undefined && { population: rest.population }) }, reference: "Senn 2002, doi:10.1002/0470854596" },
  };
}

interface Cell<Keys extends TrialKeys> {
  readonly participant: string;
  readonly arm: Keys["arm"];
  readonly period: number;
}

function byParticipant<Item extends { readonly participant: string }>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(item.participant, [...(found.get(item.participant) ?? []), item]);
  return found;
}

/** Who is outside the population is so in every period, and is named once. */
function exclusionsOf<Keys extends TrialKeys>(lacks: readonly CrossoverExclusion<Keys>[]): readonly CrossoverExclusion<Keys>[] {
  const [first] = lacks;
  return first?.reason === "not-in-population" ? [{ participant: first.participant, arm: first.arm, reason: first.reason }] : lacks;
}
