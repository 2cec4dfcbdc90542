/** Values of one group, in any order. Every value must be finite: a missing value is decided on before, not skipped here. */
export type Sample = readonly number[] | Float64Array;
