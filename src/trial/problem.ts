import type { DataIssue, DataIssueCode } from "../result/Issue.ts";
import { received } from "./received.ts";

export type Path = readonly (string | number)[];

/** One issue, with the received value in a form that survives JSON. */
export function problem(path: Path, code: DataIssueCode, value: unknown, message: string): DataIssue {
  return { path, code, received: received(value), message };
}
