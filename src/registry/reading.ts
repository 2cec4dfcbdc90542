import { show } from "../result/show.ts";
import type { DataIssue } from "../result/Issue.ts";
import { type Path, problem } from "../trial/problem.ts";
import { unknownKeySentence } from "../trial/unknownKey.ts";
import { exactNumber, printedFigure } from "./figureText.ts";
import type { RegistryFigures, RegistryNotRead, RegistryNotReadReason } from "./RegistryFigures.ts";
import type { RegistryArm } from "./RegistryRecord.ts";
import type { RegistryGroup } from "./RegistryResults.ts";

/** What a reader of one part of the record needs of the whole, and where it writes what it finds. */
export interface Reading {
  readonly arms: readonly RegistryArm[];
  readonly issues: DataIssue[];
  readonly notRead: RegistryNotRead[];
}

export function leave(reading: Reading, path: Path, reason: RegistryNotReadReason, text: string | undefined, message: string): void {
  reading.notRead.push({ path, reason, ...(text !== undefined && { text }), message });
}

/** The numbers of these fields of a row; a text that is not one is reported, except the bounds that a p-value may be. */
export function readFigures<Field extends string>(
  reading: Reading,
  row: { readonly [F in Field]?: string },
  fields: readonly Field[],
  path: Path,
): RegistryFigures<Field> {
  const numbers: { [F in Field]?: number } = {};
  for (const field of fields) {
    const text = row[field];
    const value = exactNumber(text);
    if (value !== undefined) numbers[field] = value;
    else if (text !== undefined && !(field === "pValue" && printedFigure(text) !== undefined)) {
      leave(reading, [...path, field], "not-a-number", text, `${show(text)} is no single exact number`);
    }
  }
  return numbers;
}

/** Groups with the arm that each is named after; an id given twice is a problem. */
export function readGroups<Group extends { readonly id: string; readonly title?: string }>(
  reading: Reading,
  groups: readonly Group[],
  path: Path,
): readonly (Group & RegistryGroup)[] {
  const seen = new Set<string>();
  return groups.map((group, index) => {
    if (seen.has(group.id)) {
      reading.issues.push(problem([...path, index, "id"], "duplicate", group.id, `the group ${show(group.id)} is listed twice`));
    }
    seen.add(group.id);
    const arm = group.title === undefined ? undefined : reading.arms.find(({ label }) => plain(label) === plain(group.title!));
    return { ...group, ...(arm !== undefined && { arm: arm.key }) };
  });
}

function plain(label: string): string {
  return label.trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** A row for each group: groups that are not listed, or that have two rows, are problems. */
export function checkGroupIds(reading: Reading, groups: readonly RegistryGroup[], ids: readonly string[], pathOf: (index: number) => Path): void {
  const listed = new Map(groups.map(({ id }) => [id, true]));
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (!listed.has(id)) {
      reading.issues.push(problem(pathOf(index), "unknown-key", id, unknownKeySentence(id, "group", Object.fromEntries(listed))));
    } else if (seen.has(id)) {
      reading.issues.push(problem(pathOf(index), "duplicate", id, `the group ${show(id)} has a row before this one`));
    }
    seen.add(id);
  });
}
