import { betaQuantile, betaTails } from "../../src/numeric/beta.ts";
import { binomialDensity, binomialTails } from "../../src/numeric/binomial.ts";
import { bivariateNormalProbability } from "../../src/numeric/bivariateNormal.ts";
import { chiSquareQuantile, chiSquareTails } from "../../src/numeric/chiSquare.ts";
import { asin } from "../../src/numeric/elementary/asin.ts";
import { exp } from "../../src/numeric/elementary/exp.ts";
import { expm1 } from "../../src/numeric/elementary/expm1.ts";
import { atanh, cosh, sinh, tanh } from "../../src/numeric/elementary/hyperbolic.ts";
import { hypot } from "../../src/numeric/elementary/hypot.ts";
import { log } from "../../src/numeric/elementary/log.ts";
import { log10, log2 } from "../../src/numeric/elementary/logarithms.ts";
import { log1p } from "../../src/numeric/elementary/log1p.ts";
import { power } from "../../src/numeric/elementary/power.ts";
import { sin } from "../../src/numeric/elementary/sin.ts";
import { fQuantile, fTails } from "../../src/numeric/fDistribution.ts";
import { hypergeometricTails } from "../../src/numeric/hypergeometric.ts";
import { logGamma } from "../../src/numeric/logGamma.ts";
import { noncentralTTails } from "../../src/numeric/noncentralT.ts";
import { normalDensity, normalQuantile, normalTails } from "../../src/numeric/normal.ts";
import { randomStream } from "../../src/numeric/randomStream.ts";
import { studentTQuantile, studentTTails } from "../../src/numeric/studentT.ts";
import { exactJson } from "./exactJson.ts";

/** Numbers from 0 to 1 that follow no pattern of bits. */
const shares = Array.from({ length: 2000 }, (_, index) => (((index * 7919) % 2003) + 0.37) / 2003.5);
const few = shares.slice(0, 300);

/** What src/numeric makes of the same arguments everywhere: its elementary functions, its distributions, its random numbers. */
export function functionValues(): string {
  const wide = shares.map((share) => (share - 0.5) * 1400);
  const sizes = shares.map((share, index) => (0.5 + share) * 2 ** (((index * 37) % 2090) - 1070));
  const middle = shares.map((share) => 8 * share - 4);
  const shapes = few.map((share, index) => (0.3 + share) * 10 ** ((index % 7) - 1));
  const stream = randomStream(["engines", 1]);
  return exactJson({
    exp: [...wide, ...middle].map(exp),
    expm1: [...wide, ...middle].map(expm1),
    log: [...sizes, ...shares].map(log),
    log1p: [...sizes, ...shares.map((share) => -share)].map(log1p),
    log2: sizes.map(log2),
    log10: sizes.map(log10),
    power: shares.map((share, index) => power(8 * share, ((index * 31) % 997) / 20 - 25)),
    tanh: middle.map(tanh),
    sinh: middle.map(sinh),
    cosh: middle.map(cosh),
    atanh: shares.map(atanh),
    asin: shares.map(asin),
    sin: middle.map((x) => sin(x / 3)),
    hypot: shares.map((share, index) => hypot(share, middle[index]!, wide[index]!)),
    normal: few.map((share) => [normalQuantile(share, "upper"), normalTails(20 * share - 10), normalDensity(6 * share - 3)]),
    bivariateNormal: few.map((share, index) => bivariateNormalProbability(4 * share - 2, 3 * shares[index + 300]! - 1, 1.98 * shares[index + 600]! - 0.99)),
    studentT: few.map((share, index) => [studentTQuantile(share, shapes[index]!, "lower"), studentTTails(30 * share - 15, shapes[index]!)]),
    fDistribution: few.map((share, index) => [fQuantile(share, shapes[index]!, shapes[299 - index]!, "upper"), fTails(4 * share, shapes[index]!, shapes[299 - index]!)]),
    chiSquare: few.map((share, index) => [chiSquareQuantile(share, shapes[index]!, "upper"), chiSquareTails(2 * share * shapes[index]!, shapes[index]!)]),
    beta: few.map((share, index) => [betaQuantile(share, shapes[index]!, shapes[299 - index]!, "lower"), betaTails(share, shapes[index]!, shapes[299 - index]!)]),
    noncentralT: few.map((share, index) => noncentralTTails(12 * share - 4, 1 + shapes[index]!, 6 * shares[index + 300]! - 3)),
    binomial: few.map((share, index) => [binomialDensity(index % 40, 40, share), binomialTails(index % 40, 40, share)]),
    hypergeometric: few.map((_, index) => hypergeometricTails(index % 12, { successes: 20 + (index % 17), failures: 30 + (index % 23), draws: 12 + (index % 5) })),
    logGamma: shapes.map(logGamma),
    random: few.map(() => [stream.uniform(), stream.normal(), stream.exponential()]),
    // The operators and functions of the language itself that src does use.
    squares: [...wide, ...middle].map((x) => [x ** 2, Math.sqrt(Math.abs(x)), Math.round(x), x % 1.7, x.toFixed(3), x.toPrecision(14)]),
    "squares are products": [...wide, ...middle].every((x) => x ** 2 === x * x),
  });
}

/** The language's own functions, whose last digits it leaves to the engine: by name, what this one makes of them. */
export function engineValues(): string {
  const points = shares.map((share, index) => 20 * share + index * 1e-4);
  const names = ["exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "cbrt", "hypot"] as const;
  const powers = points.map((value, index) => Math.pow(value, ((index * 31) % 47) / 7 - 3));
  return exactJson({ ...Object.fromEntries(names.map((name) => [name, points.map((value) => Math[name](value))])), pow: powers });
}
