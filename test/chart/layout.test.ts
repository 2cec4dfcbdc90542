import { describe, expect, it } from "vitest";
import { changeFromBaseline } from "trialwise/change";
import {
  adverseEventChart,
  biomarkerChart,
  type ChartRow,
  type ChartSpec,
  type ChartView,
  cumulativeIncidenceChart,
  forestChart,
  meanChangeChart,
  meanCurveChart,
  rocChart,
  slopeChart,
  survivalChart,
  trajectoryChart,
  waterfallChart,
} from "trialwise/chart";
import { alsfrsR } from "trialwise/instruments";
import { cumulativeIncidence, kaplanMeier } from "trialwise/survival";
import { defineTrial, readTrialData, type Visit } from "trialwise/trial";
import { logTicks } from "../../src/chart/axisTicks.ts";
import { seriesAt } from "../../src/chart/series.ts";
import { chartsOf } from "./catalogue.ts";
import { svgOf } from "./render.ts";
import { simulatedResults } from "./simulatedResults.ts";

const results = simulatedResults({ arms: ["msc", "low", "sham", "control"], size: 14 });
const { arms, visits } = results.trial;

const viewOf = (chart: ChartSpec, name: string): ChartView => chart.concat.find((view) => view.name === name)!;

/** The axis of the first layer that has one across. */
function acrossOf(view: ChartView) {
  for (const { encoding } of view.layer) if (encoding.x !== undefined && "axis" in encoding.x && encoding.x.axis !== null) return { ...encoding.x, axis: encoding.x.axis };
  throw new Error(`${view.name} has no axis across`);
}

/** Pixels from the left. */
function pixelsOf(view: ChartView): (value: unknown) => number {
  const [from, to] = acrossOf(view).scale.domain;
  return (value) => ((Number(value) - from!) / (to! - from!)) * view.width;
}

/** Rows that the last layer of texts draws. */
function drawnNumbers(chart: ChartSpec): readonly ChartRow[] {
  const table = viewOf(chart, "numbers");
  return table.layer.at(-1)!.data?.values ?? table.data.values;
}

/** Made up: twenty visits, four weeks apart, three of them before baseline. */
const many = (() => {
  const keys = Array.from({ length: 20 }, (_, index) => `V${index + 1}`);
  const trial = defineTrial({
    id: "many-visits",
    arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
    visits: Object.fromEntries(keys.map((key, index): [string, Visit] => [key, index === 3 ? { at: { weeks: 0 }, baseline: true } : { at: { weeks: 4 * (index - 3) } }])),
    measures: { alsfrsR },
  });
  const people = ["a", "b", "c", "d"];
  const data = readTrialData(trial, {
    participants: people.map((id, index) => ({ id, arm: index < 2 ? "msc" : "control" })),
    observations: people.flatMap((participant, index) => keys.map((visit, place) => ({ participant, visit, measure: "alsfrsR", value: 44 - place - (index % 2) * (place % 3) }))),
  });
  return { trial, keys, changes: changeFromBaseline(data, { measure: "alsfrsR", from: "V1", to: keys.slice(1) }) };
})();

describe("an axis of visits", () => {
  it("has its ticks at the visits, and reaches no further than they do", () => {
    for (const width of [300, 480, 600]) {
      const charts = [meanChangeChart(results.changes, { arms, visits, width }), meanCurveChart(results.mmrm!, { arms, visits, width })];
      for (const [index, chart] of charts.entries()) {
        const view = viewOf(chart, "means");
        const { axis, scale } = acrossOf(view);
        const times = index === 0 ? [0, 1, 2, 4, 6] : [1, 2, 4, 6];
        expect(axis.values).toEqual(times);
        const pixel = pixelsOf(view);
        expect(pixel(times[0]!)).toBeLessThanOrEqual(0.08 * width);
        expect(pixel(times.at(-1)!)).toBeGreaterThanOrEqual(0.92 * width);
        for (const { position } of view.data.values) expect(position).toBeGreaterThan(scale.domain[0]!);
        for (const { position } of view.data.values) expect(position).toBeLessThan(scale.domain[1]!);
      }
    }
  });

  it("has an upright line at baseline where there is a lead-in, and none elsewhere", () => {
    const upright = (chart: ChartSpec, name: string) => viewOf(chart, name).layer.flatMap(({ data, encoding, mark }) => (mark.type === "rule" && encoding.y === undefined ? data!.values.map(({ at }) => at) : []));
    expect(upright(meanChangeChart(many.changes, { visits: many.trial.visits }), "means")).toEqual([0]);
    expect(upright(meanCurveChart(results.model!, { arms }), "means")).toEqual([0]);
    expect(upright(meanChangeChart(results.changes, { arms, visits }), "means")).toEqual([]);
    expect(upright(trajectoryChart(results.fits, { arms }), "panel1")).toEqual([0]);
  });

  it("keeps the intervals of arms apart, and each arm nearer to its visit than to the next", () => {
    for (const [width, chart] of [300, 600].flatMap((size) => [meanChangeChart(results.changes, { arms, visits, width: size }), meanChangeChart(results.changes, { arms, width: size })].map((each) => [size, each] as const))) {
      const view = viewOf(chart, "means");
      const pixel = pixelsOf(view);
      for (const time of new Set(view.data.values.map((row) => row["time"]))) {
        const places = view.data.values.filter((row) => row["time"] === time && row["participants"] !== null).map(({ position }) => pixel(position));
        for (const [index, place] of places.entries()) if (index > 0) expect(place - places[index - 1]!).toBeGreaterThanOrEqual(width === 300 ? 5 : 7.9);
        if (places.length > 1) expect(places.at(-1)! - places[0]!).toBeLessThan(0.6 * (pixel(1) - pixel(0)));
      }
    }
  });
});

describe("numbers below a chart", () => {
  it("have room side by side, and those left out of the picture are in the rows", () => {
    for (const width of [200, 300, 600]) {
      for (const visits of [many.trial.visits, undefined]) {
        const chart = meanChangeChart(many.changes, { width, ...(visits !== undefined && { visits }) });
        const pixel = pixelsOf(viewOf(chart, "means"));
        const places = [...new Set(drawnNumbers(chart).map(({ position }) => pixel(position)))].sort((a, b) => a - b);
        expect(places.length).toBeGreaterThan(5);
        for (const [index, place] of places.entries()) if (index > 0) expect(place - places[index - 1]!).toBeGreaterThan(11);
        expect(places.at(-1)).toBeCloseTo(pixel(visits === undefined ? 19 : 64), 9);
        expect(viewOf(chart, "numbers").data.values).toHaveLength(2 * 19);
      }
    }
  });

  it("stand under ticks, at risk", () => {
    const time = Array.from({ length: 40 }, (_, index) => index + 0.5);
    const event = time.map((_, index) => index % 2 === 0);
    for (const times of [[], [0, 12, 24, 36], [1, 2, 3, 40], Array.from({ length: 30 }, (_, index) => index)]) {
      for (const width of [150, 480]) {
        const chart = survivalChart(kaplanMeier({ time, event }, { times }), { width });
        const curves = viewOf(chart, "curves");
        expect(drawnNumbers(chart).map(({ position }) => position)).toEqual(acrossOf(curves).axis.values);
        const pixel = pixelsOf(curves);
        drawnNumbers(chart).reduce((before, { position }) => {
          expect(pixel(position) - before).toBeGreaterThan(14);
          return pixel(position);
        }, -Infinity);
      }
    }
  });

  it("are one line for one group, whatever its kinds of event, and every participant is counted where nobody had one", () => {
    const time = [2, 4, 4, 6, 9];
    const some = cumulativeIncidenceChart(cumulativeIncidence({ time, cause: ["gastrostomy", "death", "gastrostomy", null, null] }));
    expect(drawnNumbers(some).filter(({ position }) => position === 0).map(({ number }) => number)).toEqual([5]);
    expect(some.description).toBe("Cumulative incidence. 5 participants; 95 % pointwise limits (log-log). death; gastrostomy");
    const none = cumulativeIncidenceChart(cumulativeIncidence({ time, cause: time.map(() => null) }));
    expect(viewOf(none, "curves").data.values.map((row) => [row["time"], row["estimate"]])).toEqual([[0, 0], [9, 0]]);
    expect(none.description).toBe("Cumulative incidence. 5 participants. event");
  });

  it("names of visits that are wider than their places stand in steps", () => {
    const view = viewOf(meanChangeChart(many.changes, { width: 300 }), "means");
    const steps = view.layer.filter(({ mark }) => mark.type === "text");
    expect(steps.length).toBeGreaterThan(1);
    const names = steps.flatMap(({ data }) => data!.values).sort((a, b) => Number(a["position"]) - Number(b["position"]));
    expect(names.map(({ label }) => (label as string[]).join(" "))).toEqual(many.keys);
    const heights = steps.map(({ encoding }) => (encoding.y as { value: number }).value);
    heights.reduce((above, height) => (expect(height - above).toBeGreaterThanOrEqual(13), height));
  });
});

describe("symbols that would hide each other", () => {
  it("of equal slopes stand side by side about where they belong", () => {
    const chart = slopeChart(results.slopes, { arms });
    const rows = viewOf(chart, "slopes").data.values.map((row) => Object.fromEntries(Object.entries(row).map(([field, value]) => [field, Number(value)])) as Record<"x" | "y" | "leadInSlope" | "followUpSlope", number>);
    const [from, to] = acrossOf(viewOf(chart, "slopes")).scale.domain;
    const perPixel = (to! - from!) / 360;
    let ties = 0;
    for (const [index, row] of rows.entries()) {
      const tied = rows.filter(({ leadInSlope, followUpSlope }) => leadInSlope === row.leadInSlope && followUpSlope === row.followUpSlope);
      if (tied.length === 1) expect([row.x, row.y]).toEqual([row.leadInSlope, row.followUpSlope]);
      else ties++;
      // Square, so that nobody stands further from the point than half its width.
      const reach = (Math.ceil(Math.sqrt(tied.length)) - 1) / 2;
      expect(Math.max(Math.abs(row.x - row.leadInSlope), Math.abs(row.y - row.followUpSlope))).toBeLessThanOrEqual(8 * perPixel * reach + 1e-9);
      for (const other of tied.filter((each) => rows.indexOf(each) < index)) expect(Math.hypot(row.x - other.x, row.y - other.y)).toBeGreaterThan(7.9 * perPixel);
    }
    expect(ties).toBeGreaterThan(10);
    expect(chart.title.subtitle?.join(" ")).toContain("equal slopes side by side");
  });

  it("of slopes that differ are where the slopes are, and nothing is said", () => {
    const [first] = results.slopes.rows;
    const chart = slopeChart({ ...results.slopes, rows: [first!] }, { arms });
    expect(viewOf(chart, "slopes").data.values[0]).toMatchObject({ x: first!.leadInSlope, y: first!.followUpSlope });
    expect(chart.title.subtitle?.join(" ")).not.toContain("side by side");
  });

  it("of equal values by participant have the area of all of them, lines that coincide are wider, and the subtitle says so", () => {
    const chart = trajectoryChart(results.fits, { arms });
    const most = Math.max(...chart.concat.flatMap(({ layer }) => layer.at(-1)!.data!.values.map(({ together }) => Number(together))));
    for (const [place, [arm]] of Object.entries(arms).entries()) {
      const { layer } = viewOf(chart, `panel${place + 1}`);
      const { data, encoding } = layer.at(-1)!;
      const observed = results.fits.rows.flatMap((row) => (row.arm === arm ? row.fit.observations : []));
      expect(data!.values.map(({ together }) => together)).toEqual(observed.map(({ time, value }) => observed.filter((other) => other.time === time && other.value === value).length));
      // Areas in proportion to the participants, in every panel the same.
      expect(encoding.size?.scale).toEqual({ type: "linear", domain: [0, most], range: [0, 16 * most] });
    }
    expect(most).toBeGreaterThan(2);
    expect(most).toBeLessThan(8);
    const copies = Array.from({ length: 20 }, (_, index) => ({ ...results.fits.rows[0]!, participant: `copy ${index}` }));
    const { layer: crowd } = viewOf(trajectoryChart({ ...results.fits, rows: copies }, { arms }), "panel1");
    expect(crowd.at(-1)!.encoding.size?.scale).toEqual({ type: "linear", domain: [0, 20], range: [0, 7 * 16] });
    expect(chart.title.subtitle?.join(" ")).toContain("larger symbols and wider lines: several participants");
    const alone = trajectoryChart({ ...results.fits, rows: results.fits.rows.slice(0, 1) }, { arms });
    expect(alone.title.subtitle).toEqual(["Lines: piecewise linear fits"]);
    const twins = trajectoryChart({ ...results.fits, rows: [results.fits.rows[0]!, { ...results.fits.rows[0]!, participant: "twin" }] }, { arms });
    expect(viewOf(twins, "panel1").data.values.map(({ together }) => together)).toEqual(viewOf(twins, "panel1").data.values.map(() => 2));
  });

  it("of equal values of a biomarker have the area of all of them, and pairs that coincide one wider line", () => {
    const [first] = results.biomarker.rows;
    const values = [[10, 20], [10, 20], [10, 30], [12, 20]] as const;
    const rows = values.map(([before, after], index) => ({ ...first!, participant: `p${index}`, before, after }));
    const drawn = biomarkerChart({ ...results.biomarker, rows }, { arms });
    const numbers = viewOf(drawn, "pairs").data.values.map(({ together, linesTogether }) => [together, linesTogether]);
    expect(numbers).toEqual([[3, 2], [3, 2], [3, 2], [3, 2], [3, 1], [1, 1], [1, 1], [3, 1]]);
    expect(drawn.title.subtitle?.join(" ")).toContain("larger symbols and wider lines: several participants");
    // At the limit and below it are not the same symbol.
    const below = rows.map((row, index) => (index === 0 ? { ...row, beyond: { before: "below" as const } } : row));
    expect(viewOf(biomarkerChart({ ...results.biomarker, rows: below }, { arms }), "pairs").data.values[0]).toMatchObject({ limit: "below", together: 1 });
  });

  it("names of many visits stand in steps, each below all lines of the one before it", async () => {
    const names = Array.from({ length: 16 }, (_, index) => `Month ${index}`);
    const trial = defineTrial({ id: "many", arms: { a: { label: "A", role: "control" } }, visits: Object.fromEntries(names.map((name, index) => [name, { at: { months: index }, ...(index === 0 && { baseline: true as const }) }])), measures: { alsfrsR } });
    const data = readTrialData(trial, { participants: [{ id: "1", arm: "a" }], observations: names.map((visit) => ({ participant: "1", visit, measure: "alsfrsR", value: 40 })) });
    const svg = await svgOf(meanChangeChart(changeFromBaseline(data, { measure: "alsfrsR", to: names.slice(1) }), { width: 240 }));
    // A browser gives a line without text no height.
    expect(svg).not.toMatch(/<tspan[^>]*\/>|<tspan[^>]*><\/tspan>/);
    const labels = [...svg.matchAll(/translate\(([\d.]+),([\d.]+)\)"[^>]*><tspan>Month<\/tspan><tspan x="0" dy="13">(\d+)</g)].map(([, x, y, name]) => ({ x: Number(x), y: Number(y), name }));
    expect(labels.length).toBe(names.length);
    for (const [index, { x, y }] of labels.entries()) {
      for (const other of labels.slice(index + 1)) if (Math.abs(other.x - x) < 34) expect(Math.abs(other.y - y)).toBeGreaterThanOrEqual(26);
    }
  });

  it("of many arms no two look the same, in colour and symbol or in colour and dash", () => {
    const looks = Array.from({ length: 20 }, (_, place) => seriesAt(place, "arm", place));
    expect(new Set(looks.map(({ color, shape }) => `${color} ${shape}`)).size).toBe(20);
    expect(new Set(looks.map(({ color, dash }) => `${color} ${dash.join(" ")}`)).size).toBe(20);
  });

  it("limits as bars stand at ticks that a curve reaches, however far the axis goes", () => {
    const curve = kaplanMeier({ time: [1, 3, 4, 5, 6, 6], event: [1, 0, 1, 0, 0, 0] }, { times: [0, 6, 12, 24, 36] });
    const bars = viewOf(survivalChart(curve, { intervals: "bars" }), "curves").layer.find(({ mark }) => mark.type === "rule")!;
    expect(bars.data!.values.map(({ time }) => time)).toEqual([6]);
  });

  it("limits of more than two curves are bars side by side, each from its curve, at ticks with room for them", () => {
    const chart = survivalChart(results.survival, { arms });
    const { layer } = viewOf(chart, "curves");
    expect(layer.some(({ mark }) => mark.type === "area")).toBe(false);
    const bars = layer.find(({ mark }) => mark.type === "rule")!.data!.values;
    const keys = Object.keys(arms);
    for (const { series, time, lower, upper } of bars) {
      const asked = results.survival.byArm[keys[Number(series)]!]!.survival!.atTimes.find((each) => each.time === time)!;
      expect([lower, upper]).toEqual([asked.interval.lower, asked.interval.upper]);
    }
    expect(new Set(bars.map(({ time }) => time))).toEqual(new Set([6, 12, 18, 24]));
    const pixel = pixelsOf(viewOf(chart, "curves"));
    const last = bars.filter(({ time }) => time === 24).map(({ position }) => pixel(position));
    last.reduce((before, place) => (expect(place - before).toBeGreaterThan(5.9), place));
    expect(chart.title.subtitle?.join(" ")).toContain("95 % pointwise limits (log-log) as bars");
    const narrow = viewOf(survivalChart(results.survival, { arms, width: 220 }), "curves").layer.find(({ mark }) => mark.type === "rule")!;
    expect(new Set(narrow.data!.values.map(({ time }) => time))).toEqual(new Set([12, 24]));
    const { msc, control, sham } = results.survival.byArm as Record<string, (typeof results.survival.byArm)[string]>;
    const twoAndNobody = { ...results.survival, byArm: { msc: msc!, sham: { ...sham!, n: 0, survival: null }, control: control! } };
    expect(viewOf(survivalChart(twoAndNobody, { arms }), "curves").layer[0]!.mark.type).toBe("area");
    const asked = survivalChart(results.survival, { arms, intervals: "band" });
    expect(viewOf(asked, "curves").layer[0]!.mark.type).toBe("area");
    expect(viewOf(survivalChart(results.survival, { arms, intervals: "none" }), "curves").layer[0]!.mark.type).toBe("line");
  });

  it("panels side by side have ticks before and after baseline", () => {
    expect(acrossOf(viewOf(trajectoryChart(results.fits, { arms }), "panel1")).axis.values).toEqual([-3, 0, 3, 6]);
  });

  it("many cut-offs of a ROC curve do not thicken its line", () => {
    const points = Array.from({ length: 601 }, (_, index) => ({ ...results.roc!.points[0]!, cutOff: index, sensitivity: index / 600, specificity: 1 - index / 600 }));
    const sizeOf = (chart: ChartSpec) => viewOf(chart, "roc").layer[2]!.mark.size;
    expect(sizeOf(rocChart({ ...results.roc!, points }))).toBe(2);
    expect(sizeOf(rocChart({ ...results.roc!, points: points.slice(0, 9) }))).toBe(20);
  });

  it("are not cut at the edge of a plot", () => {
    for (const [name, chart] of Object.entries(chartsOf(results, { arms }))) {
      for (const { mark } of chart.concat.flatMap(({ layer }) => layer)) if (mark.type === "point") expect(mark.clip, name).toBeUndefined();
    }
  });
});

describe("a waterfall", () => {
  it("has a mark for every bar on the line of its arm, also where the bar has no height", () => {
    const chart = waterfallChart(results.slopes, { arms });
    const bars = viewOf(chart, "bars").data.values;
    const marks = viewOf(chart, "arms").data.values;
    expect(marks.map(({ participant, left, right }) => [participant, left, right])).toEqual(bars.map(({ participant, left, right }) => [participant, left, right]));
    const order = Object.keys(arms);
    for (const mark of marks) {
      const { arm } = results.slopes.rows.find(({ participant }) => participant === mark["participant"])!;
      expect(Math.floor(Number(mark["top"]))).toBe(order.indexOf(arm));
      expect(Math.floor(Number(mark["bottom"]))).toBe(order.indexOf(arm));
    }
    expect(acrossOf(viewOf(chart, "arms")).scale).toEqual({ domain: [0, bars.length], nice: false, zero: false });
  });

  it("shows by a triangle where a bar is cut", () => {
    const range = { from: -60, to: 60 };
    const chart = waterfallChart(results.slopes, { arms, range });
    const triangles = viewOf(chart, "bars").layer.flatMap(({ mark, data }) => (mark.shape?.startsWith("triangle") === true ? data!.values.map((row) => [mark.shape, row["rank"], row["edge"]]) : []));
    const expected = viewOf(chart, "bars").data.values.flatMap(({ percentImprovement, rank }) => {
      const percent = Number(percentImprovement);
      return percent > 60 ? [["triangle-up", rank, 60]] : percent < -60 ? [["triangle-down", rank, -60]] : [];
    });
    expect(expected.length).toBeGreaterThan(3);
    expect(triangles).toEqual(expected);
    expect(chart.title.subtitle?.join(" ")).toContain(`triangles: ${expected.length} cut at the axis`);
  });

  it("of few participants has no broader bars than one of eight", () => {
    const one = { ...results.slopes, rows: results.slopes.rows.filter(({ percentImprovement }) => percentImprovement !== null).slice(0, 1) };
    expect(acrossOf(viewOf(waterfallChart(one, { arms }), "arms")).scale.domain).toEqual([0, 8]);
  });
});

describe("a forest plot", () => {
  const level = 0.95;
  const row = (estimate: number, lower: number | null, upper: number | null) => ({ label: "A", estimate, interval: { lower, upper, level } });
  const arrowsOf = (chart: ChartSpec) => chart.concat[0]!.layer.flatMap(({ mark, data }) => (mark.shape?.startsWith("triangle") === true ? data!.values.map(({ at, line }) => [mark.shape, at, line]) : []));
  const marksOf = (chart: ChartSpec) => chart.concat[0]!.layer.flatMap(({ mark, data }) => (mark.shape === "square" ? data!.values : []));
  const rulesOf = (chart: ChartSpec) => chart.concat[0]!.layer.flatMap(({ mark, data }) => (mark.type === "rule" ? data!.values.filter((each) => "from" in each).map(({ from, to }) => [from, to]) : []));

  it("cuts intervals at its range with arrows, and leaves out a mark that lies beyond it", () => {
    const rows = [row(1, 0.5, 2), row(3, 0.01, 90), row(40, 20, 90)];
    const chart = forestChart(rows, { scale: "ratio", range: { from: 0.25, to: 4 } });
    expect(rulesOf(chart)).toEqual([[0.5, 2], [0.25, 4], [4, 4]]);
    expect(arrowsOf(chart).map(([shape, at]) => [shape, at])).toEqual([["triangle-left", 0.25], ["triangle-right", 4], ["triangle-right", 4]]);
    expect(marksOf(chart)).toHaveLength(2);
    expect(chart.concat[0]!.data.values.map(({ text }) => text)).toEqual(["1.00 (0.50 to 2.00)", "3.00 (0.01 to 90.00)", "40.00 (20.00 to 90.00)"]);
    expect(acrossOf(chart.concat[0]!).scale.domain).toEqual([0.25, 4]);
    expect(acrossOf(chart.concat[0]!).axis.values?.every((tick) => tick >= 0.25 && tick <= 4)).toBe(true);
  });

  it("has no arrow where a limit is beyond the last tick by its rounding alone", () => {
    const chart = forestChart([row(0.15, 0, 0.1 + 0.2)]);
    expect(arrowsOf(chart)).toEqual([]);
    expect(rulesOf(chart)).toEqual([[0, 0.1 + 0.2]]);
  });

  it("refuses a range that its line of no effect is not in", () => {
    expect(() => forestChart([row(1, 0.5, 2)], { scale: "ratio", range: { from: 0, to: 4 } })).toThrow("forestChart: range must go up over 1 from above 0; received 0 to 4");
    expect(() => forestChart([row(1, 0.5, 2)], { range: { from: 0.5, to: 4 } })).toThrow("forestChart: range must go up over 0; received 0.5 to 4");
    expect(() => forestChart([row(1, 0.5, 2)], { range: { from: -1, too: 4 } as never })).toThrow("too");
  });

  it("says of a ratio that is no more than rounded to 0 that it is above", () => {
    const texts = (decimals: number) => forestChart([row(0.004, 0.0002, 12)], { scale: "ratio", decimals }).concat[0]!.data.values[0]!["text"];
    expect(texts(2)).toBe("<0.01 (<0.01 to 12.00)");
    expect(texts(0)).toBe("<1 (<1 to 12)");
    expect(texts(3)).toBe("0.004 (<0.001 to 12.000)");
    expect(forestChart([row(0.004, 0, 1)]).concat[0]!.data.values[0]!["text"]).toBe("0.00 (0.00 to 1.00)");
  });

  it("has ticks of ratios that are few, whether they are close together or far apart", () => {
    expect(logTicks([0.9, 1.3])).toEqual([0.9, 1, 1.1, 1.2, 1.3]);
    expect(logTicks([0.2, 5])).toEqual([0.2, 0.5, 1, 2, 5]);
    expect(logTicks([0.001, 9000])).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000, 10000]);
    expect(logTicks([1e-12, 1e12]).length).toBeLessThan(12);
  });
});

describe("what a chart says of itself", () => {
  it("to a screen reader: what is shown, and how many are in each arm", () => {
    expect(meanChangeChart(results.changes, { arms, visits, measure: "ALSFRS-R" }).description).toBe(
      `Mean change in ALSFRS-R from V5. Mean with 95 % confidence interval (t); ${results.changes.byVisit.V10.excluded.length} participants not analysed at V10. MSC (n\u00A0=\u00A014); MSC, low dose (n\u00A0=\u00A014); Sham procedure (n\u00A0=\u00A014); Riluzole alone (n\u00A0=\u00A014)`,
    );
    for (const [name, { description }] of Object.entries(chartsOf(results, { arms }))) {
      expect(description, name).not.toMatch(/\. \.|\.$|undefined/);
      if (!/roc|subgroups|trajector/.test(name)) expect(description, name).toContain("Riluzole alone (n");
    }
  });

  it("is of the quantity that is drawn", () => {
    expect(meanChangeChart(results.change, { arms, quantity: "percentChange", measure: "ALSFRS-R" }).title.text).toEqual(["Mean percent change in ALSFRS-R from V5"]);
  });

  it("mentions neither bands nor marks that are not there", () => {
    const of = (time: readonly number[], event: readonly boolean[]) => survivalChart(kaplanMeier({ time, event })).title.subtitle?.join(" ");
    expect(of([1, 2, 3], [false, false, false])).toBe("Upright marks: censored");
    expect(of([1, 2, 3], [true, true, true])).toBe("95 % pointwise limits (log-log)");
    expect(of([4], [true])).toBeUndefined();
  });

  it("the axis of time takes words of one's own", () => {
    const titleOf = (time?: string) => acrossOf(viewOf(survivalChart(results.survival, { arms, ...(time !== undefined && { time }) }), "curves")).axis.title;
    expect(titleOf()).toEqual(["Months"]);
    expect(titleOf("Months from V1")).toEqual(["Months from V1"]);
  });
});

describe("values at the ends of an axis", () => {
  it("of slopes, visits and biomarkers have a margin", () => {
    const ends = [slopeChart(results.slopes, { arms }), biomarkerChart({ ...results.biomarker, scale: "raw" }, { arms })].map((chart) => {
      const { encoding } = chart.concat[1]!.layer.find(({ mark }) => mark.type === "point")!;
      return encoding.y !== undefined && "scale" in encoding.y ? { domain: encoding.y.scale.domain, ticks: encoding.y.axis!.values! } : undefined;
    });
    for (const end of ends) {
      expect(end!.domain[0]).toBeLessThan(end!.ticks[0]!);
      expect(end!.domain[1]).toBeGreaterThan(end!.ticks.at(-1)!);
    }
  });

  it("names of adverse events are led through both panels", () => {
    const chart = adverseEventChart(results.adverseEvents!, { arms });
    for (const name of ["proportions", "differences"]) {
      const [guides] = viewOf(chart, name).layer;
      expect(guides!.data!.values).toHaveLength(viewOf(chart, "differences").data.values.length);
    }
  });
});
