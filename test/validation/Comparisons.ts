/** What one test compared. */
export interface TestComparisons {
  /** The test file, from the repository's root. */
  readonly file: string;
  /** The test's title as it ran: cases of a list carry their names. */
  readonly test: string;
  readonly errors: readonly { readonly error: number; readonly tolerance: number }[];
}

/** Where a run leaves what its tests compared. */
export const comparisonsFolder = process.env["TRIALWISE_COMPARISONS"] ?? "comparisons";
