import type { FitMmrmOptions } from "trialwise/mmrm";
import { fitMmrm } from "trialwise/mmrm";
import { orthonormalise, subtractProjection } from "../../src/numeric/orthonormalise.ts";
import type { Comparison } from "./compareSpeed.ts";

const visits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A simulated trial of nine visits with dropout in two arms: a mean for each arm and visit, a baseline covariate for each visit. */
function trialOf(participants: number) {
  const draw = normalDraws();
  const rows: { readonly participant: number; readonly visit: number; readonly arm: number; readonly base: number; readonly response: number }[] = [];
  for (let participant = 0; participant < participants; participant++) {
    const [arm, base, slope] = [participant % 2, 38 + 5 * draw(), 0.4 * draw()];
    const last = participant % 4 === 0 ? 3 + (participant % 7) : 9;
    let error = 0;
    for (const visit of visits) {
      error = 0.6 * error + draw();
      if (visit <= last) rows.push({ participant, visit, arm, base, response: 0.9 * base + (slope - 1 + 0.3 * arm) * visit + 2 * error });
    }
  }
  const at = (value: (row: (typeof rows)[number]) => number, visit: number) => rows.map((row) => (row.visit === visit ? value(row) : 0));
  const fixed = Object.fromEntries(
    visits.flatMap((visit) => [
      [`mean${visit}`, at(() => 1, visit)],
      [`arm${visit}`, at(({ arm }) => arm, visit)],
      [`base${visit}`, at(({ base }) => base, visit)],
    ]),
  );
  return { response: rows.map(({ response }) => response), fixed, visit: rows.map(({ visit }) => visit), participant: rows.map(({ participant }) => participant) };
}

/** Numbers that are nearly normal, always the same. */
function normalDraws(): () => number {
  let state = 1;
  const uniform = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

function comparisonOf(participants: number): Comparison {
  const trial = trialOf(participants);
  const fitted = (name: string, options: FitMmrmOptions<number>) => ({ name, run: () => fitMmrm(trial, options) });
  return {
    title: `${participants} participants, ${trial.response.length} observations at nine visits, 27 fixed effects`,
    baseline: {
      name: "least squares of the fixed effects",
      run: () => {
        const { basis } = orthonormalise(Object.values(trial.fixed).map((column) => Float64Array.from(column)), 1e-11);
        const residuals = Float64Array.from(trial.response);
        return basis.map((direction) => subtractProjection(residuals, direction));
      },
    },
    others: [
      fitted("unstructured (45 parameters), Satterthwaite", {}),
      fitted("unstructured, Kenward-Roger", { degreesOfFreedomMethod: "kenward-roger" }),
      fitted("heterogeneous Toeplitz (17 parameters), Satterthwaite", { covarianceStructure: "heterogeneous-toeplitz" }),
      fitted("AR(1) (2 parameters), Satterthwaite", { covarianceStructure: "ar1" }),
    ],
  };
}

export const comparisons: readonly Comparison[] = [59, 500, 12_000].map(comparisonOf);
