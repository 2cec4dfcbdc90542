import { decimalText } from "../numeric/decimalText.ts";
import type { Interval } from "../result/Interval.ts";

/**
 * Text that an SVG file can hold: control characters, line breaks and halves of characters become spaces. So do direction marks: one in a
 * label would turn the number behind it around.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, " ");
}

/** Text in lines of about this many pixels, by the width that letters have on average; a longer word is broken. */
export function wrapLines(text: string, pixels: number, fontSize: number): string[] {
  const length = Math.max(6, Math.floor(pixels / (fontSize * letterWidth)));
  const lines: string[] = [];
  let line = "";
  for (const word of printable(text).split(/ +/u)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (lengthOf(joined) <= length) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const letters = Array.from(word);
    let from = 0;
    for (let to = breakOf(letters, from, length); to < letters.length; to = breakOf(letters, from, length)) {
      lines.push(letters.slice(from, to).join(""));
      from = to;
    }
    line = letters.slice(from).join("");
  }
  return (line === "" && lines.length > 0 ? lines : [...lines, line]).map(unlikeKey);
}

/** Vega keeps texts as keys of an object: a title such as `constructor` would find what every object has, and the chart would fail. */
function unlikeKey(line: string): string {
  return line in Object.prototype ? `${line}\u00A0` : line;
}

/** Where a line that begins inside a word ends: with the word, where the rest of it fits; else after a hyphen, or when it is full. */
function breakOf(letters: readonly string[], from: number, length: number): number {
  let taken = 0;
  let to = from;
  while (to < letters.length && (to === from || taken + widthOf(letters[to]!) <= length)) taken += widthOf(letters[to++]!);
  if (to === letters.length) return to;
  const hyphen = letters.lastIndexOf("-", to - 1);
  return hyphen > from + 1 ? hyphen + 1 : to;
}

/** About how many pixels a line of text takes. */
export function textWidth(text: string, fontSize: number): number {
  return lengthOf(text) * fontSize * letterWidth;
}

/** Of letters on average, by the size of the font. */
const letterWidth = 0.53;

function lengthOf(text: string): number {
  return Array.from(text).reduce((length, letter) => length + widthOf(letter), 0);
}

/** Letters of scripts that are written in squares count double. */
function widthOf(letter: string): number {
  return /[\u1100-\u115F\u2E80-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(letter) ? 2 : 1;
}

/** Rounded half away from zero, with a minus sign in place of a hyphen. */
export function numberText(value: number, decimals: number): string {
  return decimalText(value, decimals).replace("-", "−");
}

/** `95 % confidence interval 0.52 to 1.00`, one limit of which may be unknown; nothing where neither limit is known. */
export function intervalText({ lower, upper, level }: Interval, decimals: number): string | undefined {
  if (lower === null && upper === null) return undefined;
  const text = (limit: number | null) => (limit === null ? "unknown" : numberText(limit, decimals));
  return `${levelText(level)} confidence interval ${text(lower)} to ${text(upper)}`;
}

/** `= 0.27`, `< 0.001` */
export function pValueText(value: number): string {
  return value < 0.001 ? "< 0.001" : `= ${decimalText(value, value < 0.1 ? 3 : 2)}`;
}

/** `95 %` */
export function levelText(level: number): string {
  return `${String(Number((100 * level).toPrecision(10)))} %`;
}

export function countText(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** A list of parts as one line of text; those that are undefined are left out. */
export function joinParts(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== "").join(separator);
}
