import type { ParticipantFlowResult } from "../participants/participantFlow.ts";
import { checkOptionKeys } from "../result/checkKeys.ts";
import { checkResult } from "../result/checkResult.ts";
import { show } from "../result/show.ts";
import { type ArmChartOptions, readChartOptions } from "./ChartOptions.ts";
import { printable, wrapLines } from "./chartText.ts";
import { type FlowBox, type FlowStage, flowStages } from "./flowBoxes.ts";
import { seriesOfArms } from "./series.ts";

export interface ParticipantFlowDiagramOptions extends Pick<ArmChartOptions, "title" | "arms"> {
  /** Of the whole diagram, in pixels; below 170 for each arm everything is drawn smaller. Default: 220 for each arm, at least 480. */
  readonly width?: number;
  /** The populations to list under analysis. Default: every one of the trial. */
  readonly populations?: readonly string[];
}

/**
 * The flow of participants through a trial as a CONSORT diagram, in SVG: who was assessed and assigned, what became of them in each arm,
 * and who is analysed.
 *
 * From a result of `participantFlow`. From the top: assessed and not assigned (where `screening` was given), assigned, and for each arm its
 * doses, outcomes with the reasons on record, and the populations with the conditions that those left out did not meet. Outcomes that nobody had are left out, but for completion; they add up to those
 * assigned. The text of an SVG file for a page or a document: one image for a screen reader, with the whole text as its description.
 * Every label is escaped; nothing in it can become markup.
 *
 * @throws RangeError, TypeError for a population that the result does not have, an arm without an entry in `arms`, an unknown option
 *
 * Source: Schulz 2010, CONSORT 2010 (https://doi.org/10.1136/bmj.c332).
 *
 * @example
 * ```ts
 * import { defineTrial, participantFlow, participantFlowDiagram, readTrialData } from "trialwise";
 *
 * const trial = defineTrial({
 *   id: "example",
 *   arms: { msc: { label: "MSC & riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
 * });
 * const data = readTrialData(trial, { participants: [{ id: "001", arm: "msc" }, { id: "002", arm: "control" }] });
 * const svg = participantFlowDiagram(participantFlow(data), { arms: trial.arms });
 *
 * svg.startsWith("<svg "); // => true
 * svg.includes("MSC &amp; riluzole"); // => true
 * ```
 */
export function participantFlowDiagram(flow: ParticipantFlowResult, options: ParticipantFlowDiagramOptions = {}): string {
  checkResult(caller, flow, { "participant-flow": "participantFlow" });
  checkOptionKeys(caller, options, ["title", "arms", "width", "populations"]);
  const known = Object.keys(flow.populations);
  const { populations = known, title = "Participant flow", ...rest } = options;
  if (!Array.isArray(populations)) throw new TypeError(`${caller}: populations must be a list; received ${show(populations)}`);
  for (const population of populations) {
    if (!known.includes(population)) throw new RangeError(`${caller}: populations must be of ${known.map(show).join(", ")}; received ${show(population)}`);
  }
  const arms = seriesOfArms(caller, Object.keys(flow.assigned.byArm), rest);
  const { width } = readChartOptions(caller, { ...rest, title }, ["arms"], { width: Math.max(480, 220 * arms.length), height: 40 });
  const stages = flowStages(flow, arms, populations);
  // Where arms have no room side by side, the whole is drawn larger and shown smaller.
  const drawnWidth = Math.max(width, leastColumn * Math.max(arms.length, 2));
  const { shapes, height } = drawStages(stages, drawnWidth, wrapLines(title, drawnWidth - 2 * margin, 15));
  const description = stages.flatMap(({ boxes, aside }) => [...boxes, ...(aside === undefined ? [] : [aside])].map(textOf)).join(" ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${drawnWidth} ${height}" width="${width}" height="${Math.round((height * width) / drawnWidth)}" font-family="Helvetica, Arial, sans-serif" font-size="12">`,
    `<title>${escape(title)}</title>`,
    `<desc>${escape(description)}</desc>`,
    `<rect width="${drawnWidth}" height="${height}" fill="white"/>`,
    ...shapes,
    "</svg>",
  ].join("\n");
}

const caller = "participantFlowDiagram";
const margin = 10;
const gap = 30;
const leastColumn = 170;
/** At most, of a box that is alone or beside. */
const loneWidth = 260;
const lineHeight = 15;
const padding = 8;

interface Drawn {
  readonly shapes: readonly string[];
  readonly height: number;
}

function drawStages(stages: readonly FlowStage[], width: number, title: readonly string[]): Drawn {
  const shapes = title.map((line, index) => textAt(margin, margin + 14 + index * 18, line, "bold", 15));
  let top = margin + title.length * 18 + 14;
  let above: Row = { centres: [], bottom: top };
  for (const { boxes, aside } of stages) {
    const column = (width - margin * (boxes.length + 1)) / boxes.length;
    const boxWidth = boxes.length === 1 ? Math.min(column, loneWidth) : column;
    const centres = boxes.map((_, index) => margin + column / 2 + index * (column + margin));
    const texts = boxes.map((box) => linesIn(box, boxWidth));
    const tallest = Math.max(...texts.map(heightOf));
    shapes.push(...connectors(above, centres, top));
    centres.forEach((centre, index) => shapes.push(...drawBox(centre - boxWidth / 2, top, boxWidth, tallest, texts[index]!)));
    above = { centres, bottom: top + tallest };
    top = above.bottom + gap;
    if (aside === undefined) continue;
    // To the right of the line that leads on.
    const left = width / 2 + gap;
    const asideWidth = Math.min(width - margin - left, loneWidth);
    const lines = linesIn(aside, asideWidth);
    const middle = top - gap / 2 + heightOf(lines) / 2;
    shapes.push(line(width / 2, middle, left - 4, middle), arrowTo(left, middle, "right"), ...drawBox(left, top - gap / 2, asideWidth, heightOf(lines), lines));
    top += heightOf(lines);
  }
  return { shapes, height: top - gap + margin };
}

/** The boxes above, by which those below hang. */
interface Row {
  readonly centres: readonly number[];
  readonly bottom: number;
}

interface Line {
  readonly text: string;
  readonly weight: "bold" | "normal";
  readonly indent: number;
}

function linesIn({ heading, lines }: FlowBox, width: number): readonly Line[] {
  // Where text cannot be measured, wide letters must fit too.
  const room = (width - 2 * padding) * 0.92;
  return [
    ...wrapLines(heading, room * 0.95, 12).map((text) => ({ text, weight: "bold", indent: 0 }) as const),
    ...lines.flatMap((each) => {
      const indent = each.isPart ? 12 : 0;
      return wrapLines(each.text, room - indent, 12).map((text) => ({ text, weight: "normal", indent }) as const);
    }),
  ];
}

function heightOf(lines: readonly Line[]): number {
  return lines.length * lineHeight + 2 * padding;
}

function drawBox(x: number, y: number, width: number, height: number, lines: readonly Line[]): string[] {
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="white" stroke="#333333"/>`,
    ...lines.map(({ text, weight, indent }, index) => textAt(x + padding + indent, y + padding + 11 + index * lineHeight, text, weight, 12)),
  ];
}

/** From the boxes above to those below: straight down, or out to every arm. */
function connectors({ centres: above, bottom }: Row, below: readonly number[], top: number): string[] {
  if (above.length === 0) return [];
  const arrows = below.map((x) => arrowTo(x, top, "down"));
  if (above.length === below.length) return [...below.map((x) => line(x, bottom, x, top - 4)), ...arrows];
  const middle = top - gap / 2;
  const every = [...above, ...below];
  return [...above.map((x) => line(x, bottom, x, middle)), line(Math.min(...every), middle, Math.max(...every), middle), ...below.map((x) => line(x, middle, x, top - 4)), ...arrows];
}

function arrowTo(x: number, y: number, direction: "down" | "right"): string {
  const path = direction === "down" ? `M${x - 4} ${y - 7}L${x} ${y}L${x + 4} ${y - 7}Z` : `M${x - 7} ${y - 4}L${x} ${y}L${x - 7} ${y + 4}Z`;
  return `<path d="${path}" fill="#333333"/>`;
}

function line(fromX: number, fromY: number, toX: number, toY: number): string {
  return `<line x1="${fromX}" y1="${fromY}" x2="${toX}" y2="${toY}" stroke="#333333"/>`;
}

function textAt(x: number, y: number, text: string, weight: "bold" | "normal", size: number): string {
  return `<text x="${x}" y="${y}" font-size="${size}"${weight === "bold" ? ` font-weight="bold"` : ""} fill="#222222">${escape(text)}</text>`;
}

/** A box as a sentence: parts of a line follow it after a comma. */
function textOf({ heading, arm, lines }: FlowBox): string {
  const name = arm === undefined ? heading : `${arm}, ${heading.toLowerCase()}`;
  return `${name}${lines.map(({ text, isPart }, index) => `${index === 0 ? ":" : isPart ? "," : ";"} ${text}`).join("")}.`;
}

const entities: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"], ["'", "&#39;"]]);

function escape(text: string): string {
  return printable(text).replace(/[&<>"']/gu, (character) => entities.get(character) ?? character);
}
