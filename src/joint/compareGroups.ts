import { decidePair, type PairComparison } from "./pairComparison.ts";
import type { WinShares } from "./winEstimates.ts";

/** Every participant of treatment against every one of control in the same stratum. */
export interface GroupComparison {
  readonly shares: WinShares;
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
  const total = { weight: 0, won: 0, lost: 0, wonVariance: 0, lostVariance: 0, covariance: 0 };
  for (const { treatment, control } of both) {
    const [m, n] = [treatment.length, control.length];
    const [ours, theirs] = [sharesOf(m), sharesOf(n)];
    treatment.forEach((one, row) => {
      control.forEach((other, column) => {
        const decision = decidePair(comparisons, one, other);
        decisions[decision + levels]!++;
        if (decision === 0) return;
        const counted = decision > 0 ? "won" : "lost";
        ours[counted][row]! += 1 / n;
        theirs[counted][column]! += 1 / m;
      });
    });
    const weight = (m * n) / (m + n);
    total.weight += weight;
    total.won += weight * meanOf(ours.won);
    total.lost += weight * meanOf(ours.lost);
    total.wonVariance += weight ** 2 * (covarianceOf(ours.won, ours.won) / m + covarianceOf(theirs.won, theirs.won) / n);
    total.lostVariance += weight ** 2 * (covarianceOf(ours.lost, ours.lost) / m + covarianceOf(theirs.lost, theirs.lost) / n);
    total.covariance += weight ** 2 * (covarianceOf(ours.won, ours.lost) / m + covarianceOf(theirs.won, theirs.lost) / n);
  }
  const { weight, won, lost, wonVariance, lostVariance, covariance } = total;
  return {
    shares: { won: won / weight, lost: lost / weight, wonVariance: wonVariance / weight ** 2, lostVariance: lostVariance / weight ** 2, covariance: covariance / weight ** 2 },
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

function sharesOf(participants: number): { readonly won: Float64Array; readonly lost: Float64Array } {
  return { won: new Float64Array(participants), lost: new Float64Array(participants) };
}

function meanOf(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** NaN for one participant. */
function covarianceOf(x: Float64Array, y: Float64Array): number {
  const [meanOfX, meanOfY] = [meanOf(x), meanOf(y)];
  return x.reduce((total, value, index) => total + (value - meanOfX) * (y[index]! - meanOfY), 0) / (x.length - 1);
}
