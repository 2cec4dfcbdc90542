import { checkKnownKeys, checkOptionKeys, checkParts } from "../result/checkKeys.ts";
import { checkCount } from "../result/checkOption.ts";
import type { Method } from "../result/Method.ts";
import { show } from "../result/show.ts";
import { checkTrialData } from "../trial/checkTrialData.ts";
import type { DispositionStatus } from "../trial/Disposition.ts";
import { keysOf, recordOf } from "../trial/keysOf.ts";
import { knownDeaths } from "../trial/knownDeaths.ts";
import type { TrialData } from "../trial/TrialData.ts";
import type { TrialKeys } from "../trial/TrialKeys.ts";
import { type ArmCells, cellCounter } from "./flowCells.ts";
import { type PopulationFlow, populationFlow } from "./populationFlow.ts";
import { type OutcomeRecord, type TrialOutcome, trialOutcomes } from "./trialOutcome.ts";
import { type VisitFlow, visitFlows } from "./visitFlow.ts";

export interface ParticipantFlowOptions {
  /** What happened before allocation, for those who have no record since they were never allocated. */
  readonly screening?: Screening;
}

export interface Screening {
  /** Everyone assessed for eligibility, those in the records included. */
  readonly screened: number;
  readonly notAssigned: readonly { readonly reason: string; readonly participants: number }[];
}

export interface ParticipantFlowResult<Keys extends TrialKeys = TrialKeys> {
  /** As given; checked to add up to those assigned. */
  readonly screening?: Screening;
  /** Everyone in the records: each has an arm. */
  readonly assigned: ArmCells<Keys["arm"]>;
  /** With a disposition `screened`; zero where the records have none. */
  readonly screened: ArmCells<Keys["arm"]>;
  /** With a disposition `randomised`; zero where the records have none. */
  readonly randomised: ArmCells<Keys["arm"]>;
  /** With at least one dose on record. */
  readonly dosed: ArmCells<Keys["arm"]>;
  /** Everyone known to have died, also after leaving the trial. */
  readonly died: ArmCells<Keys["arm"]>;
  /** Everyone once, by the first that ended their time in the trial. They add up to those assigned. */
  readonly outcomes: { readonly [O in TrialOutcome]: OutcomeFlow<Keys["arm"]> };
  /** Every outcome but `completed` and `not-recorded`. */
  readonly discontinued: ArmCells<Keys["arm"]>;
  readonly visits: { readonly [V in Keys["visit"]]: VisitFlow<Keys["arm"]> };
  readonly populations: { readonly [P in Keys["population"]]: PopulationFlow<Keys> };
  readonly counts: { readonly participants: number };
  readonly method: Method<"participant-flow", ParticipantFlowOptions>;
}

/** An outcome, and the reasons recorded for it, which add up to it. */
export interface OutcomeFlow<Arm extends string = string> extends ArmCells<Arm> {
  /** Most participants first. Where no reason is on record, `reason` is absent. */
  readonly byReason: readonly OutcomeReason<Arm>[];
}

export interface OutcomeReason<Arm extends string = string> extends ArmCells<Arm> {
  readonly reason?: string;
}

/**
 * The numbers of a CONSORT flow diagram: who was assigned, dosed, completed, left and why, died, was in the trial at each visit,
 * and is analysed in each population.
 *
 * Every cell has the participants' ids and the proportion of its arm. The numbers add up: `outcomes` to those assigned, an outcome's
 * `byReason` to the outcome, the places at a visit to the arm, and those analysed and left out of a population to the arm.
 *
 * - **Outcome**: the first of completion, a disposition that says the participant left, and death. On one day death counts before
 *   the others; a disposition without a date counts as before a death; a death whose day is open, as on the last day it may have
 *   been. Deaths are found in clinical events, dispositions, fatal adverse events and values missing for death. Somebody who left and
 *   died later is counted by what came first, and in `died`.
 * - **At a visit**: somebody is in the trial with a value at this visit or a later one, or if the visit was planned before they
 *   left. Whoever left without a date has left after the last value; whoever completed is in it until death.
 * - **Analysed**: a population's rule is taken apart into the conditions that must all hold; each participant left out is counted at
 *   the first that is not met.
 * - **Screening**: those who were never allocated have no arm and so no record; `screening` gives their numbers.
 *
 * @throws RangeError, TypeError for screening numbers that do not add up, an unknown option
 *
 * Source: Schulz 2010, CONSORT 2010 (https://doi.org/10.1136/bmj.c332).
 *
 * @example
 * ```ts
 * import { defineTrial, participantFlow, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
 *   populations: { treated: { label: "Treated", rule: { kind: "dosed" } } },
 * });
 * const data = readTrialData(trial, {
 *   participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "msc" }, { id: "003", arm: "control" }],
 *   doses: [{ participant: "001", number: 1, at: { days: 0 } }],
 *   dispositions: [{ participant: "001", status: "completed" }, { participant: "002", status: "withdrew", reason: "Travel" }],
 * });
 * const flow = participantFlow(data, { screening: { screened: 5, notAssigned: [{ reason: "Not eligible", participants: 2 }] } });
 *
 * flow.outcomes.withdrew.byArm.msc; // => { "participants": 1, "proportion": 0.5, "participantIds": ["002"] }
 * flow.outcomes.withdrew.byReason[0]?.reason; // => "Travel"
 * flow.populations.treated.notAnalysed[0]?.byArm.msc.participantIds; // => ["002"]
 * ```
 */
export function participantFlow<Keys extends TrialKeys>(data: TrialData<Keys>, options: ParticipantFlowOptions = {}): ParticipantFlowResult<Keys> {
  checkTrialData(caller, data);
  checkOptionKeys(caller, options, ["screening"]);
  const { participants } = data;
  const screening = options.screening === undefined ? undefined : checkScreening(options.screening, participants.length);
  const count = cellCounter(data, participants);
  const outcomes = trialOutcomes(data);
  const outcomeOf = (participant: string): OutcomeRecord => outcomes.get(participant) ?? notRecorded;
  const deaths = knownDeaths(data);
  const dosed = new Set(data.doses.map(({ participant }) => participant));
  const withStatus = (status: DispositionStatus) => {
    const ids = new Set(data.dispositions.filter((disposition) => disposition.status === status).map(({ participant }) => participant));
    return count(({ id }) => ids.has(id));
  };
  return {
    ...(screening && { screening }),
    assigned: count(() => true),
    screened: withStatus("screened"),
    randomised: withStatus("randomised"),
    dosed: count(({ id }) => dosed.has(id)),
    died: count(({ id }) => deaths.has(id)),
    outcomes: recordOf<TrialOutcome, OutcomeFlow<Keys["arm"]>>(everyOutcome, (outcome) => ({
      ...count(({ id }) => outcomeOf(id).outcome === outcome),
      byReason: reasonsOf(participants.map(({ id }) => outcomeOf(id)), outcome).map((reason) => ({
        ...(reason !== undefined && { reason }),
        ...count(({ id }) => outcomeOf(id).outcome === outcome && outcomeOf(id).reason === reason),
      })),
    })),
    discontinued: count(({ id }) => !["completed", "not-recorded"].includes(outcomeOf(id).outcome)),
    visits: visitFlows(data, outcomeOf, deaths, count),
    populations: recordOf<Keys["population"], PopulationFlow<Keys>>(keysOf(data.trial.populations), (population) => populationFlow(data, population, count)),
    counts: { participants: participants.length },
    method: {
      name: "participant-flow",
      options: { ...(screening && { screening }) },
      reference: "Schulz 2010, CONSORT 2010, doi:10.1136/bmj.c332",
    },
  };
}

const caller = "participantFlow";

const notRecorded: OutcomeRecord = { outcome: "not-recorded" };

const everyOutcome = ["completed", "withdrew", "lost-to-follow-up", "stopped-for-adverse-event", "excluded", "died", "not-recorded"] as const satisfies readonly TrialOutcome[];

/** The reasons of one outcome, the most frequent first, then in the order of the participants. */
function reasonsOf(records: readonly OutcomeRecord[], outcome: TrialOutcome): (string | undefined)[] {
  const frequencies = new Map<string | undefined, number>();
  for (const record of records) if (record.outcome === outcome) frequencies.set(record.reason, (frequencies.get(record.reason) ?? 0) + 1);
  return [...frequencies].sort(([, left], [, right]) => right - left).map(([reason]) => reason);
}

function checkScreening(screening: Screening, assigned: number): Screening {
  checkParts(caller, "screening", screening, ["screened", "notAssigned"]);
  checkKnownKeys(caller, "screening", screening, ["screened", "notAssigned"]);
  const { screened, notAssigned } = screening;
  checkCount(caller, "screening.screened", screened);
  if (!Array.isArray(notAssigned)) throw new TypeError(`${caller}: screening.notAssigned must be a list; received ${show(notAssigned)}`);
  const rows = notAssigned.map((row: Screening["notAssigned"][number], index) => {
    checkParts(caller, `screening.notAssigned[${index}]`, row, ["reason", "participants"]);
    checkKnownKeys(caller, `screening.notAssigned[${index}]`, row, ["reason", "participants"]);
    if (typeof row.reason !== "string") throw new TypeError(`${caller}: screening.notAssigned[${index}].reason must be a text; received ${show(row.reason)}`);
    checkCount(caller, `screening.notAssigned[${index}].participants`, row.participants);
    return { reason: row.reason, participants: row.participants };
  });
  const others = rows.reduce((total, { participants }) => total + participants, 0);
  if (screened === assigned + others) return { screened, notAssigned: rows };
  throw new RangeError(`${caller}: screening.screened must be those assigned (${assigned}) and those not assigned (${others}) together; received ${screened}`);
}
