/** ln 2 less its tail, in 32 bits: its product with the exponent of a double is exact. */
export const ln2Head = 0.6931471803691238;

/** ln 2 less its head, so that the two have 86 bits. */
export const ln2Tail = 1.9082149292705877e-10;
