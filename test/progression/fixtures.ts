import { readFileSync } from "node:fs";
import { alsfrsRItemMeasures, defineTrial, edss, nineHolePegDominant, nineHolePegNonDominant, readTrialData, t25fw } from "trialwise";
import type { EdssPlusComponent } from "trialwise/instruments";
import type { TimeToProgressionOptions } from "trialwise/progression";
import type { NaiveOptions, NaivePerson, NaiveStageVisit } from "../naive/progression.ts";

/** What test/reference/progression/progression.R wrote. */
export interface ProgressionCase {
  readonly options: NaiveOptions & { readonly components: readonly EdssPlusComponent[]; readonly actual: boolean };
  readonly people: readonly (NaivePerson & {
    readonly found: {
      readonly excluded?: true;
      readonly time?: number;
      readonly event?: boolean;
      readonly censoring?: string;
      readonly component?: string;
      readonly onset?: number;
      readonly confirmation?: number | null;
    };
  })[];
}

export interface StagePerson {
  readonly visits: readonly (NaiveStageVisit & { readonly kings: readonly (number | null)[]; readonly mitos: readonly (number | null)[] })[];
  readonly dead: number | null;
  readonly tube: number | null;
  readonly vent: number | null;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../reference/progression/${name}.json`, import.meta.url), "utf8")).cases;
export const progressionCases: readonly ProgressionCase[] = read("progression");
export const stageCases: readonly (readonly StagePerson[])[] = read("stages");

export const plannedDays = [0, 84, 168, 252, 336, 420, 504];
export const arms = { a: { label: "A", role: "experimental" }, b: { label: "B", role: "control" } } as const;
const at = (days: number) => ({ at: { days } });
export const progressionTrial = defineTrial({
  id: "progression",
  arms,
  visits: { screening: at(-28), d0: { ...at(0), baseline: true }, d84: at(84), d168: at(168), d252: at(252), d336: at(336), d420: at(420), d504: at(504) },
  measures: { edss, t25fw, nineHolePegDominant, nineHolePegNonDominant },
  populations: { second: { label: "Arm B", rule: { kind: "arm", arms: ["b"] } } },
});

export interface Person {
  readonly days?: readonly number[];
  /** Values at the visits from baseline on, by component. */
  readonly values: { readonly [C in EdssPlusComponent]?: readonly (number | null)[] };
  readonly relapses?: readonly number[];
}

export const isoDate = (day: number): string => new Date(Date.UTC(2015, 0, 1 + day)).toISOString().slice(0, 10);

/** Participants numbered from 0, in both arms by turns. */
export function readPeople(people: readonly Person[], extra: Pick<Parameters<typeof readTrialData>[1], "adverseEvents" | "clinicalEvents"> = {}) {
  return readTrialData(progressionTrial, {
    participants: people.map((_, index) => ({ id: `${index}`, arm: index % 2 === 0 ? "a" : "b", baselineDate: isoDate(0) })),
    observations: people.flatMap(({ days, values }, index) =>
      Object.entries(values).flatMap(([measure, list]) =>
        list.flatMap((value, place) => (value === null ? [] : [{ participant: `${index}`, visit: `d${plannedDays[place]!}`, measure, value, ...(days !== undefined && { date: isoDate(days[place]!) }) }])),
      ),
    ),
    clinicalEvents: [...people.flatMap(({ relapses = [] }, index) => relapses.map((days) => ({ participant: `${index}`, kind: "relapse" as const, at: { days } }))), ...(extra.clinicalEvents ?? [])],
    ...(extra.adverseEvents !== undefined && { adverseEvents: extra.adverseEvents }),
  });
}

export function dataOf({ options, people }: ProgressionCase) {
  return readPeople(people.map(({ days, series, relapses }) => ({ days, relapses, values: Object.fromEntries(options.components.map((component, index) => [component, series[index]!])) })));
}

export function optionsOf({ options }: ProgressionCase) {
  const { components, weeks, cut, percent, tolerance, actual, at: eventAt, unconfirmed, exclude, relapses } = options;
  return {
    components: Object.fromEntries(components.map((component) => [component, component])),
    weeks,
    halfPointFrom: cut,
    percent,
    toleranceDays: tolerance,
    visitDays: actual ? "actual" : "nominal",
    eventAt: eventAt as "onset" | "confirmation",
    unconfirmed: unconfirmed as "event",
    missingComponents: exclude ? "exclude-participant" : "leave-out-component",
    unit: "day",
    ...(relapses && { relapses: { after: relapses.rule as "censored", daysAfter: relapses.after, daysBefore: relapses.before } }),
  } as const satisfies TimeToProgressionOptions;
}

export const stageTrial = defineTrial({
  id: "stages",
  arms,
  visits: { d0: { ...at(0), baseline: true }, d120: at(120), d240: at(240), d360: at(360) },
  measures: alsfrsRItemMeasures,
  populations: { second: { label: "Arm B", rule: { kind: "arm", arms: ["b"] } } },
});
const itemKeys = ["speech", "salivation", "swallowing", "handwriting", "cutting", "dressing", "turningInBed", "walking", "climbingStairs", "dyspnea", "orthopnea", "respiratoryInsufficiency"] as const;

export function readStages(people: readonly (Omit<StagePerson, "visits"> & { readonly visits: readonly NaiveStageVisit[] })[]) {
  const event = (kind: "death" | "gastrostomy" | "non-invasive-ventilation", index: number, days: number | null) => (days === null ? [] : [{ participant: `${index}`, kind, at: { days } }]);
  return readTrialData(stageTrial, {
    participants: people.map((_, index) => ({ id: `${index}`, arm: index % 2 === 0 ? "a" : "b" })),
    observations: people.flatMap(({ visits }, index) =>
      visits.flatMap(({ items, form }, place) =>
        items.flatMap((value, item) => {
          const measure = item === 4 && form === "5b" ? "cuttingWithGastrostomy" : itemKeys[item]!;
          return value === null ? [] : [{ participant: `${index}`, visit: `d${120 * place}`, measure, value }];
        }),
      ),
    ),
    clinicalEvents: people.flatMap(({ dead, tube, vent }, index) => [...event("death", index, dead), ...event("gastrostomy", index, tube), ...event("non-invasive-ventilation", index, vent)]),
  });
}
