// A second implementation of joint ranks and win statistics, which shares nothing with the first: participants are records, every pair is
// settled by the words of the definition, ranks are counted, and divisions of the ranks are listed one by one.

export interface NaivePerson {
  readonly isTreated: boolean;
  readonly time: number;
  readonly died: boolean;
  /** By visit, `null` where none. */
  readonly visits: readonly (number | null)[];
}

export type Verdict = "better" | "worse" | "alike";

function compareNumbers(x: number, y: number, threshold: number): Verdict {
  if (x === y || Math.abs(x - y) < threshold - 1e-9) return "alike";
  return x > y ? "better" : "worse";
}

function wasAliveAt(person: NaivePerson, day: number, horizon: number): boolean {
  if (person.died && person.time <= horizon) return person.time > day;
  return person.time >= day;
}

export function naiveByDeath(one: NaivePerson, other: NaivePerson, horizon: number): Verdict {
  const died = ({ died: event, time }: NaivePerson) => event && time <= horizon;
  if (died(one) && wasAliveAt(other, one.time, horizon)) return "worse";
  if (died(other) && wasAliveAt(one, other.time, horizon)) return "better";
  return "alike";
}

export function naiveByVisit(one: NaivePerson, other: NaivePerson, threshold = 0): Verdict {
  const shared = one.visits.map((value, visit) => [value, other.visits[visit]!] as const).filter(([x, y]) => x !== null && y !== null);
  const [x, y] = shared.at(-1) ?? [0, 0];
  return compareNumbers(x!, y!, threshold);
}

export function withLastValue(person: NaivePerson): NaivePerson {
  return { ...person, visits: [person.visits.filter((value) => value !== null).at(-1) ?? null] };
}

export interface NaiveJointRanks {
  readonly scores: readonly number[];
  readonly ranks: readonly number[];
  readonly byDeath: number;
  readonly byFunction: number;
}

export function naiveJointRanks(people: readonly NaivePerson[], horizon: number): NaiveJointRanks {
  const worth = { better: 1, worse: -1, alike: 0 };
  const verdicts = people.map((one) => people.map((other) => (one === other ? (["alike", false] as const) : settle(one, other, horizon))));
  const scores = verdicts.map((row) => row.reduce((total, [verdict]) => total + worth[verdict], 0));
  const settled = verdicts.flat().filter(([verdict]) => verdict !== "alike");
  return {
    scores,
    ranks: scores.map((score) => 0.5 + scores.reduce((total, other) => total + (score > other ? 1 : score === other ? 0.5 : 0), 0)),
    // Every pair is there twice.
    byDeath: settled.filter(([, isDeath]) => isDeath).length / 2,
    byFunction: settled.filter(([, isDeath]) => !isDeath).length / 2,
  };
}

function settle(one: NaivePerson, other: NaivePerson, horizon: number): readonly [Verdict, boolean] {
  const byDeath = naiveByDeath(one, other, horizon);
  return byDeath === "alike" ? [naiveByVisit(one, other), false] : [byDeath, true];
}

/** The sums of the first `size` scores over every way to choose as many of them. */
function allSums(scores: readonly number[], size: number): number[] {
  if (size === 0) return [0];
  if (scores.length < size) return [];
  const [first, ...others] = scores;
  return [...allSums(others, size - 1).map((total) => total + first!), ...allSums(others, size)];
}

export function naivePermutationPValues(scores: readonly number[], treated: number): { readonly twoSided: number; readonly greater: number; readonly less: number } {
  const sums = allSums(scores, treated);
  const observed = scores.slice(0, treated).reduce((total, score) => total + score, 0);
  const expected = sums.reduce((total, value) => total + value, 0) / sums.length;
  const share = (holds: (value: number) => boolean) => sums.filter(holds).length / sums.length;
  return {
    twoSided: share((value) => Math.abs(value - expected) >= Math.abs(observed - expected) - 1e-9),
    greater: share((value) => value >= observed - 1e-9),
    less: share((value) => value <= observed + 1e-9),
  };
}

export interface NaiveWins {
  readonly won: number;
  readonly lost: number;
  readonly wonVariance: number;
  readonly lostVariance: number;
  readonly covariance: number;
}

/**
 * Shares of pairs won and lost, and their variances by their definition: the covariances of two pairs that share a participant, which
 * are means over all pairs of pairs that share exactly one, less the product of the shares, estimated without bias.
 */
export function naiveWins(verdicts: readonly (readonly Verdict[])[]): NaiveWins {
  const [m, n] = [verdicts.length, verdicts[0]!.length];
  const shareOf = (verdict: Verdict) => verdicts.flat().filter((each) => each === verdict).length / (m * n);
  const [won, lost] = [shareOf("better"), shareOf("worse")];
  const is = (a: Verdict, i: number, j: number) => (verdicts[i]![j] === a ? 1 : 0);
  // The mean of products over two pairs (i, j) and (k, l), less that of pairs which share neither: what sharing adds.
  const variance = (a: Verdict, b: Verdict) => {
    let [sameRow, sameColumn, rowPairs, columnPairs] = [0, 0, 0, 0];
    for (let i = 0; i < m; i++) {
      for (let k = 0; k < m; k++) {
        for (let j = 0; j < n; j++) {
          for (let l = 0; l < n; l++) {
            const product = is(a, i, j) * is(b, k, l);
            if (i === k) sameRow += product;
            else rowPairs += product;
            if (j === l) sameColumn += product;
            else columnPairs += product;
          }
        }
      }
    }
    const rows = (sameRow / m - rowPairs / (m * (m - 1))) / (n * n);
    const columns = (sameColumn / n - columnPairs / (n * (n - 1))) / (m * m);
    return rows / m + columns / n;
  };
  return { won, lost, wonVariance: variance("better", "better"), lostVariance: variance("worse", "worse"), covariance: variance("better", "worse") };
}
