import type { StatisticRow, Table, TableText } from "trialwise/report";

/** Rounds by carrying digit by digit through the decimal text of the number, as one does on paper. */
export function naiveRound(value: number, decimals: number): string {
  const [integer, fraction] = plainDecimal(Math.abs(value));
  const kept = (fraction + "0".repeat(decimals)).slice(0, decimals);
  const digits = [...`0${integer}${kept}`].map(Number);
  if (Number(fraction[decimals] ?? "0") >= 5) {
    let position = digits.length - 1;
    while (digits[position] === 9) digits[position--] = 0;
    digits[position]! += 1;
  }
  const all = digits.join("");
  const whole = all.slice(0, all.length - decimals).replace(/^0+(?=\d)/, "");
  const text = decimals === 0 ? whole : `${whole}.${all.slice(all.length - decimals)}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** The digits before and after the point of a number as JavaScript prints it, without an exponent. */
function plainDecimal(value: number): readonly [string, string] {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [integer = "0", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent);
  const digits = integer + fraction;
  const point = integer.length + shift;
  if (point <= 0) return ["0", "0".repeat(-point) + digits];
  return [digits.slice(0, point).padEnd(point, "0"), digits.slice(point)];
}

/** A table that is narrow enough not to be wrapped, column by column with padded texts. */
export function naiveRenderText(table: Table): string {
  const plain = (text: TableText): string => (typeof text === "string" ? text : text.text);
  const lines = [
    table.columns.map(({ label }) => plain(label)),
    ...table.groups.flatMap((group) =>
      group.rows.map(({ cells, indent = 0 }) => [" ".repeat(2 * (indent + (group.label === undefined ? 0 : 1))) + plain(cells[0]!), ...cells.slice(1).map(plain)]),
    ),
  ];
  const widths = table.columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
  const show = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const { align } = table.columns[column]!;
        const width = widths[column]!;
        if (align === "left") return cell.padEnd(width);
        return align === "right" ? cell.padStart(width) : cell.padStart(cell.length + Math.floor((width - cell.length) / 2)).padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const rule = "─".repeat(widths.reduce((sum, width) => sum + width, 2 * (widths.length - 1)));
  const body: string[] = [];
  let next = 1;
  for (const { label, rows } of table.groups) {
    if (label !== undefined) body.push(plain(label));
    for (const _ of rows) body.push(show(lines[next++]!));
  }
  return [table.title, rule, show(lines[0]!), rule, ...body, rule, ...table.footnotes].join("\n");
}

/** The rows of a result as its JSON text has it, with every reason first spelt out as a full path. */
export function naiveRows(result: object): StatisticRow[] {
  const rows: StatisticRow[] = [];
  const walk = (value: unknown, keys: readonly string[], reasons: readonly (readonly [string, string])[]): void => {
    if (value === null || typeof value !== "object") {
      const path = keys.join(".");
      const reason = value === null ? reasons.find(([where]) => where === path)?.[1] : undefined;
      const named = [...keys].reverse().find((key) => !/^\d+$/.test(key)) ?? "";
      rows.push({ path, statistic: named, value: value as StatisticRow["value"], ...(reason !== undefined && { reason }) });
      return;
    }
    if (Array.isArray(value) && value.length === 0) rows.push({ path: keys.join("."), statistic: "count", value: 0 });
    const own = Object.entries((value as { reasons?: Record<string, string> }).reasons ?? {}).map(([where, why]) => [[...keys, where].join("."), why] as const);
    for (const [key, child] of Object.entries(value)) {
      if (key !== "reasons") walk(child, [...keys, key], [...reasons, ...own]);
    }
  };
  walk(JSON.parse(JSON.stringify(result)), [], []);
  return rows;
}
