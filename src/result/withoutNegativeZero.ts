/** −0 as 0, so that a result equals itself after a JSON round trip. */
export function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
