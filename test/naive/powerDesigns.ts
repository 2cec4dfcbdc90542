import { integrate, naivePower, normalCritical, normalUpperTail } from "./inference.ts";

/** P(paired t test significant in the right direction): a two-group test of n + 1 in all with the same error has as many degrees of freedom. */
export function naivePairedPower(n: number, effect: number, tail: number): number {
  const half = (n + 1) / 2;
  return naivePower({ treatment: half, control: half }, effect * Math.sqrt(n) * Math.sqrt(2 / half), tail);
}

interface PerArm {
  readonly treatment: number;
  readonly control: number;
}

/** P(observed difference beyond the critical one), from the density of the observed difference. */
export function naiveProportionPower(formula: string, { treatment, control }: PerArm, n: PerArm, tail: number): number {
  const z = normalCritical(tail);
  if (formula === "arcsine") {
    const angle = (proportion: number) => 2 * integrate((x) => 1 / Math.sqrt(1 - x * x), 0, Math.sqrt(proportion));
    const error = Math.sqrt(1 / n.treatment + 1 / n.control);
    return normalUpperTail((z * error - Math.abs(angle(treatment) - angle(control))) / error);
  }
  const variance = treatment * (1 - treatment) / n.treatment + control * (1 - control) / n.control;
  const everyone = (treatment * n.treatment + control * n.control) / (n.treatment + n.control);
  const nullVariance = formula === "unpooled" ? variance : everyone * (1 - everyone) / n.treatment + everyone * (1 - everyone) / n.control;
  const critical = z * Math.sqrt(nullVariance) + (formula === "continuity-corrected" ? 0.5 / n.treatment + 0.5 / n.control : 0);
  return normalUpperTail((critical - Math.abs(treatment - control)) / Math.sqrt(variance));
}

interface FollowUp {
  readonly controlHazard: number;
  readonly accrual: number;
  readonly followUp: number;
  readonly lossHazard: number;
}

/** Probability of a seen event: hazard × P(still there), added up over the time since entry and over entry times. */
export function naiveEventProbability(hazard: number, { accrual, followUp, lossHazard }: FollowUp): number {
  const seenWithin = (length: number) => integrate((time) => hazard * Math.exp(-(hazard + lossHazard) * time), 0, length);
  return accrual === 0 ? seenWithin(followUp) : integrate((entry) => seenWithin(accrual + followUp - entry), 0, accrual) / accrual;
}

/** Power of the log-rank test by its expected numerator and variance under the alternative (Freedman) or near no difference (Schoenfeld). */
export function naiveSurvivalPower(formula: string, hazardRatio: number, { treatment, control }: PerArm, events: number, tail: number): number {
  const share = treatment / (treatment + control);
  const z = normalCritical(tail);
  if (formula === "schoenfeld") return normalUpperTail(z - Math.abs(Math.log(hazardRatio)) * Math.sqrt(events * share * (1 - share)));
  // An event is one of treatment with probability φθ/(1 + φθ); without a difference with probability φ/(1 + φ).
  const ratio = share / (1 - share);
  const perEvent = Math.abs(ratio * hazardRatio / (1 + ratio * hazardRatio) - ratio / (1 + ratio)) / Math.sqrt(share * (1 - share));
  return normalUpperTail(z - perEvent * Math.sqrt(events));
}
