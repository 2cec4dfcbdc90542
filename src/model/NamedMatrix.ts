/** A symmetric matrix whose rows and columns are named by `parameters`. */
export interface NamedMatrix<Name extends string, Entry extends number | null = number> {
  readonly parameters: readonly Name[];
  readonly matrix: readonly (readonly Entry[])[];
}
