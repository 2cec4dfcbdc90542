import type { DataIssueCode } from "../result/Issue.ts";
import type { Path } from "./problem.ts";

/**
 * Something wrong in a definition. A calculator that was given one in place says the sentence and no more; a reader makes an
 * issue of it (`problem`).
 */
export interface Fault {
  readonly path: Path;
  readonly code: DataIssueCode;
  /** As it was received. */
  readonly value: unknown;
  readonly message: string;
}

export function fault(path: Path, code: DataIssueCode, value: unknown, message: string): Fault {
  return { path, code, value, message };
}

/** Throws what is wrong with something that the caller wrote in place. */
export function refuseFaults(caller: string, faults: readonly Fault[]): void {
  if (faults.length > 0) throw new RangeError(`${caller}: ${faults.map(({ message }) => message).join("; ")}`);
}
