import { show } from "../result/show.ts";
import type { Path } from "../trial/problem.ts";
import { countsParticipants } from "./countsParticipants.ts";
import { exactNumber, isCount } from "./figureText.ts";
import { readDispersion } from "./readDispersion.ts";
import { checkGroupIds, leave, readFigures, type Reading } from "./reading.ts";
import type { DenominatorInput, MeasureInput } from "./resultsSchema.ts";
import type { RegistryDenominator, RegistryDispersion, RegistryGroup, RegistryMeasure, RegistryMeasurement } from "./RegistryResults.ts";

/** What the figures of a measure stand in: the groups of its table, and the denominators of tables around it. */
export interface MeasureScope {
  readonly groups: readonly RegistryGroup[];
  readonly denoms: readonly RegistryDenominator[];
  readonly typeUnitsAnalyzed?: string;
}

/** A baseline measure or an outcome: its figures as text, their numbers, and what can be computed with. */
export function readMeasure(reading: Reading, measure: MeasureInput, scope: MeasureScope, path: Path): RegistryMeasure {
  const { dispersionType, denoms: ownDenoms, classes = [], ...described } = measure;
  const denoms = readDenominators(reading, ownDenoms, scope.groups, [...path, "denoms"]);
  const dispersion = readDispersion(dispersionType);
  if (dispersion === "unknown") {
    leave(reading, [...path, "dispersionType"], "unknown-dispersion", dispersionType, `no measure of dispersion is known as ${show(dispersionType)}`);
  }
  const known = typeof dispersion === "object" ? dispersion : undefined;
  return {
    ...described,
    ...(dispersionType !== undefined && { dispersionType }),
    ...(known !== undefined && { dispersion: known }),
    denoms,
    classes: classes.map(({ denoms: classDenoms, categories = [], ...named }, position) => {
      const classPath = [...path, "classes", position];
      const own = readDenominators(reading, classDenoms, scope.groups, [...classPath, "denoms"]);
      const nOf = denominatorOf(measure, scope, [own, denoms, scope.denoms]);
      return {
        ...named,
        denoms: own,
        categories: categories.map(({ measurements = [], ...category }, index) => {
          const rows = [...classPath, "categories", index, "measurements"];
          checkGroupIds(reading, scope.groups, measurements.map(({ groupId }) => groupId), (row) => [...rows, row, "groupId"]);
          return {
            ...category,
            measurements: measurements.map((measurement, row): RegistryMeasurement => {
              const numbers = readFigures(reading, measurement, ["value", "spread", "lowerLimit", "upperLimit"], [...rows, row]);
              const n = nOf(measurement.groupId);
              const read = { ...measurement, numbers, ...(n !== undefined && { n }) };
              return { ...read, ...computable(reading, measure, known, read, [...rows, row, "value"]) };
            }),
          };
        }),
      };
    }),
  };
}

export function readDenominators(
  reading: Reading,
  denoms: readonly DenominatorInput[] = [],
  groups: readonly RegistryGroup[],
  path: Path,
): readonly RegistryDenominator[] {
  return denoms.map(({ counts = [], ...named }, position) => {
    checkGroupIds(reading, groups, counts.map(({ groupId }) => groupId), (index) => [...path, position, "counts", index, "groupId"]);
    return {
      ...named,
      counts: counts.map((count, index) => {
        const n = readCount(reading, count.value, [...path, position, "counts", index, "value"]);
        return { ...count, ...(n !== undefined && { n }) };
      }),
    };
  });
}

/** A whole number of participants or units; a text that is none is reported. */
export function readCount(reading: Reading, text: string | undefined, path: Path): number | undefined {
  const value = exactNumber(text);
  if (isCount(value)) return value;
  if (value !== undefined) leave(reading, path, "not-a-count", text, `${show(text)} is no count`);
  else if (text !== undefined) leave(reading, path, "not-a-number", text, `${show(text)} is no single exact number`);
  return undefined;
}

/** The denominator by group: the nearest table that has one in the units that the figures count. */
function denominatorOf(measure: MeasureInput, scope: MeasureScope, tables: readonly (readonly RegistryDenominator[])[]): (groupId: string) => number | undefined {
  const counted = measure.denomUnitsSelected ?? (measure.paramType === "COUNT_OF_UNITS" ? scope.typeUnitsAnalyzed : undefined) ?? "Participants";
  const isCounted = ({ units }: RegistryDenominator) => (units ?? "Participants").trim().toLowerCase() === counted.trim().toLowerCase();
  return (groupId) => {
    for (const table of tables) {
      const n = table.find(isCounted)?.counts.find((count) => count.groupId === groupId)?.n;
      if (n !== undefined) return n;
    }
    return undefined;
  };
}

type Read = Pick<RegistryMeasurement, "value" | "numbers" | "n">;

/** The figures as `studentTTest`, `compareEstimates` and `compareProportions` take them. */
function computable(
  reading: Reading,
  measure: MeasureInput,
  dispersion: RegistryDispersion | undefined,
  { value: text, numbers: { value, spread }, n }: Read,
  path: Path,
): Pick<RegistryMeasurement, "summary" | "estimate" | "proportion"> {
  if (value === undefined) return {};
  if (countsParticipants(measure)) return proportionOf(reading, text, value, n, path);
  if (spread === undefined || spread < 0) return {};
  const isMean = measure.paramType === "MEAN";
  if (isMean && dispersion?.kind === "standard-deviation" && n !== undefined && n > 1) {
    return { summary: { n, mean: value, standardDeviation: spread } };
  }
  const isEstimate = isMean || measure.paramType === "LEAST_SQUARES_MEAN";
  return isEstimate && dispersion?.kind === "standard-error" ? { estimate: { estimate: value, standardError: spread } } : {};
}

function proportionOf(
  reading: Reading,
  text: string | undefined,
  events: number,
  n: number | undefined,
  path: Path,
): Pick<RegistryMeasurement, "proportion"> {
  if (!isCount(events)) leave(reading, path, "not-a-count", text, `${show(text)} is no count of participants`);
  else if (n === undefined) leave(reading, path, "no-denominator", text, `no number of participants is given that ${events} are out of`);
  else if (events > n) leave(reading, path, "more-than-denominator", text, `${events} participants are more than the ${n} that they are out of`);
  else if (n > 0) return { proportion: { events, n } };
  return {};
}
