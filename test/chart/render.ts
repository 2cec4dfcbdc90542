import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { ChartSpec } from "trialwise/chart";

/** Warnings of Vega-Lite while a chart is compiled. */
export function warningsOf(chart: ChartSpec): readonly string[] {
  return compiled(chart).warnings;
}

/** The chart as SVG. */
export async function svgOf(chart: ChartSpec): Promise<string> {
  return new View(parse(compiled(chart).spec), { renderer: "none" }).toSVG();
}

/** Of a copy, since Vega marks the rows that it draws. */
function compiled(chart: ChartSpec) {
  const warnings: string[] = [];
  const note = (...texts: readonly unknown[]) => {
    warnings.push(texts.join(" "));
    return logger;
  };
  const quiet = () => logger;
  const logger = { level: () => logger, error: note, warn: note, info: quiet, debug: quiet } as unknown as NonNullable<NonNullable<Parameters<typeof compile>[1]>["logger"]>;
  const { spec } = compile(structuredClone(chart) satisfies TopLevelSpec, { logger });
  return { spec, warnings };
}
