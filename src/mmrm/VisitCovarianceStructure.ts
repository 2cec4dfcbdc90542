/**
 * How the values of one participant covary over m visits. σ are standard deviations, ρ correlations; visits count by their place in
 * the order, not by the time between them.
 *
 * - `unstructured`: any covariance; m(m + 1)/2 parameters.
 * - `toeplitz`: one σ; ρ depends on how many visits lie between; m parameters.
 * - `heterogeneous-toeplitz`: the same ρ, a σ for each visit; 2m − 1.
 * - `ar1`: one σ; ρ to the power of the distance in visits (first-order autoregressive); 2.
 * - `heterogeneous-ar1`: the same correlations, a σ for each visit; m + 1.
 * - `compound-symmetry`: one σ, one ρ, which may be negative; 2.
 * - `heterogeneous-compound-symmetry`: one ρ, a σ for each visit; m + 1.
 * - `ante-dependence`: one σ, a ρ for each two neighbours; visits further apart have the product of those between; m.
 * - `heterogeneous-ante-dependence`: the same correlations, a σ for each visit; 2m − 1.
 * - `diagonal`: a σ for each visit, no correlation; m.
 */
export type VisitCovarianceStructure =
  | "unstructured"
  | "toeplitz"
  | "heterogeneous-toeplitz"
  | "ar1"
  | "heterogeneous-ar1"
  | "compound-symmetry"
  | "heterogeneous-compound-symmetry"
  | "ante-dependence"
  | "heterogeneous-ante-dependence"
  | "diagonal";

export const visitCovarianceStructures: readonly VisitCovarianceStructure[] = [
  "unstructured",
  "toeplitz",
  "heterogeneous-toeplitz",
  "ar1",
  "heterogeneous-ar1",
  "compound-symmetry",
  "heterogeneous-compound-symmetry",
  "ante-dependence",
  "heterogeneous-ante-dependence",
  "diagonal",
];

/** Structures in which neighbouring visits are told from distant ones. */
export const orderedStructures: readonly VisitCovarianceStructure[] = [
  "toeplitz",
  "heterogeneous-toeplitz",
  "ar1",
  "heterogeneous-ar1",
  "ante-dependence",
  "heterogeneous-ante-dependence",
];
