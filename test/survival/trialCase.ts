import { defineTrial, readTrialData, type TrialRecords } from "trialwise/trial";
import { timeToEvent } from "trialwise/survival";
import { type Known, readFixture } from "./fixtures.ts";

/** A participant of a simulated trial: days from baseline of what happened, and what R made of them. */
export interface TrialPerson {
  readonly arm: 0 | 1;
  readonly site?: number;
  readonly death?: number;
  readonly tracheostomy?: number;
  readonly gastrostomy?: number;
  readonly therapy?: number;
  readonly dose?: number;
  readonly left?: number;
  readonly status?: "completed" | "withdrew" | "lost-to-follow-up";
  /** In days; absent where the participant is excluded. */
  readonly expected?: { readonly time: number; readonly entry: number; readonly kind: "death" | "tracheostomy" | "gastrostomy" | "none" };
}

export interface TrialCase {
  readonly competing: boolean;
  readonly fromDose: boolean;
  readonly entered: boolean;
  readonly cutOff: number | null;
  readonly people: readonly TrialPerson[];
  /** Of the control arm, then of treatment. */
  readonly curves: readonly ({ readonly median: Known; readonly mean: Known; readonly meanError: Known } | null)[];
  readonly incidence: readonly ({ readonly estimate: number; readonly standardError: number } | null)[];
  readonly logRank: number | null;
  readonly stratified: { readonly logHazardRatio: number; readonly standardError: number; readonly proportional: number } | null;
}

export const trialCases = readFixture<TrialCase>("trial").cases;

export const trial = defineTrial({
  id: "simulated",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" }, sham: { label: "Sham", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } } },
  covariates: { site: { kind: "category", label: "Site of onset", levels: ["1", "2"] } },
  endpoints: { survival: { kind: "time-to-event", events: ["death", "tracheostomy"], censoredBy: ["other-therapy"] } },
});

export const idOf = (index: number) => `P${index}`;

export function readPeople(people: readonly TrialPerson[]) {
  return readTrialData(trial, recordsOf(people));
}

export function recordsOf(people: readonly TrialPerson[]): TrialRecords {
  const kinds = { death: "death", tracheostomy: "tracheostomy", gastrostomy: "gastrostomy", therapy: "other-therapy" } as const;
  return {
    participants: people.map(({ arm, site }, index) => ({
      id: idOf(index),
      arm: arm === 1 ? "msc" : "control",
      baselineDate: "2012-02-01",
      ...(site !== undefined && { covariates: { site: String(site) } }),
    })),
    clinicalEvents: people.flatMap((person, index) =>
      (["death", "tracheostomy", "gastrostomy", "therapy"] as const).flatMap((what) => {
        const days = person[what];
        return days === undefined ? [] : [{ participant: idOf(index), kind: kinds[what], at: { days } }];
      }),
    ),
    doses: people.flatMap(({ dose }, index) => (dose === undefined ? [] : [{ participant: idOf(index), number: 1, at: { days: dose } }])),
    dispositions: people.flatMap(({ left, status }, index) => (left === undefined || status === undefined ? [] : [{ participant: idOf(index), status, at: { days: left } }])),
  };
}

/** The times of a case, as its settings ask. */
export function timesOfCase({ competing, fromDose, entered, cutOff, people }: TrialCase) {
  return timeToEvent(readPeople(people), "survival", {
    ...(competing && { competing: ["gastrostomy"] }),
    ...(fromDose && { origin: "first-dose" }),
    ...(entered && { entry: "first-dose" }),
    ...(cutOff !== null && { cutOff: { days: cutOff } }),
  });
}
