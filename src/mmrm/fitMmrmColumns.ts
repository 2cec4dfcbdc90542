import { coefficientCovariance, contrastError } from "../model/contrastError.ts";
import { fixedEffectOf } from "../model/fixedEffectOf.ts";
import { aicAndBic } from "../model/informationCriteria.ts";
import { standardiseFixed } from "../model/standardiseFixed.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import { describeVisitCovariance } from "./describeVisitCovariance.ts";
import { estimateMmrmFixedEffects } from "./estimateMmrmFixedEffects.ts";
import { estimateVisitCovariance } from "./estimateVisitCovariance.ts";
import type { FitMmrmOptions } from "./fitMmrm.ts";
import { makeMmrmContrastBasis } from "./makeMmrmContrastBasis.ts";
import type { GroupedMmrmFit, MmrmCounts, MmrmFit } from "./MmrmFit.ts";
import type { MmrmInput, MmrmModelInput } from "./readMmrmInput.ts";
import { readMmrmInput } from "./readMmrmInput.ts";
import { needsVisitOrder, resolveMmrmSettings } from "./resolveMmrmSettings.ts";
import { standardiseResiduals } from "./standardiseResiduals.ts";
import { tryStructures } from "./tryStructures.ts";
import type { VisitPatterns } from "./visitPatterns.ts";
import { visitPatterns } from "./visitPatterns.ts";

/** What `fitMmrm` gives, in the name of the function that was called. */
export function fitMmrmColumns<Fixed extends string, Visit extends string | number, Id extends string | number, Group extends string | number>(
  caller: string,
  input: MmrmInput<Fixed, Visit, Id> & { readonly group?: readonly Group[] },
  options: FitMmrmOptions<Visit>,
): MmrmFit<Fixed, Visit> | GroupedMmrmFit<Fixed, Visit, Group> {
  const requested = resolveMmrmSettings(caller, options);
  const model = readMmrmInput(caller, input, options.visitOrder, needsVisitOrder(requested));
  const settings = { ...requested, visitOrder: model.visits };
  const standardised = standardiseFixed(caller, model.fixed, model.fixedNames, model.response);
  const patterns = visitPatterns(model, standardised.fixed, standardised.response);
  const { estimator, level, informationCriteria } = settings;
  const { structure, result, failed } = tryStructures(caller, [settings.covarianceStructure, ...settings.fallback], (candidate) => {
    const estimate = estimateVisitCovariance(caller, patterns, estimator, candidate, model);
    const fixed = estimateMmrmFixedEffects(patterns, estimator, standardised, estimate.evaluation);
    return { estimate, fixed, contrastBasis: makeMmrmContrastBasis(caller, settings, estimate.evaluation, fixed.root, patterns.observations) };
  });
  const { estimate, fixed, contrastBasis } = result;
  const variance = standardised.responseScale ** 2;
  const covariances = estimate.evaluation.groups.map(({ covariance }) => covariance.covariance.map((entry) => entry * variance));
  const fitted = Array.from(model.response, (_, row) => withoutNegativeZero(model.fixed.reduce((total, column, j) => total + fixed.coefficients[j]! * column[row]!, 0)));
  const raw = fitted.map((value, row) => withoutNegativeZero(model.response[row]! - value));
  const counts = countMmrm(model, patterns, estimate.evaluation.products.length);
  const described = covariances.map((covariance) => describeVisitCovariance(covariance, model.visits));
  const estimates = {
    coefficients: recordOf(model.fixedNames, (name) => {
      const index = model.fixedNames.indexOf(name);
      const weights = model.fixedNames.map((_, place) => (place === index ? 1 : 0));
      return fixedEffectOf(fixed.coefficients[index]!, contrastError(contrastBasis, weights), level);
    }),
    covariance: { parameters: model.fixedNames, matrix: coefficientCovariance(contrastBasis).map((row) => row.map(withoutNegativeZero)) },
    logLikelihood: fixed.logLikelihood,
    ...aicAndBic(fixed.logLikelihood, counts, estimator, informationCriteria),
    fitted,
    residuals: { raw, standardised: standardiseResiduals(model, raw, covariances) },
    diagnostics: {
      converged: true,
      iterations: estimate.iterations,
      gradientNorm: estimate.gradientNorm,
      hessian: "positive-definite",
      conditionNumber: estimate.conditionNumber,
    },
    counts,
    contrastBasis,
    method: {
      name: "mmrm",
      options: settings,
      reference: "Mallinckrodt et al. 2008, doi:10.1177/009286150804200402; Jennrich & Schluchter 1986, doi:10.2307/2530695",
      covarianceStructure: structure,
      failedStructures: failed,
    },
  } as const;
  const { groups, groupOfParticipant, participantOfRow } = model;
  const rows = { participant: Array.from(participantOfRow, (index) => model.participants[index]!), visit: Array.from(model.visitOfRow, (index) => model.visits[index]!) };
  if (groups === undefined) return { ...estimates, rows, visitCovariance: described[0]! };
  return {
    ...estimates,
    rows: { ...rows, group: Array.from(participantOfRow, (index) => groups[groupOfParticipant[index]!]!) },
    visitCovariance: described.map((covariance, index) => ({ group: groups[index]!, ...covariance })),
  };
}

function countMmrm({ starts, participants, fixed }: MmrmModelInput<string, string | number, string | number>, { observations, groups }: VisitPatterns, covarianceParameters: number): MmrmCounts {
  const byVisits = new Map<number, number>();
  for (let index = 0; index < participants.length; index++) {
    const visits = starts[index + 1]! - starts[index]!;
    byVisits.set(visits, (byVisits.get(visits) ?? 0) + 1);
  }
  return {
    observations,
    participants: participants.length,
    fixedEffects: fixed.length,
    covarianceParameters,
    participantsByVisits: [...byVisits].sort(([a], [b]) => a - b).map(([visits, count]) => ({ visits, participants: count })),
    patterns: groups.reduce((total, { length }) => total + length, 0),
  };
}
