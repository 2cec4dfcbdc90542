import { describe, expectTypeOf, it } from "vitest";
import { auditTable } from "trialwise/published";
import type { PublishedTable, Quantity, Verdict } from "trialwise/published";

const table = {
  title: "Table 3",
  rows: [
    {
      kind: "means",
      id: "sf36",
      label: "SF-36 change",
      treatment: { n: 32, mean: "-9.06", standardDeviation: "12.83" },
      control: { n: 25, mean: "-11.83", standardDeviation: "11.28" },
      printed: { difference: "2.78" },
    },
    { kind: "total", id: "randomised", label: "Randomised", parts: [33, 31], printed: { total: "64" } },
  ],
} as const satisfies PublishedTable;

describe("the types of auditTable", () => {
  it("keeps the rows' ids", () => {
    const [figure] = auditTable(table).figures;
    expectTypeOf(figure!.row).toEqualTypeOf<"sf36" | "randomised">();
    expectTypeOf(figure!.id).toEqualTypeOf<`${"sf36" | "randomised"}.${Quantity}`>();
    expectTypeOf(figure!.row === "sf36").toBeBoolean();
    // @ts-expect-error a misspelt row
    expectTypeOf(figure!.row === "sf63").toBeBoolean();
  });

  it("keeps the ids of a table written in place", () => {
    const audit = auditTable({ title: "", rows: [{ kind: "recomputed", id: "perArm", label: "", value: 32, printed: { value: "32" } }] });
    expectTypeOf(audit.figures[0]!.row).toEqualTypeOf<"perArm">();
  });

  it("a verdict is told apart by its kind", () => {
    const verdict = auditTable(table).figures[0]!.verdict;
    expectTypeOf(verdict).toEqualTypeOf<Verdict>();
    if (verdict.kind === "inconsistent") expectTypeOf(verdict.nearest).toBeNumber();
    if (verdict.kind === "not-derivable") expectTypeOf(verdict.needs).toBeString();
    // @ts-expect-error only an inconsistent figure has a nearest value
    expectTypeOf(verdict.nearest).toBeNumber();
  });

  it("refuses what a row of the kind does not have, and printed figures as numbers", () => {
    // @ts-expect-error a printed figure is text
    auditTable({ title: "", rows: [{ kind: "total", id: "a", label: "", parts: [1], printed: { total: 1 } }] });
    auditTable({ title: "", rows: [{ ...table.rows[0], test: "welch" }] });
    // @ts-expect-error no such test
    auditTable({ title: "", rows: [{ ...table.rows[0], test: "z" }] });
    auditTable(table, { pValueStyle: "paper" });
    // @ts-expect-error no such option
    auditTable(table, { pValuesStyle: "paper" });
  });
});
