import fc from "fast-check";
import { compareProportions, studentTTest } from "trialwise/inference";
import { auditTable } from "trialwise/published";
import { registryBaselineTable, registryFlowTable, registryOutcomeTable, type RegistryRecord, safeReadRegistryRecord } from "trialwise/registry";
import { attempt } from "trialwise/result";
import { readTrial } from "trialwise/trial";
import { describe, expect, it } from "vitest";
import { figuresOf, leavesOf, tallyLeaves } from "../naive/registry.ts";
import { inventedRecord } from "./inventedRecord.ts";
import { changed, numbersIn, ours } from "./recordTools.ts";

type Path = readonly (string | number)[];

/** Every place in a tree, of objects, lists and leaves. */
function placesOf(tree: unknown, path: Path = []): Path[] {
  if (typeof tree !== "object" || tree === null) return [path];
  const inner = Object.entries(tree).flatMap(([key, value]) => placesOf(value, [...path, Array.isArray(tree) ? Number(key) : key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function without(tree: unknown, [step, ...rest]: Path): unknown {
  if (typeof tree !== "object" || tree === null || step === undefined || !Object.hasOwn(tree, step)) return tree;
  if (Array.isArray(tree)) return rest.length === 0 ? tree.filter((_, index) => index !== step) : tree.map((each, index) => (index === step ? without(each, rest) : each));
  if (rest.length > 0) return { ...tree, [step]: without(Reflect.get(tree, step), rest) };
  return Object.fromEntries(Object.entries(tree).filter(([key]) => key !== step));
}

const places = placesOf(inventedRecord);
const place = fc.constantFrom(...places);
const figurePlace = fc.constantFrom(...figuresOf(inventedRecord).map(({ path }) => path));
const oddFigure = fc.constantFrom("1,234", "12,34", "NA", "N/A", "NR", "<", "<1", ">99", "=0.5", "-0", "0", "1e3", "1e999", "−4", "5%", "", " 7 ", "7 (8)", "Infinity", "NaN", "0x10", "１２");
const oddValue = fc.oneof(
  oddFigure,
  fc.constantFrom<unknown>(null, undefined, Number.NaN, Infinity, -1, 2.5, 1e21, [], {}, [[]], true, "__proto__", "constructor", "toString", new Map(), new Date(0), () => 1),
  fc.string(),
);

/** What holds of a record that was read, whatever it was made of. */
function expectSound(study: unknown, record: RegistryRecord): void {
  expect(JSON.parse(JSON.stringify(record))).toStrictEqual(record);
  const leaves = leavesOf(record);
  expect(leaves).not.toContain(null);
  expect(leaves).not.toContain(undefined);
  for (const { path, message } of record.notRead) {
    expect(path.length).toBeGreaterThan(0);
    expect(message.length).toBeGreaterThan(10);
  }
  expect(record.definition !== undefined || record.notRead.some(({ reason }) => reason === "no-arms")).toBe(true);
  if (record.definition !== undefined) expect(Object.keys(readTrial(record.definition).arms)).toEqual(record.arms.map(({ key }) => key));
  expectNothingLost(study, record);
  expectUsable(record);
}

function expectNothingLost(study: unknown, record: RegistryRecord): void {
  const given = without(without(study, ["resultsSection", "moreInfoModule", "certainAgreement"]), ["resultsSection", "unread"]);
  const section: unknown = Reflect.get(given as object, "resultsSection");
  if (section === undefined) return;
  const lost = (tree: unknown) => tallyLeaves(leavesOf(tree, [...ours, "organSystem"]));
  expect(lost(record.results)).toEqual(lost(section));
  const reported = new Set(record.notRead.map(({ path }) => path.join(".")));
  const figures = figuresOf(section, ["resultsSection"]);
  const numbers = numbersIn(record.results).sort((a, b) => a - b);
  const silent = figures.filter(({ path }) => !reported.has(path.join(".")));
  // A figure that is reported may be a number all the same (no count, too many); one that is not reported must be one.
  const counted = [...numbers];
  for (const { number } of silent) {
    const index = counted.indexOf(number!);
    expect(index).toBeGreaterThanOrEqual(0);
    counted.splice(index, 1);
  }
}

/** Tables can be audited, summaries and proportions tested. */
function expectUsable({ results }: RegistryRecord): void {
  if (results === undefined) return;
  const tables = [
    ...(results.flow === undefined ? [] : [registryFlowTable(results.flow)]),
    ...(results.baseline === undefined ? [] : [registryBaselineTable(results.baseline)]),
    ...results.outcomes.flatMap((outcome) => {
      const [one, other] = outcome.groups;
      if (one === undefined || other === undefined) return [];
      const groups = { treatment: one.id, control: other.id };
      return [registryOutcomeTable(outcome, groups), registryOutcomeTable(outcome, { ...groups, degreesOfFreedom: "normal" })];
    }),
  ];
  // Auditing means takes 50 ms for each table: a property of its own tries that.
  for (const table of tables) if (table.rows.every(({ kind }) => kind === "total" || kind === "not-derivable")) expect(auditTable(table).title).toBe(table.title);
  const measurements = results.outcomes.flatMap(({ classes }) => classes.flatMap(({ categories }) => categories.flatMap((category) => category.measurements)));
  const summaries = measurements.flatMap(({ summary }) => summary ?? []);
  for (const summary of summaries) attempt(() => studentTTest({ treatment: summary, control: summaries[0]! }));
  const events = [...(results.adverseEvents?.serious ?? []), ...(results.adverseEvents?.other ?? [])].flatMap((system) => system.events.flatMap(({ stats }) => stats));
  const proportions = [...measurements, ...events].flatMap(({ proportion }) => proportion ?? []);
  for (const proportion of proportions.slice(0, 4)) expect(compareProportions({ treatment: proportion, control: proportion }).riskDifference.estimate).toBe(0);
}

function check(study: unknown): void {
  const read = safeReadRegistryRecord(study);
  if (read.ok) expectSound(study, read.record);
  else {
    expect(read.issues.length).toBeGreaterThan(0);
    expect(JSON.parse(JSON.stringify(read.issues))).toStrictEqual(read.issues);
  }
}

describe("readRegistryRecord, of any record", () => {
  it("any fields may be missing: a sound record, or problems", () => {
    fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (paths) => check(paths.reduce<unknown>(without, inventedRecord))), { numRuns: 60 });
  });

  it("each single field may be missing, and only what names other things is needed", () => {
    const needed = new Set(["nctId", "identificationModule", "protocolSection", "label", "name", "measure", "id", "groupId", "type", "title", "term", "groups", "eventGroups"]);
    for (const path of places) {
      const read = safeReadRegistryRecord(without(inventedRecord, path));
      const last = path.filter((step) => typeof step === "string").at(-1)!;
      if (!needed.has(last)) expect([path, read.ok]).toEqual([path, true]);
    }
  });

  it("any figure may be any text: nothing is lost, and what is no number is reported", () => {
    const changes = fc.array(fc.tuple(figurePlace, oddFigure), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(changes, (list) => check(list.reduce<unknown>((study, [path, text]) => changed(study, path, text), inventedRecord))), { numRuns: 60 });
  });

  it("tables of any figures can be audited", () => {
    const outcome = fc.constantFrom(...inventedRecord.resultsSection.outcomeMeasuresModule.outcomeMeasures.keys());
    const analysed = figuresOf(inventedRecord).map(({ path }) => path).filter((path) => path[1] === "outcomeMeasuresModule");
    fc.assert(
      fc.property(outcome, fc.array(fc.tuple(fc.constantFrom(...analysed), oddFigure), { maxLength: 4 }), (index, list) => {
        const read = safeReadRegistryRecord(list.reduce<unknown>((study, [path, text]) => changed(study, path, text), inventedRecord));
        const posted = read.ok ? read.record.results!.outcomes[index]! : undefined;
        if (posted === undefined || posted.groups.length < 2) return;
        const table = registryOutcomeTable(posted, { treatment: "OG001", control: "OG000", degreesOfFreedom: "normal" });
        expect(auditTable(table).figures.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it("any value may stand anywhere: a sound record, or problems", () => {
    fc.assert(
      fc.property(place, oddValue, (path, value) => {
        const read = safeReadRegistryRecord(changed(inventedRecord, path, value));
        if (read.ok) {
          expect(JSON.parse(JSON.stringify(read.record))).toStrictEqual(read.record);
          if (read.record.definition !== undefined) readTrial(read.record.definition);
          expectUsable(read.record);
        } else expect(read.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  it("groups may have any ids, and arms any labels", () => {
    const names = fc.uniqueArray(fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "1", ""), fc.string({ unit: "binary" })), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(names, ([one, other]) => {
        const text = JSON.stringify(inventedRecord).replaceAll(/"[FBOE]G000"|"Invented cells"/g, () => JSON.stringify(one)).replaceAll(/"[FBOE]G001"|"Placebo"/g, () => JSON.stringify(other));
        check(JSON.parse(text));
      }),
      { numRuns: 15 },
    );
  });
});
