import { nearestKey } from "../result/nearestKey.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { type CrossoverColumns, type CrossoverObservation, distinct, readCrossover, type TwoTreatments } from "./readCrossover.ts";

/** A participant's responses in both periods. */
export interface ResponsePair {
  readonly first: number;
  readonly second: number;
}

/** A participant who has a response in one of the two periods only. */
export interface MissingPeriod<Id extends string | number = string | number> {
  readonly participant: Id;
  readonly sequence: string;
  readonly reason: "missing-period";
  /** The period without a response. */
  readonly period: number;
}

/** Responses of the two orders in which two treatments can be given. */
export interface TwoPeriods<Id extends string | number = string | number> {
  readonly treatmentFirst: readonly ResponsePair[];
  readonly controlFirst: readonly ResponsePair[];
  /** Of everybody who has one, those without a second included. */
  readonly firstPeriod: { readonly treatment: readonly number[]; readonly control: readonly number[] };
  readonly excluded: readonly MissingPeriod<Id>[];
  /** How the sequences are called; `null` where nobody was in it. */
  readonly sequences: { readonly treatmentFirst: string | null; readonly controlFirst: string | null };
}

/** The columns of a trial of two treatments in two periods. */
export function readTwoPeriods<Id extends string | number>(caller: string, columns: CrossoverColumns<Id>, treatments: TwoTreatments): TwoPeriods<Id> {
  const observations = readCrossover(caller, columns);
  checkTreatments(caller, observations, treatments);
  checkPeriods(caller, observations);
  const sequences = sequencesOf(caller, observations, treatments.treatment);
  const people = new Map<Id, Map<number, CrossoverObservation<Id>>>();
  for (const observation of observations) {
    const own = people.get(observation.participant) ?? new Map<number, CrossoverObservation<Id>>();
    people.set(observation.participant, own.set(observation.period, observation));
  }
  const pairs = { treatmentFirst: [] as ResponsePair[], controlFirst: [] as ResponsePair[] };
  const firstPeriod = { treatment: [] as number[], control: [] as number[] };
  const excluded: MissingPeriod<Id>[] = [];
  for (const [participant, periods] of people) {
    const [first, second] = [periods.get(1), periods.get(2)];
    if (first !== undefined) firstPeriod[first.treatment === treatments.treatment ? "treatment" : "control"].push(first.response);
    if (first !== undefined && second !== undefined) {
      const order = first.treatment === treatments.treatment ? "treatmentFirst" : "controlFirst";
      pairs[order].push({ first: first.response, second: second.response });
    } else if (first !== undefined || second !== undefined) {
      excluded.push({ participant, sequence: (first ?? second)!.sequence, reason: "missing-period", period: first === undefined ? 1 : 2 });
    }
  }
  return { ...pairs, firstPeriod, excluded, sequences };
}

/** Refuses sequences with too few participants for a test, before the test finds another fault in them. */
export function checkSequences(caller: string, sequences: { readonly treatment: readonly number[]; readonly control: readonly number[] }, least: number, having = "both periods"): void {
  for (const first of ["treatment", "control"] as const) {
    const { length } = sequences[first];
    if (length >= least) continue;
    const required = `at least ${least} in each sequence with ${having}`;
    throw new TrialwiseError({ code: "too-few-values", message: `${caller}: needs ${required}; with ${first} first there is ${length || "nobody"}`, required, observed: length });
  }
}

function checkTreatments(caller: string, observations: readonly CrossoverObservation[], { treatment, control }: TwoTreatments): void {
  const other = observations.find((observation) => observation.treatment !== treatment && observation.treatment !== control);
  if (other === undefined) return;
  const given = distinct(observations.map((observation) => observation.treatment));
  const absent = [treatment, control].find((named) => !given.includes(named));
  const nearest = absent === undefined ? undefined : nearestKey(absent, given.filter((name) => name !== treatment && name !== control));
  throw new RangeError(
    `${caller}: is for two treatments, ${show(treatment)} and ${show(control)}; received ${show(other.treatment)} too. crossoverMixedModel takes more` +
      (nearest === undefined ? "" : `. Nobody has a response to ${show(absent)}. Did you mean ${show(nearest)}?`),
  );
}

function checkPeriods(caller: string, observations: readonly CrossoverObservation[]): void {
  const other = observations.find(({ period }) => period > 2);
  if (other === undefined) return;
  throw new RangeError(`${caller}: is for periods 1 and 2; received period ${other.period}. crossoverMixedModel takes more`);
}

/** The name of each order of treatments, of which there are two and each has one name. */
function sequencesOf(caller: string, observations: readonly CrossoverObservation[], treatment: string): TwoPeriods["sequences"] {
  const labels = (isTreatmentFirst: boolean) =>
    distinct(observations.filter((row) => ((row.period === 1) === (row.treatment === treatment)) === isTreatmentFirst).map(({ sequence }) => sequence));
  const [treatmentFirst, controlFirst] = [labels(true), labels(false)];
  const both = treatmentFirst.find((label) => controlFirst.includes(label));
  if (both !== undefined) throw new RangeError(`${caller}: a sequence must have both treatments, one in each period; ${show(both)} has one of them twice`);
  for (const names of [treatmentFirst, controlFirst]) {
    if (names.length > 1) throw new RangeError(`${caller}: sequences that begin with the same treatment must have one name; received ${names.map(show).join(" and ")}. crossoverMixedModel takes more`);
  }
  return { treatmentFirst: treatmentFirst[0] ?? null, controlFirst: controlFirst[0] ?? null };
}
