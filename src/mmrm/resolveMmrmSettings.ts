import { informationCriteriaChoices } from "../model/informationCriteria.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkChoice, checkLevel } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { covarianceAdjustments } from "./CovarianceAdjustment.ts";
import type { FitMmrmOptions } from "./fitMmrm.ts";
import type { MmrmSettings } from "./MmrmFit.ts";
import { orderedStructures, visitCovarianceStructures } from "./VisitCovarianceStructure.ts";

type Resolved = Omit<MmrmSettings, "visitOrder">;

/** The order of visits follows from the data. */
export function resolveMmrmSettings(caller: string, options: FitMmrmOptions): Resolved {
  checkOptionKeys(caller, options, [
    "covarianceStructure",
    "fallback",
    "estimator",
    "degreesOfFreedomMethod",
    "information",
    "covarianceAdjustment",
    "visitOrder",
    "informationCriteria",
    "level",
  ]);
  const { covarianceStructure = "unstructured", fallback = [], estimator = "reml", degreesOfFreedomMethod = "satterthwaite", informationCriteria = "r", level = 0.95 } = options;
  checkChoice(caller, "covarianceStructure", covarianceStructure, visitCovarianceStructures);
  if (!Array.isArray(fallback)) throw new TypeError(`${caller}: fallback must be an array of covariance structures; received ${show(fallback)}`);
  fallback.forEach((structure, index) => checkChoice(caller, `fallback[${index}]`, structure, visitCovarianceStructures));
  checkChoice(caller, "estimator", estimator, ["reml", "ml"]);
  checkChoice(caller, "degreesOfFreedomMethod", degreesOfFreedomMethod, ["satterthwaite", "kenward-roger", "residual", "asymptotic"]);
  checkChoice(caller, "informationCriteria", informationCriteria, informationCriteriaChoices);
  checkLevel(caller, level);
  const settings = { covarianceStructure, fallback: [...fallback], estimator, degreesOfFreedomMethod, informationCriteria, level };
  if (degreesOfFreedomMethod === "kenward-roger") {
    if (estimator === "ml") throw new RangeError(`${caller}: degreesOfFreedomMethod "kenward-roger" is defined for estimator "reml"; received "ml"`);
    const { information = "expected", covarianceAdjustment = "first-order" } = options;
    checkChoice(caller, "information", information, ["observed", "expected"]);
    checkChoice(caller, "covarianceAdjustment", covarianceAdjustment, covarianceAdjustments);
    return { ...settings, information, covarianceAdjustment };
  }
  if (options.covarianceAdjustment !== undefined) throw new RangeError(`${caller}: covarianceAdjustment is for degreesOfFreedomMethod "kenward-roger"; received it with "${degreesOfFreedomMethod}"`);
  if (degreesOfFreedomMethod === "satterthwaite") {
    const { information = "observed" } = options;
    checkChoice(caller, "information", information, ["observed", "expected"]);
    return { ...settings, information };
  }
  if (options.information === undefined) return settings;
  throw new RangeError(`${caller}: information is for degreesOfFreedomMethod "satterthwaite" or "kenward-roger"; received it with "${degreesOfFreedomMethod}"`);
}

export function needsVisitOrder({ covarianceStructure, fallback }: Pick<Resolved, "covarianceStructure" | "fallback">): boolean {
  return [covarianceStructure, ...fallback].some((structure) => orderedStructures.includes(structure));
}
