import { execFileSync } from "node:child_process";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { isTrialwiseError, readTrial } from "trialwise";
import { deriveMeasures } from "trialwise/expressions";
import { repositoryRoot } from "../architecture/repository.ts";
import { issuesOf, isWorse, trial } from "./walkTrial.ts";

const records = { participants: [{ id: "001", arm: "msc" }], observations: [{ participant: "001", visit: "V5", measure: "t25fw", value: 6 }] };
const issuesOfExpression = (expression: unknown) =>
  issuesOf(() => deriveMeasures(trial, records, { measures: { derived: { ...isWorse, expression: expression as string } } }));

const refused: readonly (readonly [expression: string, code: string, part: string])[] = [
  // Prototypes, constructors and the functions of mathjs
  ["t25fw.constructor", "invalid-value", "reads a property"],
  ["t25fw.constructor.constructor(1)", "invalid-value", "calls a property"],
  ["abs.constructor(1)", "invalid-value", "calls a property"],
  ["t25fw.a.b.c.d", "invalid-value", "reads a property"],
  ["t25fw?.a", "invalid-value", "reads a property"],
  ["constructor", "unknown-key", '"constructor" is not declared'],
  ["__proto__", "unknown-key", '"__proto__" is not declared'],
  ["prototype + t25fw", "unknown-key", '"prototype" is not declared'],
  ["hasOwnProperty(t25fw)", "unknown-key", "is no function"],
  ["toString(t25fw)", "unknown-key", "is no function"],
  ["constructor(t25fw)", "unknown-key", "is no function"],
  ["__proto__(t25fw)", "unknown-key", "is no function"],
  ["valueOf(t25fw)", "unknown-key", "is no function"],
  ["isPrototypeOf(t25fw)", "unknown-key", "is no function"],
  ["__lookupGetter__(t25fw)", "unknown-key", "is no function"],
  ["__defineSetter__(t25fw, 1)", "unknown-key", "is no function"],
  ["toLocaleString", "unknown-key", '"toLocaleString" is not declared'],
  ["unaryMinus(t25fw)", "unknown-key", "is no function"],
  ["globalThis", "unknown-key", '"globalThis" is not declared'],
  ["process", "unknown-key", '"process" is not declared'],
  ["Function(t25fw)", "unknown-key", "is no function"],
  ["eval(t25fw)", "unknown-key", "is no function"],
  ["import(t25fw)", "unknown-key", "is no function"],
  ["evaluate(t25fw)", "unknown-key", "is no function"],
  ["parse(t25fw)", "unknown-key", "is no function"],
  ["compile(t25fw)", "unknown-key", "is no function"],
  ["parser()", "unknown-key", "is no function"],
  ["simplify(t25fw)", "unknown-key", "is no function"],
  ["derivative(t25fw, t25fw)", "unknown-key", "is no function"],
  ["resolve(t25fw)", "unknown-key", "is no function"],
  ["createUnit(t25fw)", "unknown-key", "is no function"],
  ["config(t25fw)", "unknown-key", "is no function"],
  ["typed(t25fw)", "unknown-key", "is no function"],
  ["subset(t25fw, 1)", "unknown-key", "is no function"],
  ["numeric(t25fw, 1)", "unknown-key", "is no function"],
  ["matrix(1)", "unknown-key", "is no function"],
  ["bignumber(t25fw)", "unknown-key", "is no function"],
  ["fraction(t25fw)", "unknown-key", "is no function"],
  ["bigint(t25fw)", "unknown-key", "is no function"],
  ["random()", "unknown-key", "is no function"],
  ["factorial(170)", "unknown-key", "is no function"],
  ["add(1, t25fw)", "unknown-key", "is no function"],
  ["if(t25fw, 1, 2)", "unknown-key", "is no function"],
  ["t25fw(1)", "unknown-key", "is no function"],
  // Assignments and definitions
  ["t25fw = 2", "invalid-value", "assigns a value"],
  ["t25fw + (x = 2)", "invalid-value", "assigns a value"],
  ["f(x) = t25fw", "invalid-value", "defines a function"],
  ["abs(x) = t25fw", "invalid-value", "defines a function"],
  ["t25fw.a = 1", "invalid-value", "assigns a value"],
  ["t25fw => 1", "invalid-value", "cannot be read"],
  // Other kinds of value
  ['"text"', "invalid-value", 'must not contain "\\""'],
  ["'text'", "invalid-value", "must not contain"],
  ["`${t25fw}`", "invalid-value", "must not contain"],
  ["[1, t25fw]", "invalid-value", 'must not contain "["'],
  ["t25fw[1]", "invalid-value", 'must not contain "["'],
  ["{a: t25fw}", "invalid-value", 'must not contain "{"'],
  ["1:t25fw", "invalid-value", "is a range"],
  ["1:2:t25fw", "invalid-value", "is a range"],
  ["t25fw:", "invalid-value", "is a range"],
  ["true", "not-finite", "is no finite number"],
  ["true * t25fw", "not-finite", "is no finite number"],
  ["null", "not-finite", "is no finite number"],
  ["undefined", "not-finite", "is no finite number"],
  ["NaN * t25fw", "not-finite", "is no finite number"],
  ["Infinity - t25fw", "not-finite", "is no finite number"],
  ["1e400 * t25fw", "not-finite", "is no finite number"],
  ["0x1F * t25fw", "invalid-value", "in decimals"],
  ["0b11 + t25fw", "invalid-value", "in decimals"],
  ["t25fw + 0o7", "invalid-value", "in decimals"],
  ["t25fw > 5", "invalid-type", "is a condition where a number is needed"],
  ["t25fw and 1", "invalid-type", "is a number where a condition is needed"],
  ["not t25fw", "invalid-type", "is a number where a condition is needed"],
  ["t25fw ? 1 : 0", "invalid-type", "is a number where a condition is needed"],
  ["(t25fw > 1) + 1", "invalid-type", "is a condition where a number is needed"],
  ["(t25fw > 1) == (edss > 1) ? 1 : 0", "invalid-type", "is a condition where a number is needed"],
  ["min(t25fw, edss > 2)", "invalid-type", "is a condition where a number is needed"],
  // Constants, units and words of mathjs that nobody declared
  ["pi * t25fw", "unknown-key", '"pi" is not declared'],
  ["e * t25fw", "unknown-key", '"e" is not declared'],
  ["i * t25fw", "unknown-key", '"i" is not declared'],
  ["end + t25fw", "unknown-key", '"end" is not declared'],
  ["tau + t25fw", "unknown-key", '"tau" is not declared'],
  ["version + t25fw", "unknown-key", '"version" is not declared'],
  ["t25fw to kg", "invalid-value", "uses to"],
  ["t25fw in kg", "invalid-value", "uses in"],
  ["t25fw * kg", "unknown-key", '"kg" is not declared'],
  ["abs", "unknown-key", '"abs" is not declared'],
  // Operators that are not offered, and multiplication without a sign
  ["t25fw mod 2", "invalid-value", "uses mod"],
  ["t25fw % 2", "invalid-value", 'must not contain "%"'],
  ["t25fw!", "invalid-value", "uses !"],
  ["5!!", "invalid-value", "uses !"],
  ["t25fw ?? 1", "invalid-value", "uses ??"],
  ["t25fw .* 2", "invalid-value", "uses .*"],
  ["t25fw << 2", "invalid-value", "uses <<"],
  ["t25fw xor 2", "invalid-value", "uses xor"],
  ["t25fw | 2", "invalid-value", "must not contain"],
  ["t25fw & 2", "invalid-value", "must not contain"],
  ["~t25fw", "invalid-value", "must not contain"],
  ["t25fw'", "invalid-value", "must not contain"],
  ["t25fw && 1", "invalid-value", "must not contain"],
  ["t25fw ** 2", "invalid-value", "cannot be read"],
  ["t25fw === 2", "invalid-value", "cannot be read"],
  ["2 t25fw", "invalid-value", "multiplies without a sign"],
  ["2t25fw", "invalid-value", "multiplies without a sign"],
  ["2(t25fw)", "invalid-value", "multiplies without a sign"],
  ["(t25fw)(t25fw)", "invalid-value", "multiplies without a sign"],
  ["1/2 t25fw", "invalid-value", "multiplies without a sign"],
  ["t25fw edss", "invalid-value", "multiplies without a sign"],
  ["1_000 * t25fw", "unknown-key", '"_000" is not declared'],
  ["10n * t25fw", "unknown-key", '"n" is not declared'],
  // Several expressions, comments, line ends
  ["t25fw; edss", "invalid-value", 'must not contain ";"'],
  ["t25fw\nedss", "invalid-value", 'must not contain "\\n"'],
  ["t25fw # comment", "invalid-value", 'must not contain "#"'],
  ["t25fw // comment", "invalid-value", "cannot be read"],
  ["t25fw, edss", "invalid-value", "cannot be read"],
  ["t25fw\u0000", "invalid-value", "must not contain"],
  // Unicode that looks like something else
  ["ｔ25fw", "invalid-value", "must not contain"],
  ["t25fw\u200B", "invalid-value", "must not contain"],
  ["t25fw\u00A0+ 1", "invalid-value", "must not contain"],
  ["\u202Et25fw", "invalid-value", "must not contain"],
  ["еdss", "invalid-value", "must not contain"],
  ["t25fw × 2", "invalid-value", "must not contain"],
  ["t25fw − 2", "invalid-value", "must not contain"],
  ["𝐭25fw", "invalid-value", "must not contain"],
  ["\\u0061bs(1)", "invalid-value", "must not contain"],
  // Malformed
  ["", "missing-field", "is empty"],
  ["   ", "missing-field", "is empty"],
  ["(", "invalid-value", "cannot be read"],
  ["t25fw)", "invalid-value", "cannot be read"],
  ["t25fw +", "invalid-value", "cannot be read"],
  ["* t25fw", "invalid-value", "cannot be read"],
  ["t25fw ? 1", "invalid-value", "cannot be read"],
  ["1.2.3 + t25fw", "invalid-value", ""],
  ["min()", "invalid-value", "must have 1 to 100 numbers"],
  ["abs(1, t25fw)", "invalid-value", "must have 1 number"],
  ["log(t25fw, 2)", "invalid-value", "must have 1 number"],
  ["round(t25fw, 16)", "invalid-value", "whole number of decimals from 0 to 15"],
  ["round(t25fw, -1)", "invalid-value", "whole number of decimals from 0 to 15"],
  ["round(t25fw, 1.5)", "invalid-value", "whole number of decimals from 0 to 15"],
  ["round(t25fw, edss)", "invalid-value", "whole number of decimals from 0 to 15"],
  [`max(${Array.from({ length: 101 }, () => "1").join(",")}) + t25fw`, "invalid-value", "must have 1 to 100 numbers"],
  // Too much
  ["t25fw + 1".repeat(111_112), "out-of-range", "has 1000008 characters"],
  ["(".repeat(1000) + "t25fw" + ")".repeat(990), "out-of-range", "more than 100 levels"],
  ["(".repeat(1000), "out-of-range", "more than 100 levels"],
  ["-".repeat(1990) + "t25fw", "out-of-range", "more than 100 levels"],
  ["not ".repeat(490) + "t25fw", "out-of-range", "more than 100 levels"],
  ["1^".repeat(990) + "t25fw", "out-of-range", "more than 100 levels"],
  ["1<2?1:".repeat(320) + "t25fw", "out-of-range", "more than 100 levels"],
  ["1+".repeat(990) + "t25fw", "out-of-range", "more than 100 levels"],
  ["abs(".repeat(390) + "t25fw" + ")".repeat(390), "out-of-range", "more than 100 levels"],
  [`max(${Array.from({ length: 990 }, () => "1").join(",")})`, "out-of-range", "more than 500 parts"],
  // Not about this trial
  ["t25wf + 1", "unknown-key", 'Did you mean "t25fw"?'],
  ["t25fw_basline", "unknown-key", 'Did you mean "t25fw_baseline"?'],
  ["sqr(t25fw)", "unknown-key", 'Did you mean "sqrt"?'],
  ["sex + t25fw", "conflict", "the covariate sex has categories"],
  ["edss_baseline + t25fw", "conflict", "is both the value of edss at baseline and the covariate edss_baseline"],
  ["age + t25fw_baseline", "conflict", "names no measure at the visit itself"],
  ["1 + 1", "conflict", "names no measure at the visit itself"],
];

describe("hostile expressions", () => {
  it.each(refused.map((row) => [row[0].slice(0, 60), ...row] as const))("%j is refused", (_, expression, code, part) => {
    const issues = issuesOfExpression(expression);
    expect(issues.map((issue) => issue.path)).toEqual(issues.map(() => ["measures", "derived", "expression"]));
    const found = issues.find((issue) => issue.code === code && issue.message.includes(part));
    expect(found, JSON.stringify(issues)).toBeDefined();
    expect(JSON.parse(JSON.stringify(issues))).toStrictEqual(issues);
    expect(issues.every(({ received, message }) => String(received).length <= 200 && message.length < 500)).toBe(true);
  });

  it("every problem is told at once: of one expression, of several, and of the measures themselves", () => {
    const issues = issuesOf(() =>
      deriveMeasures(trial, records, {
        measures: {
          first: { ...isWorse, expression: "t25wf + nope * sqr(2 edss) + t25wf" },
          second: { label: "", unit: "", better: "upwards" as "lower", expression: "1e400 + first" },
          // @ts-expect-error: an expression is text
          third: { ...isWorse, expression: 7 },
          // @ts-expect-error: there is none
          fourth: isWorse,
          // @ts-expect-error: declared already
          t25fw: { ...isWorse, expression: "edss" },
          // @ts-expect-error: not declared
          fifth: "t25fw",
          declared: "edsss",
        },
      }),
    );
    expect(issues.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["measures.t25fw", "duplicate"],
      ["measures.fifth", "invalid-type"],
      ["measures.second.label", "invalid-value"],
      ["measures.second.better", "invalid-value"],
      ["measures.first.expression", "unknown-key"],
      ["measures.first.expression", "unknown-key"],
      ["measures.first.expression", "invalid-value"],
      ["measures.first.expression", "unknown-key"],
      ["measures.second.expression", "not-finite"],
      ["measures.third.expression", "invalid-type"],
      ["measures.fourth.expression", "missing-field"],
      ["measures.declared", "unknown-key"],
    ]);
  });

  it("keys that every object answers to cannot be derived", () => {
    const literal = JSON.parse(`{ "__proto__": { "label": "x", "unit": "", "better": "lower", "expression": "t25fw" }, "constructor": "t25fw" }`) as Record<string, never>;
    const issues = issuesOf(() => deriveMeasures(trial, records, { measures: literal }));
    expect(issues.map(({ path, code }) => [path.join("."), code])).toEqual([["measures.__proto__", "forbidden-key"], ["measures.constructor", "forbidden-key"]]);
    expect(issuesOf(() => deriveMeasures(trial, records, { measures: { ["__proto__"]: "t25fw" } as never }))).toHaveLength(1);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("a key that reads as a calculation is never calculated in silence", () => {
    const measures = { ...trial.measures, "t25fw-2": trial.measures.t25fw };
    const issues = issuesOf(() => deriveMeasures(readTrial({ ...trial, measures }), records, { measures: { derived: { ...isWorse, expression: "t25fw-2" } } }));
    expect(issues.map(({ code, received }) => [code, received])).toEqual([["conflict", "t25fw-2"]]);
  });

  it("refuses wrong options", () => {
    // @ts-expect-error: not an option
    expect(() => deriveMeasures(trial, records, { measure: {} })).toThrow('options must not have "measure". Did you mean "measures"?');
    for (const wrong of [undefined, null, 7, [], "t25fw"]) {
      expect(issuesOf(() => deriveMeasures(trial, records, { measures: wrong as never }))).toMatchObject([{ path: ["measures"], code: "invalid-type" }]);
    }
    expect(deriveMeasures(trial, records, { measures: {} })).toMatchObject({ derived: [], underived: [], counts: { values: 0, underived: 0 } });
  });

  it("one call leaves no trace for the next, and an error is a TrialwiseError", () => {
    const calculate = () => deriveMeasures(trial, records, { measures: { derived: { ...isWorse, expression: "t25fw + 1" } } });
    const before = JSON.stringify(calculate());
    let thrown: unknown;
    try {
      deriveMeasures(trial, records, { measures: { derived: { ...isWorse, expression: "abs(x) = import(1)" } } });
    } catch (error) {
      thrown = error;
    }
    expect(isTrialwiseError(thrown) && thrown.code).toBe("invalid-definition");
    expect(JSON.stringify(calculate())).toBe(before);
  });

  it("no code is made from text: it all works where Function and eval are switched off", async () => {
    const program = `
      import { deriveMeasures } from "./src/expressions/index.ts";
      const trial = ${JSON.stringify(trial)};
      const records = ${JSON.stringify(records)};
      const measures = { derived: { label: "d", unit: "", better: "lower", expression: "t25fw > 5 and not (t25fw == 7) ? round(log(t25fw) ^ 2, 1) : min(1, -t25fw)" } };
      try { new Function("return 1")(); throw new RangeError("Function works"); } catch (error) { if (!(error instanceof EvalError)) throw error; }
      console.log(deriveMeasures(trial, records, { measures }).records.observations.at(-1).value);
    `;
    const { outputFiles } = await build({ stdin: { contents: program, resolveDir: repositoryRoot, loader: "js" }, bundle: true, format: "esm", platform: "node", write: false });
    const output = execFileSync(process.execPath, ["--disallow-code-generation-from-strings", "--input-type=module", "-"], { input: outputFiles[0]!.text, encoding: "utf8" });
    // log(6)² = 3.2104…
    expect(output.trim()).toBe("3.2");
  });
});
