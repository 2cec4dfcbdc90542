import { deepStrictEqual } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type AdverseEventCell, tallyAdverseEvents } from "trialwise/safety";
import { defineTrial, readTrialData, type TrialRecords } from "trialwise/trial";
import { compareSpeed } from "./compareSpeed.ts";

/*
 * A million adverse events tallied, and a million observations read. The records are simulated, by a fixed rule. Reading is measured in a
 * process of its own, since what counts besides its time is the most memory that it ever held: npm run bench -- scale.
 */
const size = 1_000_000;
const trial = defineTrial({
  id: "simulated",
  arms: { msc: { label: "MSC", role: "experimental" }, control: { label: "Control", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
  measures: { score: { label: "Score", unit: "points", better: "higher", range: { from: 0, to: 48 }, step: 1 } },
  populations: { safety: { label: "Safety", rule: { kind: "everyone" } } },
});
const visits = ["V1", "V5", "V9", "V10"];
const participants = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `P${index}`, arm: index % 2 === 0 ? "msc" : "control" }));

function observationRecords(): TrialRecords {
  const people = participants(size / 4);
  const observations = Array.from({ length: size }, (_, index) => ({ participant: people[index >> 2]!.id, visit: visits[index % 4]!, measure: "score", value: 46 - (index % 11) - (index % 4) }));
  return { participants: people, observations };
}

function eventData() {
  const people = participants(20_000);
  const draw = wholeDraws();
  const adverseEvents = Array.from({ length: size }, () => {
    const term = draw(500);
    return { participant: people[draw(people.length)]!.id, systemOrganClass: `Class ${term % 25}`, preferredTerm: `Term ${term}`, start: { days: draw(180) } };
  });
  return readTrialData(trial, { participants: people, adverseEvents });
}

/** Whole numbers below a bound, always the same: without chance an event would come again too often, and the tally would list the copies. */
function wholeDraws(): (bound: number) => number {
  let state = 1;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * bound);
  };
}

/**
 * The barest loop that counts the same: events from baseline on, by class, by term in it and all together, arm by arm, with the
 * participants of every cell, each once, and their proportion.
 */
function countByHand(data: ReturnType<typeof eventData>) {
  const armOf = new Map(data.participants.map(({ id, arm }) => [id, arm]));
  const sizes = { msc: 0, control: 0 };
  for (const arm of armOf.values()) sizes[arm]++;
  const emptyRow = () => ({ msc: { events: 0, participants: new Set<string>() }, control: { events: 0, participants: new Set<string>() } });
  const overall = emptyRow();
  const classes = new Map<string, { readonly row: Row; readonly terms: Map<string, Row> }>();
  type Row = typeof overall;
  for (const { participant, systemOrganClass, preferredTerm, start } of data.adverseEvents) {
    if (start !== undefined && start.latest < 0) continue;
    const arm = armOf.get(participant)!;
    let found = classes.get(systemOrganClass);
    if (found === undefined) classes.set(systemOrganClass, (found = { row: emptyRow(), terms: new Map() }));
    let term = found.terms.get(preferredTerm);
    if (term === undefined) found.terms.set(preferredTerm, (term = emptyRow()));
    for (const row of [overall, found.row, term]) {
      row[arm].events++;
      row[arm].participants.add(participant);
    }
  }
  const cell = ({ events, participants }: Row["msc"], size: number) => ({ events, participants: participants.size, proportion: participants.size / size, participantIds: [...participants] });
  const cells = ({ msc, control }: Row) => ({ msc: cell(msc, sizes.msc), control: cell(control, sizes.control) });
  return {
    overall: cells(overall),
    classes: [...classes].map(([name, { row, terms }]) => ({ name, cells: cells(row), terms: [...terms].map(([term, own]) => ({ name: term, cells: cells(own) })) })),
  };
}

function tally(data: ReturnType<typeof eventData>) {
  return tallyAdverseEvents(data, { population: "safety", windows: { all: { start: { days: 0 }, end: "end-of-follow-up" } }, categories: { all: {} } });
}

/** Refuses to compare the speed of counts that differ. Both list what they find in an order of their own. */
function checkSameCounts(data: ReturnType<typeof eventData>): void {
  const text = (name: string, { msc, control }: { readonly [Arm in "msc" | "control"]: AdverseEventCell }) =>
    [name, ...[msc, control].flatMap(({ events, participants, proportion, participantIds }) => [events, participants, proportion, [...participantIds].sort().join()])].join(" ");
  const byHand = countByHand(data);
  const { overall, systemOrganClasses } = tally(data).windows.all.categories.all;
  const ours = [
    text("any", overall.byArm),
    ...systemOrganClasses.flatMap((row) => [row, ...row.preferredTerms].map((own) => text(`${row.systemOrganClass}, ${"preferredTerm" in own ? own.preferredTerm : "any"}`, own.byArm))),
  ];
  const theirs = [text("any", byHand.overall), ...byHand.classes.flatMap((row) => [text(`${row.name}, any`, row.cells), ...row.terms.map((own) => text(`${row.name}, ${own.name}`, own.cells))])];
  deepStrictEqual(ours.sort(), theirs.sort());
}

const isReader = process.argv[2] === "read-observations";

function compareTallies(): void {
  const data = eventData();
  checkSameCounts(data);
  const speeds = compareSpeed(
    {
      title: "tally",
      baseline: { name: "a bare loop, participants in sets", run: () => countByHand(data) },
      others: [{ name: "tallyAdverseEvents", run: () => tally(data) }],
    },
    // Each run takes a second or more, and processor time tells more than the clock where others use the machine.
    { rounds: 11, atLeast: 1, clock: processorMilliseconds },
  );
  console.log(`\n1 000 000 adverse events of 20 000 participants, tallied by 25 classes and 500 terms`);
  console.table(
    speeds.map(({ name, median, spread, ratio }) => ({
      name,
      "median processor ms": Math.round(median),
      "quartiles ms": `${Math.round(spread.from)} to ${Math.round(spread.to)}`,
      "ratio to the first": Number(ratio.toPrecision(3)),
    })),
  );
}

function processorMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Time and peak memory of reading, each in a process of its own; the first has made the records alone. */
function measureReading(): void {
  const rows = ["records alone", "readTrialData"].map((what) => {
    const script = fileURLToPath(import.meta.url);
    const { stdout } = spawnSync(process.execPath, ["--import", "tsx", script, "read-observations", what], { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
    const { seconds, processorSeconds, peakMegabytes } = JSON.parse(stdout) as { seconds: number; processorSeconds: number; peakMegabytes: number };
    return { what, seconds, "processor seconds": processorSeconds, "peak memory, MB": peakMegabytes };
  });
  console.log(`\n1 000 000 observations of 250 000 participants, read and validated`);
  console.table(rows);
}

export function report(): void {
  compareTallies();
  measureReading();
}

if (isReader) {
  const records = observationRecords();
  const [start, used] = [performance.now(), process.cpuUsage()];
  const read = process.argv[3] === "readTrialData" ? readTrialData(trial, records) : records;
  const { user, system } = process.cpuUsage(used);
  const round = (value: number) => Number(value.toPrecision(3));
  console.log(
    JSON.stringify({
      observations: read.observations?.length,
      seconds: round((performance.now() - start) / 1000),
      processorSeconds: round((user + system) / 1e6),
      peakMegabytes: round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
