/** The rows of a table; none where records from outside hold something else, which `readTrialData` names. */
export function listOf<Row>(rows: readonly Row[] | undefined): readonly Row[] {
  return Array.isArray(rows) ? rows : [];
}
