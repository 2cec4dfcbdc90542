/** Folders of src whose exported functions estimate something: each of them has four proofs and prints a value in its documentation. */
export const calculatorFolders = ["inference", "change", "trajectory", "response", "safety", "survival", "biomarker", "published", "comparison"] as const;
