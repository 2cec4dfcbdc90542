import type * as z from "zod";
import type { DataIssue } from "../result/Issue.ts";
import { clinicalEventKinds } from "./ClinicalEvent.ts";
import { issuesFromSchema, namingFields } from "./issuesFromSchema.ts";
import { keysOf } from "./keysOf.ts";
import { type Path, problem } from "./problem.ts";
import { isDeclared, knownParticipant, type ReadContext } from "./ReadContext.ts";
import { withoutUndefined } from "./withoutUndefined.ts";

/** A row with its place. */
export interface ReadableRow<Row> {
  readonly row: Row;
  readonly path: Path;
  /** Whether what a field said may have been refused, under its own name or one that is none: nothing may be concluded from its absence. */
  readonly isLost: (field: string) => boolean;
}

/**
 * The rows of one family that can be read; what is wrong with the others, or with a field that can be left out, is reported.
 * `standIn` has fields that a row needs and can be read without: it stands for those that were refused, so that they do not hide
 * what else is wrong with the row.
 */
export function wellFormed<Row>(
  context: ReadContext,
  family: string,
  rows: readonly unknown[] | undefined,
  schema: z.ZodType<Row>,
  standIn: Partial<Row> = {},
): ReadableRow<Row>[] {
  const good: ReadableRow<Row>[] = [];
  // An indexed loop, because a sparse array's holes must be seen and reported, not skipped.
  for (let index = 0; index < (rows?.length ?? 0); index++) {
    const row = rows![index];
    const path = [family, index];
    const asGiven = attemptParse(schema, row);
    // Only a row that is refused is worth a second look without its undefined fields.
    const parsed = asGiven?.success ? asGiven : attemptParse(schema, withoutUndefined(row), { error: namingFields });
    if (parsed?.success) good.push({ row: parsed.data, path, isLost: isNever });
    else {
      const issues = parsed === null ? [problem([], "invalid-value", row, "it has more problems than can be listed")] : issuesFromSchema(parsed.error, row);
      for (const issue of issues) context.issues.push({ ...issue, path: [...path, ...issue.path], message: `${family}[${index}]: ${issue.message}` });
      const rest = withoutRefused(schema, row, issues, standIn);
      if (rest === undefined) checkMalformed(context, row, family, path);
      else good.push({ row: rest, path, isLost: lossOf(issues) });
    }
  }
  return good;
}

function isNever(): boolean {
  return false;
}

function lossOf(issues: readonly DataIssue[]): (field: string) => boolean {
  const refused = new Set(issues.map(({ path }) => path[0]));
  const isAnyMisnamed = issues.some(({ path, code }) => code === "unknown-field" && path.length === 1);
  return (field) => isAnyMisnamed || refused.has(field);
}

/** What is left of a row without the fields that were refused, if it can be read all the same. */
function withoutRefused<Row>(schema: z.ZodType<Row>, row: unknown, issues: readonly DataIssue[], standIn: Partial<Row>): Row | undefined {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return undefined;
  const refused = new Set(issues.map(({ path }) => path[0]));
  const kept = Object.fromEntries(Object.entries(row).filter(([field]) => !refused.has(field)));
  return attemptParse(schema, withoutUndefined(kept))?.data ?? attemptParse(schema, withoutUndefined({ ...standIn, ...kept }))?.data;
}

/** `null` for what the schema cannot get through: more problems than the engine's stack can hold, or bytes in place of a record. */
function attemptParse<Row>(schema: z.ZodType<Row>, row: unknown, params?: z.core.ParseContext<z.core.$ZodIssue>): z.ZodSafeParseResult<Row> | null {
  try {
    return schema.safeParse(row, params);
  } catch {
    return null;
  }
}

/** A row of the wrong shape is not read further, but its keys are checked all the same: every problem is told at once. */
function checkMalformed(context: ReadContext, row: unknown, family: string, path: Path): void {
  if (typeof row !== "object" || row === null) return;
  const valueAt = (field: string): unknown => (Object.hasOwn(row, field) ? Reflect.get(row, field) : undefined);
  const textAt = (field: string): string | undefined => {
    const value = valueAt(field);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const { arms, treatments, visits, measures, biomarkers } = context.trial;
  const families = { arm: arms, treatment: treatments, visit: visits, measure: measures, biomarker: biomarkers };
  for (const field of keysOf(families)) {
    const key = textAt(field);
    if (key !== undefined) isDeclared(context, families[field], key, field, [...path, field]);
  }
  const { refused } = context;
  const participant = textAt("participant");
  if (family === "participants") {
    const id = valueAt("id");
    // The other rows of participant 7 speak of "7".
    if (typeof id === "number") context.participants.set(String(id), { isUndatable: true });
  } else if (participant !== undefined) {
    knownParticipant(context, participant, path);
    if (family === "doses") refused.doses.set(participant, [...(refused.doses.get(participant) ?? []), valueAt("number")]);
    if (family === "clinicalEvents" && mayBeDeath(valueAt("kind"))) refused.deaths.add(participant);
  }
}

function mayBeDeath(kind: unknown): boolean {
  return kind === "death" || !clinicalEventKinds.some((known) => known === kind);
}
