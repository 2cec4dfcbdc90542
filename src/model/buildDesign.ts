import { leastSquares } from "../numeric/leastSquares.ts";
import { lengthOf, orthonormalise } from "../numeric/orthonormalise.ts";
import { sum } from "../numeric/sum.ts";
import { checkChoice } from "../result/checkOption.ts";
import { show } from "../result/show.ts";
import { TrialwiseError } from "../result/TrialwiseError.ts";
import { withoutNegativeZero } from "../result/withoutNegativeZero.ts";
import { recordOf } from "../trial/keysOf.ts";
import { codeTerms, nameOfProduct } from "./codeTerms.ts";
import type { DesignColumnsInput, DesignColumnsResult } from "./designColumns.ts";
import type { DesignPart, ModelDesign } from "./ModelDesign.ts";
import type { CovariateOf, CovariateVariable, FactorOf, FactorVariable, ModelData, ModelVariable } from "./readTerms.ts";
import { checkLength, groupRows } from "./readModelColumns.ts";
import { readTerms } from "./readTerms.ts";
import { aliasTolerance } from "./standardiseFixed.ts";

/** What `designColumns` gives, also for a caller that knows the number of observations. */
export function buildDesign<Data extends ModelData>(
  caller: string,
  input: DesignColumnsInput<Data>,
  expected?: number,
): DesignColumnsResult<FactorOf<Data>, CovariateOf<Data>> {
  const { intercept = true, participant, aliased: policy = "refuse" } = input;
  if (typeof intercept !== "boolean") throw new TypeError(`${caller}: intercept must be true or false; received ${show(intercept)}`);
  checkChoice(caller, "aliased", policy, ["refuse", "leave-out"]);
  const { terms, observations } = readTerms(caller, input, expected);
  const { weights, participants } = rowWeights(caller, participant, observations);
  const variables = [...new Set(terms.flat())];
  const columns = codeTerms(terms, intercept);
  checkNames(caller, columns.map(({ name }) => name));
  const factors = variables.filter((variable) => "levels" in variable);
  const covariates = variables.filter((variable) => "values" in variable).map((variable) => centreValues(variable, weights));
  const valuesOf = (parts: readonly DesignPart[]) => multiply(parts, factors, covariates, observations);
  const meanOf = (parts: readonly DesignPart[]) => weightedMean(valuesOf(parts), weights);
  const values = columns.map(({ parts }) => valuesOf(parts));
  const aliased = aliasedColumns(columns.map(({ name }) => name), values);
  const names = terms.map((term) => term.map(({ name }) => name).join(":"));
  const emptyCells = terms.flatMap((term, index) => emptyCellsOf(term, observations).map((cell) => ({ term: names[index]!, cell })));
  if (aliased.length > 0 && policy === "refuse") throw refuseAliased(caller, aliased, emptyCells);
  const leftOut = new Set(aliased.map(({ name }) => name));
  const valuesByName = new Map(columns.map(({ name }, index) => [name, values[index]!]));
  const kept = columns.flatMap(({ name }) => (leftOut.has(name) ? [] : [name]));
  const products = new Map(columns.flatMap(({ parts }) => productsWithin(parts)).map((parts) => [nameOfProduct(parts), parts]));
  return {
    columns: recordOf(kept, (name) => Array.from(valuesByName.get(name)!, withoutNegativeZero)),
    design: {
      terms: terms.map((term, index) => ({ name: names[index]!, variables: term.map(({ name }) => name) })),
      factors: factors.map(({ name, levels, reference }) => ({ name, levels, reference, frequencies: levels.map((level) => meanOf([{ factor: name, level }])) })),
      covariates: covariates.map(({ name, mean, centre, rootMeanSquare }) => ({ name, mean, centre, rootMeanSquare })),
      columns,
      aliased,
      absentLevels: factors.flatMap(({ name, absent }) => absent.map((level) => ({ factor: name, level }))),
      emptyCells,
      productMeans: Array.from(products, ([name, parts]) => ({ name, mean: meanOf(parts) })),
      counts: { observations, participants },
    },
  };
}

/** Each participant's weight of 1 / participants, divided equally among their rows. */
function rowWeights(caller: string, participant: readonly (string | number)[] | undefined, observations: number): { readonly weights: Float64Array; readonly participants: number } {
  if (participant === undefined) return { weights: new Float64Array(observations).fill(1 / observations), participants: observations };
  if (!Array.isArray(participant)) throw new TypeError(`${caller}: participant must be an array of ids; received ${show(participant)}`);
  checkLength(caller, "participant", participant.length, observations);
  const { participants, participantOfRow, starts } = groupRows(caller, participant);
  const rowsOf = (index: number) => starts[index + 1]! - starts[index]!;
  return { weights: Float64Array.from(participantOfRow, (index) => 1 / rowsOf(index) / participants.length), participants: participants.length };
}

interface CentredCovariate<Name extends string = string> {
  readonly name: Name;
  readonly mean: number;
  readonly centre: number;
  readonly rootMeanSquare: number;
  readonly centred: Float64Array;
}

function centreValues<Name extends string>({ name, values, centre }: CovariateVariable<Name>, weights: Float64Array): CentredCovariate<Name> {
  const mean = weightedMean(values, weights);
  const subtracted = withoutNegativeZero(centre === "mean" ? mean : centre);
  const centred = values.map((value) => value - subtracted);
  return { name, mean, centre: subtracted, rootMeanSquare: Math.sqrt(weightedMean(centred.map((value) => value * value), weights)), centred };
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  return withoutNegativeZero(sum(values.map((value, row) => value * weights[row]!)) / sum(weights));
}

function multiply(parts: readonly DesignPart[], factors: readonly FactorVariable[], covariates: readonly CentredCovariate[], observations: number): Float64Array {
  const product = new Float64Array(observations).fill(1);
  for (const part of parts) {
    if ("factor" in part) {
      const { levels, codes } = factors.find(({ name }) => name === part.factor)!;
      const code = levels.indexOf(part.level);
      for (let row = 0; row < observations; row++) if (codes[row] !== code) product[row] = 0;
    } else {
      const { centred } = covariates.find(({ name }) => name === part.covariate)!;
      for (let row = 0; row < observations; row++) product[row]! *= centred[row]!;
    }
  }
  return product;
}

function aliasedColumns(names: readonly string[], values: readonly Float64Array[]): ModelDesign["aliased"] {
  const { aliased } = orthonormalise(values, aliasTolerance);
  const kept = Array.from(names.keys()).filter((index) => !aliased.includes(index));
  const independent = kept.map((index) => values[index]!);
  return aliased.map((index) => {
    const { coefficients } = leastSquares(independent, values[index]!);
    const shares = coefficients.map((weight, place) => Math.abs(weight) * lengthOf(independent[place]!));
    const largest = Math.max(...shares, 0);
    const combination = coefficients.flatMap((weight, place) => (shares[place]! > 1e-9 * largest ? [{ name: names[kept[place]!]!, weight }] : []));
    return { name: names[index]!, combination: values[index]!.some((value) => value !== 0) ? combination : [] };
  });
}

/** Every combination of the levels of a term's factors that no observation has. */
function emptyCellsOf<Factor extends string, Covariate extends string>(
  term: readonly ModelVariable<Factor, Covariate>[],
  observations: number,
): { readonly factor: Factor; readonly level: string }[][] {
  const factors = term.filter((variable) => "levels" in variable);
  const cells = factors.reduce((count, { levels }) => count * levels.length, 1);
  const filled = new Uint8Array(cells);
  for (let row = 0; row < observations; row++) filled[factors.reduce((cell, { levels, codes }) => cell * levels.length + codes[row]!, 0)] = 1;
  // The last factor runs fastest.
  const stride = (place: number) => factors.slice(place + 1).reduce((count, { levels }) => count * levels.length, 1);
  const cellAt = (index: number) => factors.map(({ name, levels }, place) => ({ factor: name, level: levels[Math.floor(index / stride(place)) % levels.length]! }));
  return Array.from(filled.keys()).filter((index) => filled[index] === 0).map(cellAt);
}

/** All products of some of the parts, and of all. */
function productsWithin(parts: readonly DesignPart[]): (readonly DesignPart[])[] {
  const products: (readonly DesignPart[])[] = [];
  for (const part of parts) products.push(...products.map((product) => [...product, part]), [part]);
  return products;
}

function checkNames(caller: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new RangeError(`${caller}: two columns would be called ${show(twice)}; rename a variable or a level`);
  if (names.length <= 2000) return;
  throw new TrialwiseError({
    code: "too-much-work",
    message: `${caller}: the terms have ${names.length} columns; at most 2000 can be fitted`,
    required: "at most 2000 columns",
    observed: names.length,
  });
}

function refuseAliased(caller: string, aliased: ModelDesign["aliased"], emptyCells: ModelDesign["emptyCells"]): TrialwiseError {
  const list = aliased.map(({ name }) => JSON.stringify(name)).join(", ");
  const empty = emptyCells.map(({ cell }) => cell.map(({ factor, level }) => `${factor} ${JSON.stringify(level)}`).join(" and "));
  const cause = empty.length === 0 ? "" : `. No observation has ${empty.slice(0, 5).join(", or ")}${empty.length > 5 ? ", …" : ""}`;
  return new TrialwiseError({
    code: "singular-design",
    message: `${caller}: columns that are combinations of others: ${list}${cause}. Leave the terms out, or set aliased: "leave-out"`,
    required: "columns that are linearly independent",
    observed: list,
  });
}
