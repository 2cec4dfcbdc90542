import { describe, expect, it } from "vitest";
import { designColumns } from "trialwise/model";
import { deepFreeze } from "../deepFreeze.ts";
import { inputOf, type ModelCase, readCases } from "./linearModelCases.ts";

const data = {
  arm: ["control", "control", "msc", "msc", "msc"],
  visit: ["V9", "V10", "V9", "V10", "V9"],
  baseline: [38, 38, 41, 41, 35],
};
const participant = ["001", "001", "002", "002", "003"];
const factors = { visit: { levels: ["V9", "V10"] } };

describe("designColumns", () => {
  it("codes factors against a reference, and interactions as products", () => {
    const { columns } = designColumns({ terms: ["arm", "visit", ["arm", "visit"], ["arm", "baseline"], "baseline"], data, factors, centre: { baseline: 40 }, aliased: "leave-out" });
    expect(columns).toEqual({
      intercept: [1, 1, 1, 1, 1],
      "arm[msc]": [0, 0, 1, 1, 1],
      "visit[V10]": [0, 1, 0, 1, 0],
      "arm[msc]:visit[V10]": [0, 0, 0, 1, 0],
      "arm[msc]:baseline": [0, 0, 1, 1, -5],
    });
  });

  it("gives a factor without its margin a column for every level: an effect of the arm at each visit", () => {
    const { columns } = designColumns({ terms: ["visit", ["arm", "visit"]], data, factors });
    expect(Object.keys(columns)).toEqual(["intercept", "visit[V10]", "arm[msc]:visit[V9]", "arm[msc]:visit[V10]"]);
    expect(Object.keys(designColumns({ terms: ["visit"], data, factors, intercept: false }).columns)).toEqual(["visit[V9]", "visit[V10]"]);
  });

  it("without an intercept gives one factor a column for every level, as model.matrix() of R", () => {
    const namesOf = (terms: Parameters<typeof designColumns<typeof data>>[0]["terms"]) => Object.keys(designColumns({ terms, data: crossed, factors, intercept: false }).columns);
    const crossed = {
      arm: ["control", "control", "control", "msc", "msc", "msc"],
      visit: ["V9", "V10", "V9", "V10", "V9", "V10"],
      baseline: [38, 36, 41, 44, 35, 37],
    };
    expect(namesOf(["arm", "visit"])).toEqual(["arm[control]", "arm[msc]", "visit[V10]"]);
    expect(namesOf(["baseline", "visit", "arm"])).toEqual(["baseline", "visit[V9]", "visit[V10]", "arm[msc]"]);
    expect(namesOf(["arm", "visit", ["arm", "visit"]])).toEqual(["arm[control]", "arm[msc]", "visit[V10]", "arm[msc]:visit[V10]"]);
    expect(namesOf([["arm", "visit"]])).toHaveLength(4);
    expect(namesOf(["arm", ["arm", "visit"]])).toEqual(["arm[control]", "arm[msc]", "arm[control]:visit[V10]", "arm[msc]:visit[V10]"]);
  });

  it("has the columns of model.matrix() of R on random models", () => {
    for (const one of readCases<ModelCase & { readonly columns: readonly string[]; readonly aliased: readonly string[] }>("linearModels")) {
      const { response: _, ...input } = inputOf(one);
      const { columns, design } = designColumns(input);
      expect(Object.keys(columns)).toEqual(one.columns);
      expect(design.aliased.map(({ name }) => name)).toEqual(one.aliased);
    }
  });

  it("weighs every participant once in its means", () => {
    const { design } = designColumns({ terms: ["arm", "visit", ["arm", "baseline"]], data, factors, participant, aliased: "leave-out" });
    // Participants 001 (38, control), 002 (41) and 003 (35, seen once).
    expect(design.covariates).toEqual([
      { name: "baseline", mean: expect.closeTo(38, 12) as number, centre: 0, rootMeanSquare: expect.closeTo(Math.sqrt(1450), 12) as number },
    ]);
    expect(design.factors[0]!.frequencies).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12)]);
    expect(design.factors[1]!.frequencies).toEqual([expect.closeTo(2 / 3, 12), expect.closeTo(1 / 3, 12)]);
    expect(design.productMeans.find(({ name }) => name === "arm[msc]:baseline")!.mean).toBeCloseTo(76 / 3, 12);
    expect(design.counts).toEqual({ observations: 5, participants: 3 });
  });

  it("reports levels and cells that no observation has", () => {
    const { design } = designColumns({
      terms: [["arm", "visit"]],
      data: { arm: data.arm, visit: ["V9", "V10", "V9", "V9", "V9"] },
      factors: { visit: { levels: ["V9", "V10", "V11"] } },
      aliased: "leave-out",
    });
    expect(design.absentLevels).toEqual([{ factor: "visit", level: "V11" }]);
    expect(design.emptyCells).toEqual([{ term: "arm:visit", cell: [{ factor: "arm", level: "msc" }, { factor: "visit", level: "V10" }] }]);
    expect(design.factors[1]!.levels).toEqual(["V9", "V10"]);
  });

  it("takes frozen input and gives plain data", () => {
    const result = designColumns(deepFreeze({ terms: ["arm", ["arm", "visit"]] as const, data, factors, participant, aliased: "leave-out" as const }));
    expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
  });

  it("refuses a caller's mistakes", () => {
    const untyped = (input: object) => () => designColumns(input as Parameters<typeof designColumns>[0]);
    expect(untyped({ terms: ["arm"] })).toThrow(/data is missing/);
    expect(untyped({ terms: ["arm"], data: { arm: [] } })).toThrow(/at least one observation/);
    expect(untyped({ terms: ["arm"], data, participant: ["001"] })).toThrow(/participant must have one entry/);
    expect(untyped({ terms: ["arm"], data, participant: "001" })).toThrow(TypeError);
    expect(untyped({ terms: ["arm"], data, particpant: participant })).toThrow(TypeError);
    expect(untyped({ terms: ["arm"], data: null })).toThrow(TypeError);
  });
});
