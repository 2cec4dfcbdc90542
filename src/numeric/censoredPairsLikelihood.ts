import { bivariateNormalProbability } from "./bivariateNormal.ts";
import { type KnownPart, logNormalTerm } from "./censoredNormalLikelihood.ts";
import { exp } from "./elementary/exp.ts";
import { cosh, sinh, tanh } from "./elementary/hyperbolic.ts";
import { log } from "./elementary/log.ts";
import type { SecondOrder } from "./minimise.ts";
import { normalDensity, normalTails } from "./normal.ts";

export interface KnownPair {
  readonly before: KnownPart;
  readonly after: KnownPart;
}

/** A pair's log likelihood as a function of (a, b, ζ), with its gradient and Hessian, by rows. */
interface PairTerm {
  readonly value: number;
  readonly gradient: readonly [number, number, number];
  readonly hessian: readonly [number, number, number, number, number, number, number, number, number];
}

/**
 * −log likelihood of a bivariate normal sample with values known to lie below or above limits, at (μ, δ, τ₁, τ₂, ζ): the mean
 * before, the mean after less it, the logarithms of the two standard deviations, and artanh of the correlation (Lyles, Williams
 * & Chuachoowong 2001, https://doi.org/10.1111/j.0006-341X.2001.01238.x, whose four kinds of pairs these are).
 *
 * a = (x − μ)/σ₁, b = (y − μ − δ)/σ₂. By ζ, ρ/√(1 − ρ²) is sinh ζ and 1/√(1 − ρ²) is cosh ζ.
 */
export function censoredPairsLikelihood(pairs: readonly KnownPair[], [mu, delta, tau1, tau2, zeta]: Float64Array): SecondOrder | undefined {
  const [inverse1, inverse2] = [exp(-tau1!), exp(-tau2!)];
  let value = 0;
  const gradient = new Float64Array(5);
  const hessian = new Float64Array(25);
  for (const { before, after } of pairs) {
    const a = (before.limit - mu!) * inverse1;
    const b = (after.limit - mu! - delta!) * inverse2;
    const term = pairTerm(before.kind, after.kind, a, b, zeta!);
    if (term === undefined) return undefined;
    const [jacobian1, jacobian2] = [before.kind === "value" ? 1 : 0, after.kind === "value" ? 1 : 0];
    value += jacobian1 * tau1! + jacobian2 * tau2! - term.value;
    gradient[2]! += jacobian1;
    gradient[3]! += jacobian2;
    // Derivatives of a, b and ζ by the five parameters, and the second derivatives of a and b that are not 0.
    const rows = [
      [-inverse1, 0, -a, 0, 0],
      [-inverse2, -inverse2, 0, -b, 0],
      [0, 0, 0, 0, 1],
    ] as const;
    for (let i = 0; i < 5; i++) {
      for (let k = 0; k < 3; k++) gradient[i]! -= term.gradient[k]! * rows[k]![i]!;
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) for (let m = 0; m < 3; m++) sum += rows[k]![i]! * term.hessian[3 * k + m]! * rows[m]![j]!;
        hessian[5 * i + j]! -= sum;
      }
    }
    const [byA, byB] = term.gradient;
    hessian[5 * 2 + 0]! -= byA * inverse1;
    hessian[5 * 2 + 2]! -= byA * a;
    hessian[5 * 3 + 0]! -= byB * inverse2;
    hessian[5 * 3 + 1]! -= byB * inverse2;
    hessian[5 * 3 + 3]! -= byB * b;
  }
  for (let i = 0; i < 5; i++) for (let j = 0; j < i; j++) hessian[5 * j + i] = hessian[5 * i + j]!;
  return Number.isFinite(value) && hessian.every(Number.isFinite) ? { value, gradient, hessian } : undefined;
}

function pairTerm(before: KnownPart["kind"], after: KnownPart["kind"], a: number, b: number, zeta: number): PairTerm | undefined {
  if (before === "value") return givenFirst(after, a, b, zeta);
  if (after !== "value") return quadrant(before === "below" ? 1 : -1, after === "below" ? 1 : -1, a, b, zeta);
  const turned = givenFirst(before, b, a, zeta);
  if (turned === undefined) return undefined;
  const { value, gradient: [byB, byA, byZeta], hessian: [bb, ab, bz, , aa, az, , , zz] } = turned;
  return { value, gradient: [byA, byB, byZeta], hessian: [aa, ab, az, ab, bb, bz, az, bz, zz] };
}

/** The first is known: log φ(a) and the second given it, at w = b cosh ζ − a sinh ζ. */
function givenFirst(after: KnownPart["kind"], a: number, b: number, zeta: number): PairTerm | undefined {
  const [sine, cosine] = [sinh(zeta), cosh(zeta)];
  const w = b * cosine - a * sine;
  const slope = b * sine - a * cosine;
  const term = logNormalTerm(after, w);
  if (term === undefined) return undefined;
  const { first, second } = term;
  const known = after === "value" ? 1 : 0;
  const tangent = tanh(zeta);
  const [aa, ab, bb] = [second * sine * sine - 1, -second * sine * cosine, second * cosine * cosine];
  const az = -second * sine * slope - first * cosine;
  const bz = second * cosine * slope + first * sine;
  const zz = second * slope * slope + first * w + known * (1 - tangent * tangent);
  return {
    value: logNormalTerm("value", a)!.value + term.value + known * log(cosine),
    gradient: [-a - first * sine, first * cosine, first * slope + known * tangent],
    hessian: [aa, ab, az, ab, bb, bz, az, bz, zz],
  };
}

/**
 * Both lie beyond a limit: log P(X ≤ A, Y ≤ B) with A = sa, B = tb and correlation stρ. Its derivatives are those of Plackett's
 * identity ∂P/∂ρ = φ₂(A, B, ρ) and of ∂P/∂A = φ(A)Φ(B cosh ζ − A sinh ζ).
 */
function quadrant(s: number, t: number, a: number, b: number, zeta: number): PairTerm | undefined {
  const [first, second, turned] = [s * a, t * b, s * t * zeta];
  const [sine, cosine, tangent] = [sinh(turned), cosh(turned), tanh(turned)];
  const probability = bivariateNormalProbability(first, second, tangent);
  if (!(probability > 1e-15)) return undefined;
  const secondGiven = second * cosine - first * sine;
  const firstGiven = first * cosine - second * sine;
  const joint = normalDensity(first) * normalDensity(secondGiven);
  const byFirst = normalDensity(first) * normalTails(secondGiven).lower;
  const bySecond = normalDensity(second) * normalTails(firstGiven).lower;
  const byZeta = joint / cosine;
  const [ga, gb, gz] = [(s * byFirst) / probability, (t * bySecond) / probability, (s * t * byZeta) / probability];
  const aa = (-first * byFirst - joint * sine) / probability - ga * ga;
  const bb = (-second * bySecond - joint * sine) / probability - gb * gb;
  const ab = (s * t * joint * cosine) / probability - ga * gb;
  const az = (-t * joint * firstGiven) / probability - ga * gz;
  const bz = (-s * joint * secondGiven) / probability - gb * gz;
  const zz = (byZeta * (firstGiven * secondGiven - tangent)) / probability - gz * gz;
  return { value: log(probability), gradient: [ga, gb, gz], hessian: [aa, ab, az, ab, bb, bz, az, bz, zz] };
}
