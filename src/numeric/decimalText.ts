/**
 * A finite value in decimal notation with a fixed number of decimals, rounded half away from zero.
 *
 * What is rounded is the shortest decimal that identifies the double, the number a reader sees: 1.005 is stored slightly below
 * 1.005, so arithmetic on the double (and `toFixed`) gives 1.00. Zero never carries a sign.
 */
export function decimalText(value: number, decimals: number): string {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  const [whole, fraction = ""] = mantissa.split(".") as [string, string?];
  const digits = BigInt(whole + fraction);
  // value = digits × 10^−places; the answer is a whole number of units of 10^−decimals.
  const places = fraction.length - Number(exponent);
  const units = places <= decimals ? digits * 10n ** BigInt(decimals - places) : halfAwayFromZero(digits, 10n ** BigInt(places - decimals));
  const text = units.toString().padStart(decimals + 1, "0");
  const sign = value < 0 && units > 0n ? "-" : "";
  return decimals === 0 ? sign + text : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
}

function halfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
