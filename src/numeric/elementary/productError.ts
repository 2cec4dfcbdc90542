/** What rounding a · b to `product` lost, exactly (Dekker 1971, https://doi.org/10.1007/BF01397083). */
export function productError(a: number, b: number, product: number): number {
  const aHead = head(a);
  const bHead = head(b);
  const aTail = a - aHead;
  const bTail = b - bHead;
  return aTail * bTail - (product - aHead * bHead - aTail * bHead - aHead * bTail);
}

/** The first 26 bits: a product of two such numbers is exact. */
function head(a: number): number {
  const c = a * (2 ** 27 + 1);
  return c - (c - a);
}
