import type { DataIssue } from "../result/Issue.ts";
import { show } from "../result/show.ts";
import { issuesFromSchema } from "../trial/issuesFromSchema.ts";
import { type Path, problem } from "../trial/problem.ts";
import { type DatasetColumn, DatasetMetadata } from "./Dataset.ts";

/** The metadata that hold up, and every problem with them. `prefix` is where they stand. */
export function checkMetadata(input: unknown, prefix: Path, issues: DataIssue[]): DatasetMetadata | null {
  const parsed = DatasetMetadata.safeParse(input);
  if (!parsed.success) {
    for (const issue of issuesFromSchema(parsed.error, input)) issues.push({ ...issue, path: [...prefix, ...issue.path] });
    return null;
  }
  const { datasetJSONCreationDateTime: created, dbLastModifiedDateTime: modified, columns } = parsed.data;
  if (modified !== undefined && isLater(modified, created)) {
    const message = `the source was last modified on ${modified}, after the dataset was created on ${created}`;
    issues.push(problem([...prefix, "dbLastModifiedDateTime"], "impossible-order", modified, message));
  }
  checkColumns(columns, [...prefix, "columns"], issues);
  return parsed.data;
}

function checkColumns(columns: readonly DatasetColumn[], path: Path, issues: DataIssue[]): void {
  const seen = { itemOID: new Set<unknown>(), name: new Set<unknown>(), keySequence: new Set<unknown>() };
  columns.forEach((column, index) => {
    const where = `columns[${index}]`;
    for (const field of ["itemOID", "name", "keySequence"] as const) {
      const value = column[field];
      if (value === undefined) continue;
      if (seen[field].has(value)) issues.push(problem([...path, index, field], "duplicate", value, `${where}.${field} ${show(value)} is that of an earlier column`));
      seen[field].add(value);
    }
    if (column.name in Object.prototype || column.name === "prototype") {
      issues.push(problem([...path, index, "name"], "forbidden-key", column.name, `${where}.name cannot be ${show(column.name)}: every object answers to that name`));
    }
    const { dataType, targetDataType: target } = column;
    const isMoment = dataType === "date" || dataType === "time" || dataType === "datetime";
    if (target !== undefined && !(target === "integer" ? isMoment : dataType === "decimal")) {
      const message = `${where}.targetDataType cannot be ${show(target)} for a ${dataType}: dates and times may become integers, decimals decimals`;
      issues.push(problem([...path, index, "targetDataType"], "conflict", target, message));
    }
  });
}

/** Two moments are compared where they are written in one time zone or none, to the precision of both: ISO text sorts by time. */
function isLater(moment: string, other: string): boolean {
  const zone = /(Z|[+-]\d{2}:\d{2})$/;
  if (zone.exec(moment)?.[0] !== zone.exec(other)?.[0]) return false;
  const [one, two] = [moment.replace(zone, ""), other.replace(zone, "")];
  const length = Math.min(one.length, two.length);
  return one.slice(0, length) > two.slice(0, length);
}
