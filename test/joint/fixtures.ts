import { readFileSync } from "node:fs";

/** What test/reference/joint/pairs.R writes: columns of all participants, the treated first. */
export interface PairsCase {
  readonly treated: number;
  readonly time: readonly number[];
  readonly event: readonly number[];
  readonly horizon: number;
  readonly visits: readonly (readonly (number | null)[])[];
  readonly value: readonly (number | null)[];
  readonly thresholds: readonly [number, number];
  readonly stratum: readonly number[];
  readonly baseline: readonly number[];
  readonly site: readonly string[];
  readonly joint: JointReference;
  readonly lastValue: readonly number[];
  readonly wins: {
    readonly ratio: WinReference;
    readonly odds: WinReference;
    readonly benefit: WinReference;
    readonly counts: readonly (readonly [number, number])[];
    readonly tied: readonly [number];
  };
}

interface JointReference {
  readonly scores: readonly number[];
  readonly ranks: readonly number[];
  readonly midranks?: TestReference;
  readonly sums?: TestReference;
  readonly ancova?: AncovaReference | null;
  readonly pairs?: readonly [number, number];
  readonly between?: readonly [number, number, number, number, number];
}

/** p-values are two-sided, greater, less. */
interface TestReference {
  readonly exact: readonly [number, number, number];
  readonly statistic: readonly [number];
  readonly normal: readonly [number, number, number];
}

interface AncovaReference {
  readonly estimate: readonly [number];
  readonly standardError: readonly [number];
  readonly pValue: readonly [number];
  readonly df: readonly [number];
  readonly interval: readonly [number, number];
}

interface WinReference {
  readonly estimate: readonly [number] | null;
  readonly error: readonly [number] | null;
  readonly p: readonly [number] | null;
}

export const { cases } = JSON.parse(readFileSync(new URL("../reference/joint/pairs.json", import.meta.url), "utf8")) as { readonly cases: readonly PairsCase[] };

/** The two groups of a case, as the functions take them. */
export function groupsOf({ treated, time, event, visits }: PairsCase) {
  const part = (from: number, to?: number) => ({
    time: time.slice(from, to),
    event: event.slice(from, to),
    improvement: visits.map((column) => column.slice(from, to)),
  });
  return { treatment: part(0, treated), control: part(treated) };
}
