/** Kleene's logic: `null` is unknown. What one known value settles is known, whatever the others are. */
export function anyOf(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false;
}

export function allOf(values: readonly (boolean | null)[]): boolean | null {
  return values.includes(false) ? false : values.includes(null) ? null : true;
}

/** Whether a rating that may be missing is at most the bound. */
export function isAtMost(rating: number | null, bound: number): boolean | null {
  return rating === null ? null : rating <= bound;
}
