/** A block of TypeScript in the documentation. */
export interface Snippet {
  /** Path of the file that holds it, from the repository's root. */
  readonly file: string;
  /** The line of the file that the code's first line stands on. */
  readonly line: number;
  readonly code: string;
  /** `false` for a block marked `no-run`: it is type-checked only. */
  readonly run: boolean;
}
