import { defineTrial, readTrialData } from "trialwise/trial";
import { timeToEvent } from "trialwise/survival";
import { idOf } from "./trialCase.ts";
import { type Known, readFixture } from "./fixtures.ts";

/** A simulated trial and what R made of it; numbers of categories are places in the levels. */
export interface AdjustedCase {
  readonly arm: readonly (0 | 1)[];
  readonly age: readonly Known[];
  readonly site: readonly Known[];
  readonly riluzole: readonly Known[];
  readonly region: readonly number[] | null;
  readonly day: readonly number[];
  readonly event: readonly (0 | 1)[];
  readonly entry: readonly number[] | null;
  readonly months: boolean;
  readonly ties: "efron" | "breslow";
  readonly n: number;
  readonly events: number;
  /** The arm first; estimates are `null` where R has NA. */
  readonly names: readonly string[];
  readonly estimate: readonly Known[];
  readonly standardError: readonly Known[];
  readonly robustError: readonly Known[];
  /** Of the arm. */
  readonly pValue: number;
  /** Of its hazard ratio. */
  readonly limits: readonly number[];
  /** cox.zph along the km transform. */
  readonly drift: readonly Known[];
  readonly driftOfAll: number;
}

export const adjustedCases = readFixture<AdjustedCase>("adjusted").cases;

export interface AdjustedPerson {
  readonly arm: string;
  readonly day: number;
  readonly died: boolean;
  readonly entry?: number;
  readonly covariates?: Readonly<Record<string, number | string>>;
}

export const arms = { treatment: "msc", control: "control" } as const;
export const sites = ["limb", "bulbar", "respiratory"] as const;

/** Times of a trial whose categories have these levels. */
export function timesOfPeople(people: readonly AdjustedPerson[], levels: { readonly site?: readonly string[]; readonly riluzole?: readonly string[] } = {}) {
  const trial = defineTrial({
    id: "simulated",
    arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" }, sham: { label: "Sham", role: "control" } },
    visits: { V5: { at: { months: 0 }, baseline: true } },
    covariates: {
      age: { kind: "number", label: "Age", unit: "years" },
      months: { kind: "number", label: "Age", unit: "months" },
      site: { kind: "category", label: "Site of onset", levels: levels.site ?? sites },
      riluzole: { kind: "category", label: "Riluzole", levels: levels.riluzole ?? ["no", "yes"] },
      region: { kind: "category", label: "Region", levels: ["1", "2"] },
    },
  });
  const data = readTrialData(trial, {
    participants: people.map(({ arm, covariates }, index) => ({ id: idOf(index), arm, ...(covariates !== undefined && { covariates }) })),
    clinicalEvents: people.flatMap(({ day, died }, index) => (died ? [{ participant: idOf(index), kind: "death", at: { days: day } }] : [])),
    dispositions: people.flatMap(({ day, died }, index) => (died ? [] : [{ participant: idOf(index), status: "completed", at: { days: day } }])),
    doses: people.flatMap(({ entry }, index) => (entry === undefined ? [] : [{ participant: idOf(index), number: 1, at: { days: entry } }])),
  });
  const entered = people.some(({ entry }) => entry !== undefined);
  return timeToEvent(data, { events: ["death"] }, { unit: "day", ...(entered && { entry: "first-dose" }) });
}

export function peopleOfCase({ arm, age, site, riluzole, region, day, event, entry }: AdjustedCase): readonly AdjustedPerson[] {
  return arm.map((treated, row) => {
    const [years, place, takes] = [age[row]!, site[row]!, riluzole[row]!];
    return {
      arm: treated === 1 ? "msc" : "control",
      day: day[row]!,
      died: event[row] === 1,
      ...(entry !== null && { entry: entry[row]! }),
      covariates: {
        ...(years !== null && { age: years, months: 12 * years }),
        ...(place !== null && { site: sites[place - 1]! }),
        ...(takes !== null && { riluzole: takes === 1 ? "yes" : "no" }),
        ...(region !== null && { region: String(region[row]) }),
      },
    };
  });
}

export function optionsOfCase({ region, months, ties }: AdjustedCase) {
  const names = ["age", "site", "riluzole", ...(months ? (["months"] as const) : [])] as const;
  return { ...arms, ties, strata: region === null ? [] : (["region"] as const), adjustFor: names.map((covariate) => ({ covariate })) };
}
