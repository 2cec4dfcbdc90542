import { readRepositoryFile } from "../architecture/repository.ts";

/** What test/reference/calendar/calendar.R wrote. */
export interface ReferenceCases {
  readonly studyDays: readonly { readonly date: string; readonly reference: string; readonly day: number }[];
  /** Julian, thirty-day, calendar, completed, boundaries. */
  readonly months: readonly { readonly from: string; readonly to: string; readonly months: readonly number[]; readonly years: readonly number[] }[];
  readonly imputations: readonly {
    readonly rule: "first" | "middle" | "last";
    readonly date: string;
    readonly notBefore: string | null;
    readonly notAfter: string | null;
    readonly imputed: string;
    readonly flag: "" | "D" | "M";
    readonly outside: boolean;
    readonly moved: boolean;
  }[];
  readonly visits: readonly ReferenceVisits[];
  readonly emergence: readonly {
    readonly onset: string;
    readonly end?: string;
    readonly firstDose: string;
    readonly lastDose?: string;
    readonly grade?: 1 | 2 | 3 | 4 | 5;
    readonly priorGrade?: 1 | 2 | 3 | 4 | 5;
    readonly worsenedAt?: string;
    /** −1: without end. */
    readonly daysAfterLastDose: number;
    readonly preexisting: "worsened" | "never";
    readonly verdict: "emergent" | "not-emergent" | "undecidable";
  }[];
}

export interface ReferenceVisits {
  readonly targets: readonly number[];
  /** Visits are counted from 1; 0 is none. */
  readonly baseline: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly declared: readonly boolean[];
  readonly rule: "declared" | "midpoint" | "closest";
  readonly within: number;
  readonly ties: "earlier" | "later";
  readonly several: "closest" | "first" | "last";
  readonly useLast: boolean;
  readonly dose: number | null;
  readonly day: readonly number[];
  readonly known: readonly boolean[];
  readonly visit: readonly number[];
}

export const referenceCases = JSON.parse(readRepositoryFile("test/reference/calendar/calendar.json")) as ReferenceCases;
