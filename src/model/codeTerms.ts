import type { DesignColumn, DesignPart } from "./ModelDesign.ts";

/** A variable as the coding of terms needs it. */
export type CodedVariable<Factor extends string, Covariate extends string> =
  | { readonly name: Factor; readonly levels: readonly string[]; readonly reference: string }
  | { readonly name: Covariate; readonly centre: number | "mean" };

/**
 * The columns of a model with a reference level for each factor, by the rule of Chambers & Hastie 1992 (Statistical Models in S,
 * section 2.3.2): within a term, a factor has a column for each level but the reference if the term without it is in the model
 * too, else for every level. The intercept stands for the empty term; where it is missing, the first main effect of a factor
 * takes its place. The first factor of an interaction runs fastest.
 */
export function codeTerms<Factor extends string, Covariate extends string>(
  terms: readonly (readonly CodedVariable<Factor, Covariate>[])[],
  intercept: boolean,
): DesignColumn<Factor, Covariate>[] {
  const namesOfTerms: readonly (readonly string[])[] = terms.map((term) => term.map(({ name }) => name));
  const constant = intercept ? undefined : terms.find(([variable, ...others]) => variable !== undefined && "levels" in variable && others.length === 0)?.[0];
  const hasMarginOf = (factor: string, others: readonly string[]) =>
    others.length === 0 ? factor !== constant?.name : namesOfTerms.some((term) => term.length === others.length && others.every((name) => term.includes(name)));
  const partsOf = (variable: CodedVariable<Factor, Covariate>, term: readonly { readonly name: string }[]): readonly DesignPart<Factor, Covariate>[] => {
    if (!("levels" in variable)) return [{ covariate: variable.name }];
    const { name: factor, levels, reference } = variable;
    const hasMargin = hasMarginOf(factor, term.flatMap(({ name }) => (name === factor ? [] : [name])));
    return levels.filter((level) => !hasMargin || level !== reference).map((level) => ({ factor, level }));
  };
  const columns = terms.flatMap((term, index) => {
    let products: (readonly DesignPart<Factor, Covariate>[])[] = [[]];
    for (const variable of term) products = partsOf(variable, term).flatMap((part) => products.map((product) => [...product, part]));
    return products.map((parts) => ({ name: nameOfProduct(parts), term: index, parts }));
  });
  return [...(intercept ? [{ name: "intercept", parts: [] }] : []), ...columns];
}

/** `arm[msc]:visit[V9]:baseline`. */
export function nameOfProduct(parts: readonly DesignPart[]): string {
  return parts.map((part) => ("factor" in part ? `${part.factor}[${part.level}]` : part.covariate)).join(":");
}
