// Second implementations: effects from lists of values, the interaction through the joint fit of all effects, Q from all pairs of
// effects, and F by comparing the fit with one line of arms per group to that with a common effect. Only types are shared.
export interface NaiveGroup {
  readonly treatment: readonly number[];
  readonly control: readonly number[];
}

const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;

const squares = (values: readonly number[]) => values.reduce((total, value) => total + (value - mean(values)) ** 2, 0);

/** The difference of the means and its squared error, as Welch. */
export function naiveEffect({ treatment, control }: NaiveGroup): { readonly estimate: number; readonly variance: number } {
  const part = (values: readonly number[]) => squares(values) / (values.length - 1) / values.length;
  return { estimate: mean(treatment) - mean(control), variance: part(treatment) + part(control) };
}

/** Q as Σᵢ<ⱼ wᵢwⱼ(θᵢ − θⱼ)² / Σw. For two groups it is the square of their z. */
export function naiveHeterogeneity(groups: readonly NaiveGroup[]): number {
  const effects = groups.map(naiveEffect);
  let [pairs, weights] = [0, 0];
  effects.forEach((own, index) => {
    weights += 1 / own.variance;
    for (const other of effects.slice(index + 1)) pairs += (own.estimate - other.estimate) ** 2 / own.variance / other.variance;
  });
  return pairs / weights;
}

/** F of equal effects: how much the residual sum of squares rises when all groups have one effect. */
export function naiveInteraction(groups: readonly NaiveGroup[]): number {
  const own = groups.reduce((total, { treatment, control }) => total + squares(treatment) + squares(control), 0);
  // With one effect for all, within each group the arms differ by δ; the best δ weighs groups by ab/(a + b).
  const weights = groups.map(({ treatment, control }) => (treatment.length * control.length) / (treatment.length + control.length));
  const effects = groups.map(({ treatment, control }) => mean(treatment) - mean(control));
  const common = effects.reduce((total, effect, index) => total + effect * weights[index]!, 0) / weights.reduce((total, weight) => total + weight, 0);
  const shared = groups.reduce((total, { treatment, control }) => total + squares([...treatment, ...control.map((value) => value + common)]), 0);
  const n = groups.reduce((total, { treatment, control }) => total + treatment.length + control.length, 0);
  return (shared - own) / (groups.length - 1) / (own / (n - 2 * groups.length));
}
