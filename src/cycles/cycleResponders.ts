import { type Direction, improvementOf } from "../change/direction.ts";
import { checkOptionKeys, checkKnownKeys, checkParts } from "../result/checkKeys.ts";
import { checkChoice, checkFinite } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { type ParticipantCell, participantCell } from "../trial/ParticipantCell.ts";
import { checkKey } from "../trial/resolveEndpoint.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import type { CycleSlopes, ParticipantPeriod, TreatmentSlopes } from "./CycleSlopesResult.ts";

/** A range of improvement: one bound, or one at each side. */
export interface ImprovementRange {
  readonly atLeast?: number;
  readonly moreThan?: number;
  readonly atMost?: number;
  readonly lessThan?: number;
}

export interface CycleRespondersOptions<Class extends string = string> {
  /** A range for each class, by a name of your own. Classes may overlap, and need not cover everyone. */
  readonly classes: { readonly [C in Class]: ImprovementRange };
  /** What the ranges are of. Default `percentImprovement`; `improvement` is in units of the measure per unit of time. */
  readonly of?: "percentImprovement" | "improvement";
  /** Participants who had the dose and died before the period's end, even with a slope: in no class but in the denominator (default), or not in it. */
  readonly deaths?: "non-responder" | "excluded";
  /** Participants who had the dose and have no slope for another reason. The same choices. */
  readonly missing?: "non-responder" | "excluded";
  /** Participants without a decline that a percentage could be of. The same choices. */
  readonly noLeadInDecline?: "non-responder" | "excluded";
}

/** Who of those who had a dose is in which class. */
export interface CycleRespondersResult<Keys extends TrialKeys = TrialKeys, Class extends string = string> {
  readonly kind: "cycle-response";
  /** One for each class; `compareResponders` takes it. */
  readonly byClass: { readonly [C in Class]: { readonly byArm: { readonly [A in Keys["arm"]]: CycleRespondersInArm } } };
  /** Everyone who had the dose. */
  readonly rows: readonly ParticipantCycleResponse<Keys["arm"], Class>[];
  /** All who had the dose, and those of them who could not be classified. */
  readonly counts: { readonly dosed: number; readonly died: number; readonly missing: number; readonly noLeadInDecline: number };
  readonly method: Method<"cycle-responders", Required<CycleRespondersOptions<Class>>>;
}

/** Those in the class, of `n`. */
export interface CycleRespondersInArm extends ParticipantCell {
  /** The denominator. */
  readonly n: number;
  /** As many as `participants`. */
  readonly responders: number;
}

export interface ParticipantCycleResponse<Arm extends string = string, Class extends string = string> {
  readonly participant: string;
  readonly arm: Arm;
  readonly classes: readonly Class[];
  /** `classified` by the slopes, or why not. */
  readonly reason: "classified" | "died" | "missing" | "no-lead-in-decline";
}

/**
 * Classes of response in a cycle of `cycleSlopes`, or over its whole treatment: who improved by more than 25 %, by less, who got worse.
 *
 * Use it where each participant's slope is judged against their own lead-in. The denominator is everyone of the population who had the dose
 * (Petrou 2021: 13 of 19), which leaves out those whom the cycle calls `no-dose`. Who died before the end without a value there (even with
 * a slope from the values before), has no slope for another reason, or had no decline before is in no class; whether they stay in the denominator is an option for each, and `counts` has them. Ranges may be open or
 * closed, and classes may overlap (more than 25 %, any improvement).
 *
 * A tie at a bound is one whatever its rounding: improvement and what is needed for the bound count as equal within 1e-9 of the larger
 * of the two slopes. Rates like these are not null rates: the lead-in is measured with error too (`nullResponderRate`).
 *
 * @throws RangeError, TypeError for a class without a bound, with two at one side or without room between them, a bound that is not finite, an
 *   unknown option
 *
 * Source: Petrou et al. 2021 (https://doi.org/10.52586/4980).
 *
 * @example
 * ```ts
 * import { alsfrsR, cycleResponders, cycleSlopes, defineTrial, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" } },
 *   visits: { entry: { at: { months: -6 } }, dose: { at: { months: 0 }, baseline: true }, end: { at: { months: 6 } } },
 *   measures: { alsfrsR },
 * });
 * const seen = (participant: string, scores: readonly [number, number, number]) =>
 *   (["entry", "dose", "end"] as const).map((visit, index) => ({ participant, visit, measure: "alsfrsR", value: scores[index]! }));
 * const data = readTrialData(trial, {
 *   participants: ["001", "002", "003"].map((id) => ({ id, arm: "msc" })),
 *   observations: [...seen("001", [42, 36, 34]), ...seen("002", [40, 36, 33]), ...seen("003", [40, 37, 32])],
 *   doses: ["001", "002", "003"].map((participant) => ({ participant, number: 1, at: { days: 0 } })),
 * });
 * const { treatment } = cycleSlopes(data, { measure: "alsfrsR", method: "two-visit", lastCycle: { months: 6 }, time: "nominal" });
 * const { byClass, rows } = cycleResponders(treatment, { classes: { responder: { moreThan: 25 }, slight: { atLeast: 0, atMost: 25 }, worse: { lessThan: 0 } } });
 *
 * byClass.responder.byArm.msc.proportion; // => 0.333
 * rows.map(({ participant, classes }) => [participant, classes]); // => [["001", ["responder"]], ["002", ["slight"]], ["003", ["worse"]]]
 * ```
 */
export function cycleResponders<Keys extends TrialKeys, Class extends string>(
  period: CycleSlopes<Keys> | TreatmentSlopes<Keys>,
  options: CycleRespondersOptions<Class>,
): CycleRespondersResult<Keys, Class> {
  const caller = "cycleResponders";
  checkParts(caller, "the period", period, ["rows", "byArm", "better", "excluded"]);
  checkKey(caller, period.better, "percentImprovement", "quantity");
  checkParts(caller, "the options", options, ["classes"]);
  const { classes, of = "percentImprovement", deaths = "non-responder", missing = "non-responder", noLeadInDecline = "non-responder" } = options;
  checkOptionKeys(caller, options, ["classes", "of", "deaths", "missing", "noLeadInDecline"]);
  checkChoice(caller, "of", of, ["percentImprovement", "improvement"]);
  for (const [name, choice] of Object.entries({ deaths, missing, noLeadInDecline })) checkChoice(caller, name, choice, ["non-responder", "excluded"]);
  const names = checkClasses(caller, classes);
  for (const name of names) checkRange(caller, name, classes[name]);

  type Row = ParticipantCycleResponse<Keys["arm"], Class>;
  const read = period.rows.map((row): Row => {
    const { participant, arm } = row;
    if (row.died) return { participant, arm, classes: [], reason: "died" };
    if (of === "percentImprovement" && row.percentImprovement === null) return { participant, arm, classes: [], reason: "no-lead-in-decline" };
    return { participant, arm, classes: names.filter((name) => isWithin(row, classes[name], of === "improvement" ? null : period.better.slope)), reason: "classified" };
  });
  const dosed = period.excluded.filter(({ reason }) => reason !== "no-dose" && reason !== "not-in-population");
  const unread = dosed.map(({ participant, arm, reason }): Row => ({ participant, arm, classes: [], reason: reason === "died" ? "died" : "missing" }));
  const rows = [...read, ...unread];
  const policies = { classified: "non-responder", died: deaths, missing, "no-lead-in-decline": noLeadInDecline };
  const denominator = rows.filter(({ reason }) => policies[reason] === "non-responder");
  const withReason = (reason: Row["reason"]) => rows.filter((row) => row.reason === reason).length;
  return {
    kind: "cycle-response",
    byClass: recordOf<Class, { readonly byArm: { readonly [A in Keys["arm"]]: CycleRespondersInArm } }>(names, (name) => ({
      byArm: recordOf<Keys["arm"], CycleRespondersInArm>(keysOf<{ readonly [A in Keys["arm"]]: unknown }>(period.byArm), (arm) => {
        const own = denominator.filter((row) => row.arm === arm);
        const members = own.filter((row) => row.classes.includes(name)).map(({ participant }) => participant);
        return { n: own.length, responders: members.length, ...participantCell(members, own.length) };
      }),
    })),
    rows,
    counts: { dosed: rows.length, died: withReason("died"), missing: withReason("missing"), noLeadInDecline: withReason("no-lead-in-decline") },
    method: { name: "cycle-responders", options: { classes, of, deaths, missing, noLeadInDecline }, reference: "Petrou et al. 2021, doi:10.52586/4980" },
  };
}

/** Percentages are of the decline before. Improvements are compared rather than they, so that a tie is not decided by a division. */
function isWithin({ improvement, slopeBefore, slope }: ParticipantPeriod, { atLeast, moreThan, atMost, lessThan }: ImprovementRange, percentWhereBetter: Direction | null): boolean {
  const tolerance = 1e-9 * Math.max(Math.abs(slopeBefore), Math.abs(slope));
  const unit = percentWhereBetter === null ? 1 : improvementOf(percentWhereBetter, -slopeBefore) / 100;
  const beyond = (bound: number) => improvement - bound * unit;
  return (
    (atLeast === undefined || beyond(atLeast) >= -tolerance) &&
    (moreThan === undefined || beyond(moreThan) > tolerance) &&
    (atMost === undefined || beyond(atMost) <= tolerance) &&
    (lessThan === undefined || beyond(lessThan) < -tolerance)
  );
}

/** Results are objects with these names: one that every object answers to could be mistaken for a class. */
function checkClasses<Class extends string>(caller: string, classes: { readonly [C in Class]: ImprovementRange }): readonly Class[] {
  if (typeof classes !== "object" || classes === null || Array.isArray(classes)) throw new TypeError(`${caller}: classes must be an object of ranges; received ${show(classes)}`);
  const names = keysOf(classes);
  if (names.length === 0) throw new RangeError(`${caller}: classes must name at least one range`);
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(classes));
  const forbidden = isPlain ? names.find((name) => name in Object.prototype) : "__proto__";
  if (forbidden !== undefined) throw new RangeError(`${caller}: a class cannot be named ${show(forbidden)}: every object answers to that name`);
  return names;
}

function checkRange(caller: string, name: string, range: ImprovementRange): void {
  checkKnownKeys(caller, `classes.${name}`, range, ["atLeast", "moreThan", "atMost", "lessThan"]);
  const { atLeast, moreThan, atMost, lessThan } = range;
  for (const [bound, value] of Object.entries(range)) checkFinite(caller, `classes.${name}.${bound}`, value);
  const isTwice = (atLeast !== undefined && moreThan !== undefined) || (atMost !== undefined && lessThan !== undefined);
  const [lowest = -Infinity, highest = Infinity] = [atLeast ?? moreThan, atMost ?? lessThan];
  // Bounds that leave no room between them would make a class of nobody.
  if (lowest > highest || (lowest === highest && (moreThan ?? lessThan) !== undefined)) throw new RangeError(`${caller}: classes.${name} must leave room between its bounds; received ${lowest} and ${highest}`);
  if (!isTwice && Object.keys(range).length > 0) return;
  throw new RangeError(`${caller}: classes.${name} must have one of atLeast and moreThan, one of atMost and lessThan, or one of each side`);
}
