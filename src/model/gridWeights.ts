import { nameOfProduct } from "./codeTerms.ts";
import type { DesignPart, ModelDesign } from "./ModelDesign.ts";

/** How adjusted means treat the variables that are not held at a value; `leastSquaresMeans` has them in words. */
export type GridWeights = "equal" | "proportional" | "counterfactual";

/** Values that variables are held at: a level of a factor, a number of a covariate. */
export type GridPoint = ReadonlyMap<string, string | number>;

/** The weight of each column of a design in the mean of the response with some variables held at a value. */
export function gridWeights(design: ModelDesign, point: GridPoint, weights: GridWeights): number[] {
  const productMeans = new Map(design.productMeans.map(({ name, mean }) => [name, mean]));
  const meanOf = (parts: readonly DesignPart[]) => (parts.length === 0 ? 1 : productMeans.get(nameOfProduct(parts))!);
  const separately = (part: DesignPart) => ("factor" in part && weights === "equal" ? 1 / factorOf(design, part.factor).levels.length : meanOf([part]));
  return design.columns.map(({ parts }) => {
    const isHeld = (part: DesignPart) => point.has(variableOf(part));
    const held = parts.filter(isHeld).reduce((product, part) => product * valueAt(design, part, point), 1);
    const free = parts.filter((part) => !isHeld(part));
    return held === 0 ? 0 : held * (weights === "counterfactual" ? meanOf(free) : free.reduce((product, part) => product * separately(part), 1));
  });
}

function valueAt({ covariates }: ModelDesign, part: DesignPart, point: GridPoint): number {
  const value = point.get(variableOf(part))!;
  if ("factor" in part) return value === part.level ? 1 : 0;
  return Number(value) - covariates.find(({ name }) => name === part.covariate)!.centre;
}

function variableOf(part: DesignPart): string {
  return "factor" in part ? part.factor : part.covariate;
}

export function factorOf<Factor extends string>({ factors }: ModelDesign<Factor>, name: string): ModelDesign<Factor>["factors"][number] {
  return factors.find((factor) => factor.name === name)!;
}
