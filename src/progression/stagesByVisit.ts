import { alsfrsRItemKeys, type AlsfrsRItems } from "../instruments/AlsfrsRItems.ts";
import { kingsStage } from "../instruments/kingsStage.ts";
import { mitosStage } from "../instruments/mitosStage.ts";
import { checkFields, checkKnownKeys } from "../result/checkKeys.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { analyseParticipants } from "../trial/analyseParticipants.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import { lack } from "../trial/Lack.ts";
import { plannedDaysOf } from "../trial/plannedDays.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { valuesOf } from "../trial/valuesOf.ts";
import type { ResolvedStagesByVisit, StageAtVisit, StageReason, StagesByVisitOptions, StagesByVisitResult, StagesInArm, VentilationKind } from "./StagesByVisitResult.ts";

/**
 * King's or MiToS stages of a trial's participants at its visits, from ALSFRS-R items recorded as measures.
 *
 * Use it to describe arms by stage over time, or to find when a stage was reached. Each visit is staged as `kingsStage` and `mitosStage`
 * say. Who is known to have died by a visit without a rating is in stage 5 there and later, whatever reason stands for the ratings.
 * For King's stages a gastrostomy or ventilation on record counts from its (earliest possible) day on; the visit's day is the one
 * recorded with its ratings, otherwise the planned one. Without such a record the items decide.
 *
 * A visit without a rating has no stage (`no-values`), one where a missing item could change it has none either (`missing-item`), and
 * `possible` has what remains: nothing is carried forward. Participants without any rating who are not known to have died are
 * excluded. Counts by arm are in `byArm`, the stages 0 to 5 in order. A later stage can be followed by an earlier one, since ratings rise
 * and fall; the rows keep that.
 *
 * @throws RangeError, TypeError for an item that has no measure where none is left to stage by, a measure that is not rated 0 to 4 in
 *   whole points, keys that the trial does not declare, visits that are none or named twice, an unknown option
 *
 * Source: Balendra et al. 2014, doi 10.3109/21678421.2014.897357; Chiò et al. 2015, doi 10.1136/jnnp-2013-306589.
 *
 * @example
 * ```ts
 * import { alsfrsRItemMeasures, defineTrial, readTrialData, stagesByVisit } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
 *   measures: alsfrsRItemMeasures,
 * });
 * const normal = Object.keys(alsfrsRItemMeasures).filter((item) => item !== "cuttingWithGastrostomy");
 * const rated = (participant: string, visit: string, lower: { readonly [item: string]: number }) =>
 *   normal.map((measure) => ({ participant, visit, measure, value: lower[measure] ?? 4 }));
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }],
 *   observations: [...rated("001", "V5", { speech: 3 }), ...rated("001", "V9", { speech: 1, handwriting: 1 }), ...rated("002", "V5", { walking: 1 })],
 *   clinicalEvents: [{ participant: "002", kind: "death", at: { months: 3 } }],
 * });
 *
 * stagesByVisit(data, { system: "kings" }).rows.map(({ stage }) => stage); // => [1, 2, 1, 5]
 * stagesByVisit(data, { system: "mitos" }).rows.map(({ stage }) => stage); // => [0, 1, 1, 5]
 * stagesByVisit(data, { system: "kings" }).byArm.msc[1]?.stages; // => [0, 0, 1, 0, 0, 1]
 * ```
 */
export function stagesByVisit<Keys extends TrialKeys>(data: TrialData<Keys>, options: StagesByVisitOptions<NoInfer<Keys>>): StagesByVisitResult<Keys> {
  checkTrialData(caller, data);
  const resolved = resolveStages<Keys>(data, options);
  const stageAt = stageReader(data, resolved);
  const { rows, counts, excluded } = analyseParticipants(caller, data, resolved.population, ({ id, arm }) => {
    const stages = resolved.visits.map((visit) => ({ participant: id, arm, visit, ...stageAt(id, visit) }));
    return stages.every(({ reasons }) => reasons?.stage === "no-values") ? lack<Keys>("no-observation") : { stages };
  });
  const all = rows.flatMap(({ stages }) => stages);
  return {
    kind: "stages-by-visit",
    rows: all,
    byArm: recordOf<Keys["arm"], readonly StagesInArm<Keys>[]>(keysOf(data.trial.arms), (arm) =>
      resolved.visits.map((visit) => describeVisit<Keys>(visit, all.filter((row) => row.arm === arm && row.visit === visit))),
    ),
    counts,
    excluded,
    method: { name: "stages-by-visit", options: resolved, reference: resolved.system === "kings" ? "Balendra et al. 2014, doi:10.3109/21678421.2014.897357" : "Chiò et al. 2015, Table 1, doi:10.1136/jnnp-2013-306589" },
  };
}

const caller = "stagesByVisit";

function stageReader<Keys extends TrialKeys>(
  data: TrialData<Keys>,
  { system, items, ventilation }: ResolvedStagesByVisit<Keys>,
): (participant: string, visit: Keys["visit"]) => Omit<StageAtVisit<Keys>, "participant" | "arm" | "visit"> {
  const ratings = alsfrsRItemKeys.flatMap((item) => {
    const measure = items[item];
    return measure === undefined ? [] : [{ item, valueAt: valuesOf(data, measure) }];
  });
  const plannedDay = plannedDaysOf(data);
  const deaths = knownDeaths(data);
  const gastrostomies = firstDays(data, ["gastrostomy"]);
  const ventilations = firstDays(data, ventilation);
  return (participant, visit) => {
    const found = ratings.map(({ item, valueAt }) => ({ item, rating: valueAt(participant, visit) }));
    const rated = found.flatMap(({ item, rating }) => (rating.found ? [{ item, ...rating }] : []));
    const planned = plannedDay(participant, visit) ?? -Infinity;
    // A visit after a death may carry another reason for every rating that is missing.
    const isDead = (deaths.get(participant)?.latest ?? Infinity) <= planned;
    const died = rated.length === 0 && (isDead || found.some(({ rating }) => !rating.found && rating.reason === "died"));
    if (rated.length === 0 && !died) return unstaged("no-values");
    const values: AlsfrsRItems = Object.fromEntries(rated.map(({ item, value }) => [item, value]));
    if (values.cutting !== undefined && values.cuttingWithGastrostomy !== undefined) return unstaged("not-defined");
    const day = rated.find((each) => each.day !== null)?.day ?? planned;
    const isBegun = (days: ReadonlyMap<string, number>) => (days.get(participant) ?? Infinity) <= day;
    if (system === "mitos") {
      const { stage, possible } = mitosStage(values, { died });
      return { ...(stage === null ? unstaged("missing-item") : { stage }), possible };
    }
    const { stage, possible, failures } = kingsStage(values, { died, ventilation: isBegun(ventilations), ...(isBegun(gastrostomies) && { gastrostomy: true }) });
    const failed = (["nutritional", "respiratory"] as const).filter((failure) => failures[failure] === true);
    return { ...(stage === null ? unstaged("missing-item") : { stage }), possible, failures: failed };
  };
}

function unstaged(stage: StageReason): { readonly stage: null; readonly reasons: { readonly stage: StageReason } } {
  return { stage: null, reasons: { stage } };
}

/** The first day on which one of these events may have come. */
function firstDays(data: TrialData, kinds: readonly string[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { participant, kind, at } of data.clinicalEvents) {
    if (kinds.includes(kind)) days.set(participant, Math.min(at.earliest, days.get(participant) ?? Infinity));
  }
  return days;
}

function describeVisit<Keys extends TrialKeys>(visit: Keys["visit"], rows: readonly StageAtVisit<Keys>[]): StagesInArm<Keys> {
  return {
    visit,
    staged: rows.filter(({ stage }) => stage !== null).length,
    stages: [0, 1, 2, 3, 4, 5].map((each) => rows.filter(({ stage }) => stage === each).length),
    unstaged: recordOf(["no-values", "missing-item", "not-defined"] as const, (each) => rows.filter(({ reasons }) => reasons?.stage === each).length),
  };
}

function resolveStages<Keys extends TrialKeys>(data: TrialData<Keys>, options: StagesByVisitOptions<Keys>): ResolvedStagesByVisit<Keys> {
  const { trial } = data;
  checkFields(caller, "options", options, ["system"], ["items", "visits", "ventilation", "population"]);
  const { system, ventilation = ["non-invasive-ventilation", "permanent-ventilation", "tracheostomy"] } = options;
  checkChoice(caller, "system", system, ["kings", "mitos"]);
  if (!Array.isArray(ventilation)) throw new TypeError(`${caller}: ventilation must be a list; received ${show(ventilation)}`);
  for (const kind of ventilation) checkChoice<VentilationKind>(caller, "ventilation", kind, ["non-invasive-ventilation", "permanent-ventilation", "tracheostomy"]);
  const items = options.items ?? ownItems(trial.measures);
  checkKnownKeys(caller, "items", items, alsfrsRItemKeys);
  const measures = alsfrsRItemKeys.flatMap((item) => items[item] ?? []);
  if (measures.length === 0) throw new RangeError(`${caller}: items must name the measures of the ALSFRS-R items; the trial has none by their own keys`);
  for (const measure of measures) {
    checkKey(caller, trial.measures, measure, "measure");
    const { better, range, step } = trial.measures[measure];
    if (better !== "higher" || range?.from !== 0 || range.to !== 4 || step !== 1) {
      throw new RangeError(`${caller}: an item needs a measure from 0 to 4 in steps of 1 in which higher is better, as in alsfrsRItemMeasures; ${show(measure)} is declared otherwise`);
    }
  }
  const recorded = new Set<string>(data.observations.filter(({ measure, value }) => value !== undefined && measures.includes(measure)).map(({ visit }) => visit));
  const visits = options.visits ?? keysOf(trial.visits).filter((visit) => recorded.has(visit));
  if (!Array.isArray(visits)) throw new TypeError(`${caller}: visits must be a list; received ${show(visits)}`);
  if (options.visits?.length === 0) throw new RangeError(`${caller}: visits must name at least one visit`);
  for (const [index, visit] of visits.entries()) {
    checkKey(caller, trial.visits, visit, "visit");
    if (visits.indexOf(visit) !== index) throw new RangeError(`${caller}: visits must name each visit once; received ${show(visit)} twice`);
  }
  return { system, items: { ...items }, visits: [...visits], ventilation: [...ventilation], ...(options.population !== undefined && { population: options.population }) };
}

/** The trial's measures that are called as the items are. */
function ownItems<Measure extends string>(measures: { readonly [M in Measure]: unknown }): { readonly [Item in keyof AlsfrsRItems]?: Measure } {
  return Object.fromEntries(keysOf(measures).flatMap((measure) => (alsfrsRItemKeys.some((item) => item === measure) ? [[measure, measure]] : [])));
}
