import { describe, expect, it } from "vitest";
import * as library from "trialwise";
import { filesUnder, readRepositoryFile } from "../architecture/repository.ts";
import { simulatedResults } from "../chart/simulatedResults.ts";

// Notebooks and scripts are not type-checked: what the compiler would refuse must fail with a sentence that a person understands.

type Untyped = (...values: unknown[]) => unknown;

const functions = Object.entries<unknown>(library).filter((entry): entry is [string, Untyped] => typeof entry[1] === "function" && /^[a-z]/.test(entry[0]));
const names = functions.map(([name]) => name);

function failureOf(call: () => unknown): Error | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether an error says which function refused what; those of reading list the problems, each with its path. */
function isPlain(error: Error): boolean {
  return library.isTrialwiseError(error) || names.some((name) => error.message.startsWith(`${name}: `));
}

const wrong = [undefined, null, 42, "records", true, {}, [], { ok: true, data: {} }];

describe("called from plain JavaScript", () => {
  // Its argument is a function, which the engine itself names.
  it.each(functions.filter(([name]) => name !== "attempt"))("%s refuses arguments of the wrong kind with a sentence", (name, run) => {
    const calls = wrong.flatMap((first) => wrong.map((second) => [first, second]));
    const unclear = calls.flatMap((values) => {
      const error = failureOf(() => run(...values));
      return error === undefined || isPlain(error) ? [] : [`${name}(${JSON.stringify(values)}): ${error.message}`];
    });
    expect(unclear).toEqual([]);
  });

  const onTrialData = filesUnder("src").flatMap((path) => {
    const [, name] = /^export function (\w+)(?:<[^(]*>)?\(\s*data: TrialData/m.exec(readRepositoryFile(path)) ?? [];
    return functions.filter((entry) => entry[0] === name);
  });

  it("most functions of trials are found", () => {
    expect(onTrialData.length).toBeGreaterThan(25);
  });

  it.each(onTrialData)("%s says where data come from, given records that nobody read", (name, run) => {
    for (const data of [{ participants: [], observations: [] }, { ok: true, data: {} }, undefined]) {
      expect(failureOf(() => run(data, {}))?.message).toMatch(new RegExp(`^${name}: data must come from readTrialData; received (an object|undefined)$`));
    }
  });
});

describe("charts and ready tables, given another result", () => {
  const { trial: _, changes: __, ...results } = simulatedResults({ arms: ["msc", "control"], size: 12 });
  const kinds = Object.values(results).flatMap((result) => (result === undefined ? [] : [{ result, method: result.method.name }]));
  const drawn: Readonly<Record<string, readonly string[]>> = {
    meanChangeChart: ["change-from-baseline"],
    trajectoryChart: ["piecewise-linear-fit-by-participant"],
    meanCurveChart: ["piecewise-linear-mixed-model", "trial-mmrm"],
    waterfallChart: ["change-from-baseline", "slope-change"],
    slopeChart: ["piecewise-linear-fit-by-participant", "slope-change"],
    survivalChart: ["kaplan-meier-by-arm"],
    cumulativeIncidenceChart: ["cumulative-incidence-by-arm"],
    forestChart: ["subgroup-analysis"],
    rocChart: ["roc-curve"],
    adverseEventChart: ["adverse-event-comparison"],
    biomarkerChart: ["biomarker-change"],
    participantFlowDiagram: ["participant-flow"],
    participantFlowTable: ["participant-flow"],
    survivalTable: ["kaplan-meier-by-arm"],
    adverseEventOverviewTable: [],
    adverseEventTable: [],
    baselineTable: [],
    biomarkerPanelTable: [],
    coefficientTable: [],
    endpointTable: [],
    leastSquaresMeansTable: [],
    responderTable: [],
  };

  it("every chart and ready table is here", () => {
    const all = names.filter((name) => /(Chart|Diagram|Table)$/.test(name) && !name.startsWith("registry") && name !== "auditTable");
    expect(Object.keys(drawn).sort()).toEqual(all.sort());
  });

  it.each(Object.entries(drawn))("%s shows %j and refuses the others", (name, shown) => {
    const run = functions.find((entry) => entry[0] === name)![1];
    for (const { result, method } of kinds) {
      const error = failureOf(() => run(result, {}));
      if (shown.includes(method)) expect(error, method).toBeUndefined();
      else expect(error?.message, method).toMatch(new RegExp(`^${name}: `));
    }
  });

  it("names the functions whose results it takes, and the method of the one received", () => {
    const chart: Untyped = functions.find((entry) => entry[0] === "survivalChart")![1];
    expect(failureOf(() => chart(results.slopes))?.message).toBe('survivalChart: the result must be of survivalByArm or kaplanMeier; received one by the method "slope-change"');
    for (const byArm of [null, 5]) expect(failureOf(() => chart({ byArm }))?.message).toMatch(/^survivalChart: the result must be of /);
    expect(failureOf(() => chart(null))?.message).toBe("survivalChart: the result must be of survivalByArm or kaplanMeier; received null");
  });
});
