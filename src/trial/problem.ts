import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { received } from "./received.ts";

export type Path = readonly (string | number)[];

/** One issue, with the received value in a form that survives JSON. */
export function problem(path: Path, code: DataIssueCode, value: unknown, message: string): DataIssue {
  return { path, code, received: received(value), message };
}

/** Throws what is wrong with something that the caller wrote in place. */
export function refuseIssues(caller: string, issues: readonly DataIssue[]): void {
  if (issues.length > 0) throw new RangeError(`${caller}: ${issues.map(({ message }) => message).join("; ")}`);
}
