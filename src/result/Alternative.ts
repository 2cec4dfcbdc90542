/**
 * The alternative hypothesis. `greater`: treatment above control, after above before, estimate above the null value.
 * It is declared before the data are seen and never follows them.
 */
export type Alternative = "two-sided" | "greater" | "less";

export const alternatives: readonly Alternative[] = ["two-sided", "greater", "less"];
