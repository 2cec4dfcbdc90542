import { runAnalyses } from "../../docs/examples/oh2018-simulated/analyses.ts";
import { plainWording, specimens } from "./specimens.ts";

/**
 * Trials from the records to the tables: participants, slopes, responders, adverse events, biomarkers, piecewise mixed model,
 * MMRM with Satterthwaite's degrees of freedom, survival, subgroups, ROC. All data are SIMULATED.
 */
export function wholeAnalysis(): object {
  return { oh2018: runAnalyses(), ...specimens(plainWording) };
}

/** Results of the functions whose last digit the language leaves to the engine, at the same arguments everywhere. */
export function functionValues(): string {
  const points = Array.from({ length: 2000 }, (_, index) => ((index * 7919) % 2003) / 97 + index * 1e-4);
  const names = ["exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "cbrt", "sqrt", "hypot"] as const;
  const powers = points.map((value, index) => Math.pow(value, ((index * 31) % 47) / 7 - 3));
  return JSON.stringify({ ...Object.fromEntries(names.map((name) => [name, points.map((value) => Math[name](value))])), pow: powers });
}
