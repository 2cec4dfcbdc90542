import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { forestChart, participantFlowDiagram } from "trialwise/chart";
import { deepFreeze } from "../deepFreeze.ts";
import { chartsOf } from "./catalogue.ts";
import { svgOf, warningsOf } from "./render.ts";
import { type ArmKey, type SimulatedOptions, simulatedResults } from "./simulatedResults.ts";

const long = "Autologous bone-marrow-derived mesenchymal stem cells in two intrathecal injections of 1,000,000 cells/kg, 26 days apart, with riluzole";

interface Setting extends SimulatedOptions {
  readonly name: string;
  readonly width?: number;
  readonly long?: boolean;
}

const settings: readonly Setting[] = [
  { name: "one arm", arms: ["msc"], size: 9 },
  { name: "two arms, one of them empty", arms: ["msc"], empty: ["control"], size: 8 },
  { name: "two arms, 200 pixels", arms: ["msc", "control"], size: 12, width: 200 },
  { name: "three arms, long labels", arms: ["msc", "sham", "control"], size: 8, long: true },
  { name: "four arms", arms: ["msc", "low", "sham", "control"], size: 8 },
  { name: "four arms, long labels, 200 pixels", arms: ["msc", "low", "sham", "control"], size: 6, long: true, width: 200 },
  { name: "one participant in each of two arms", arms: ["msc", "control"], size: 1 },
  { name: "nobody", arms: [], empty: ["msc", "control"], size: 0 },
];

const labelled = ({ long: isLong }: Setting, trial: { readonly arms: object }) =>
  Object.fromEntries(Object.entries(trial.arms as Record<ArmKey, { readonly label: string }>).map(([arm, { label }]) => [arm, { label: isLong === true ? `${label}: ${long}` : label }]));

describe.each(settings)("charts of $name", (setting) => {
  const results = deepFreeze(simulatedResults(setting));
  const options = deepFreeze({ arms: labelled(setting, results.trial), ...(setting.width !== undefined && { width: setting.width }) });
  const charts = chartsOf(results, options);
  let validate: ValidateFunction;
  beforeAll(() => {
    validate = schemaValidator();
  });

  it.each(Object.entries(charts))("%s: valid, without warnings, drawn, and plain JSON", async (_, chart) => {
    expect(validate(chart), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(warningsOf(chart)).toEqual([]);
    const svg = await svgOf(chart);
    expect(svg).toMatch(/^<svg/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|\[object/);
    expect(JSON.parse(JSON.stringify(chart))).toStrictEqual(chart);
    expect(JSON.stringify(chart)).not.toMatch(/signal|labelExpr|expr"|datum/);
    // Every arm is named, whether anybody is in it or not.
    const text = textIn(svg);
    if (!/roc|subgroups|adverse|organ/.test(_) && setting.arms.length > 0) for (const { label } of Object.values(options.arms)) expect(text).toContain(squeezed(label));
  });

  it("draws the same again", () => {
    expect(chartsOf(results, options)).toStrictEqual(charts);
  });

  it("has a flow diagram that is well-formed", () => {
    const svg = participantFlowDiagram(results.flow, { arms: options.arms });
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect((svg.match(/<text /g) ?? []).length).toBe((svg.match(/<\/text>/g) ?? []).length);
    const text = textIn(svg);
    for (const { label } of Object.values(options.arms)) expect(text).toContain(squeezed(label));
  });
});

describe("charts of unusual texts and sizes", () => {
  const interval = { lower: 0.4, upper: 1.2, level: 0.95 };
  it("a list is as high as it must be, and only a height asked for has a limit", () => {
    const rows = Array.from({ length: 900 }, (_, index) => ({ label: `Study ${index + 1}`, estimate: 0.7, interval }));
    expect(forestChart(rows).concat[0]!.height).toBeGreaterThan(15 * rows.length);
    expect(() => forestChart(rows, { height: 10_001 })).toThrow("height must be from 40 to 10000 pixels");
  });

  it("direction marks turn no number around", () => {
    const label = "MSC\u202E\u2067";
    const chart = forestChart([{ label, estimate: 0.7, interval, participants: 12 }], { title: label, effect: label, favours: { left: label, right: label } });
    expect(JSON.stringify(chart)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });

  it("layers without rows, which would be images without a name, are left out", () => {
    for (const setting of settings) {
      const results = simulatedResults(setting);
      const layers = Object.values(chartsOf(results, { arms: results.trial.arms })).flatMap(({ concat }) => concat.flatMap(({ layer }) => layer));
      expect(layers.filter(({ data }) => data?.values.length === 0)).toEqual([]);
    }
  });
});

/** All text of an image, without spaces: words are wrapped. */
function textIn(svg: string): string {
  return squeezed([...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)/g)].map(([, text]) => text).join(""));
}

function squeezed(text: string): string {
  return text.replaceAll(/[\s\u00A0]/g, "").replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

let compiledSchema: ValidateFunction | undefined;

function schemaValidator(): ValidateFunction {
  const path = createRequire(import.meta.url).resolve("vega-lite/build/vega-lite-schema.json");
  compiledSchema ??= new Ajv({ strict: false, allErrors: false, validateFormats: false }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
  return compiledSchema;
}
