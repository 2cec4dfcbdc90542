import { decidePair, type PairComparison } from "./pairComparison.ts";
import type { WinShares } from "./winEstimates.ts";

/** Every participant of treatment against every one of control in the same stratum. */
export interface GroupComparison {
  readonly shares: WinShares;
  /** Share of the pairs that nothing decided. */
  readonly tiedShare: number;
  /** Pairs that treatment won, by the comparison that decided, in order. */
  readonly wins: readonly number[];
  readonly losses: readonly number[];
  readonly tied: number;
  /** Strata with participants of both groups. */
  readonly strata: number;
  /** Participants in a stratum without anybody of the other group. */
  readonly withoutCounterpart: number;
}

/**
 * Shares of the pairs won and lost: of strata, the mean weighted by mn/(m + n) (Mantel & Haenszel). The variance is that of a U-statistic, from
 * each participant's own shares of wins and losses with denominators m − 1 and n − 1 (Sen 1960; DeLong et al. 1988).
 */
export function compareGroups(treated: number, participants: number, comparisons: readonly PairComparison[], stratum: readonly (string | number)[]): GroupComparison {
  const levels = comparisons.length;
  const decisions = new Float64Array(2 * levels + 1);
  const strata = membersOf(treated, participants, stratum);
  const both = strata.filter(({ treatment, control }) => treatment.length > 0 && control.length > 0);
  const total = { weight: 0, won: 0, lost: 0, tied: 0, wonVariance: 0, lostVariance: 0, covariance: 0 };
  for (const { treatment, control } of both) {
    const [m, n] = [treatment.length, control.length];
    const [ours, theirs] = [noneOf(m), noneOf(n)];
    let tied = 0;
    treatment.forEach((one, row) => {
      control.forEach((other, column) => {
        const decision = decidePair(comparisons, one, other);
        decisions[decision + levels]!++;
        if (decision === 0) {
          tied++;
          return;
        }
        const counted = decision > 0 ? "won" : "lost";
        ours[counted][row]!++;
        theirs[counted][column]!++;
      });
    });
    // Pairs are counted, since shares added up one by one would come out above 1: the weight times the share is pairs / (m + n), and
    // the weight squared times the variance of shares / m and / n is that of counts × m and × n, / (m + n)².
    const covariance = (counted: Counted, other: Counted) => (m * covarianceOf(ours[counted], ours[other]) + n * covarianceOf(theirs[counted], theirs[other])) / (m + n) ** 2;
    total.weight += (m * n) / (m + n);
    total.won += totalOf(ours.won) / (m + n);
    total.lost += totalOf(ours.lost) / (m + n);
    total.tied += tied / (m + n);
    total.wonVariance += covariance("won", "won");
    total.lostVariance += covariance("lost", "lost");
    total.covariance += covariance("won", "lost");
  }
  const { weight, won, lost, wonVariance, lostVariance, covariance } = total;
  return {
    shares: { won: won / weight, lost: lost / weight, wonVariance: wonVariance / weight ** 2, lostVariance: lostVariance / weight ** 2, covariance: covariance / weight ** 2 },
    tiedShare: total.tied / weight,
    wins: Array.from(decisions.subarray(levels + 1)),
    losses: Array.from(decisions.slice(0, levels).reverse()),
    tied: decisions[levels]!,
    strata: both.length,
    withoutCounterpart: strata.reduce((count, { treatment, control }) => (treatment.length * control.length === 0 ? count + treatment.length + control.length : count), 0),
  };
}

interface Members {
  readonly treatment: number[];
  readonly control: number[];
}

function membersOf(treated: number, participants: number, stratum: readonly (string | number)[]): readonly Members[] {
  const strata = new Map<string | number, Members>();
  for (let index = 0; index < participants; index++) {
    const members = strata.get(stratum[index]!) ?? { treatment: [], control: [] };
    strata.set(stratum[index]!, members);
    members[index < treated ? "treatment" : "control"].push(index);
  }
  return [...strata.values()];
}

type Counted = "won" | "lost";

/** Of each participant of a group, the pairs that treatment won and lost: none yet. */
function noneOf(participants: number): { readonly [C in Counted]: Float64Array } {
  return { won: new Float64Array(participants), lost: new Float64Array(participants) };
}

function totalOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** NaN for one participant. */
function covarianceOf(x: Float64Array, y: Float64Array): number {
  const [meanOfX, meanOfY] = [totalOf(x) / x.length, totalOf(y) / y.length];
  return x.reduce((total, value, index) => total + (value - meanOfX) * (y[index]! - meanOfY), 0) / (x.length - 1);
}
