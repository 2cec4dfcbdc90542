import { show } from "../result/show.ts";

/** A figure as a paper prints it: its digits say how far it was rounded. */
export interface PrintedFigure {
  /** As received. */
  readonly text: string;
  /** The number, or the bound where only a bound is printed. */
  readonly value: number;
  /** Digits after the decimal point: the figure is known to half a unit of the last one. */
  readonly decimals: number;
  /** Absent where the number itself is printed. */
  readonly bound?: (typeof bounds)[number];
}

const bounds = ["<", "≤", ">", "≥"] as const;

/**
 * Reads a figure as it stands in a paper: `"2.98"`, `"−1.69"`, `"<0.001"`, `".034"`, `"56%"`, `"0·05"`, `"1.2e-5"`.
 *
 * Use it to keep the number of decimals, which a number has lost: 1.10 and 1.1 are rounded differently. A minus may be the
 * hyphen, the minus sign or the en dash; the decimal point may be the raised point of some journals; spaces and a percent sign
 * are dropped. Everything else is refused, a thousands separator included: `"1,234"` could be 1234 or 1.234.
 *
 * @param text one figure, without brackets, units or letters
 * @throws TypeError when it is no text, RangeError when the text is not one figure
 *
 * @example
 * ```ts
 * import { readPrinted } from "trialwise";
 *
 * readPrinted("−1.10"); // => { "text": "−1.10", "value": -1.1, "decimals": 2 }
 * readPrinted("< 0.001"); // => { "text": "< 0.001", "value": 0.001, "decimals": 3, "bound": "<" }
 * ```
 */
export function readPrinted(text: string): PrintedFigure {
  return parsePrinted("readPrinted", text);
}

/** The same, for a caller whose message says where the text stands. */
export function parsePrinted(where: string, text: string): PrintedFigure {
  if (typeof text !== "string") {
    throw new TypeError(`${where}: a printed figure is text, so that its decimals are known ("1.10"); received ${show(text)}`);
  }
  const parts = text.length > 100 ? null : figure.exec(text.trim());
  if (parts === null) throw new RangeError(`${where}: one figure as printed, such as "−1.69", "<0.001" or "56%"; received ${show(text)}`);
  const { sign = "", whole = "", fraction = "", exponent = "0", ...groups } = parts.groups ?? {};
  const power = Number(exponent.replace(minus, "-"));
  const magnitude = Number(`${whole || "0"}.${fraction || "0"}e${power}`);
  const decimals = fraction.length - power;
  if (!Number.isFinite(magnitude) || decimals < 0 || decimals > 100) {
    throw new RangeError(`${where}: a figure with 0 to 100 decimals (5000, not 5e3); received ${show(text)}`);
  }
  const bound = bounds.find((each) => each === groups["bound"]);
  return { text, value: minus.test(sign) && magnitude > 0 ? -magnitude : magnitude, decimals, ...(bound === undefined ? {} : { bound }) };
}

const minus = /[-−–]/u;
// The bound, the sign, digits with one decimal point between or before them, a power of ten, a percent sign.
const figure =
  /^(?<bound>[<≤>≥])?\s*(?<sign>[-−–+])?\s*(?=[.·]?\d)(?<whole>\d*)(?:[.·](?<fraction>\d+))?(?:e(?<exponent>[-−–+]?\d{1,3}))?\s*%?$/iu;
