import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { tallyAdverseEvents } from "trialwise";
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

/** The barest count that gives the same table: events and participants by class and by term, arm by arm. */
function countByHand(data: ReturnType<typeof eventData>) {
  const arms = new Map(data.participants.map(({ id, arm }) => [id, arm === "msc" ? 0 : 1]));
  const cells = new Map<string, { readonly events: [number, number]; readonly participants: [Set<string>, Set<string>] }>();
  const terms = new Map<string, typeof cells>();
  const add = (to: typeof cells, term: string, participant: string, arm: 0 | 1) => {
    let cell = to.get(term);
    if (cell === undefined) to.set(term, (cell = { events: [0, 0], participants: [new Set(), new Set()] }));
    cell.events[arm]++;
    cell.participants[arm].add(participant);
  };
  for (const { participant, systemOrganClass, preferredTerm } of data.adverseEvents) {
    const arm = arms.get(participant) === 0 ? 0 : 1;
    add(cells, systemOrganClass, participant, arm);
    let inClass = terms.get(systemOrganClass);
    if (inClass === undefined) terms.set(systemOrganClass, (inClass = new Map()));
    add(inClass, preferredTerm, participant, arm);
  }
  return { cells, terms };
}

const isReader = process.argv[2] === "read-observations";

function compareTallies(): void {
  const data = eventData();
  const speeds = compareSpeed(
    {
      title: "tally",
      baseline: { name: "a bare count by class, term and arm, participants in sets", run: () => countByHand(data) },
      others: [
        {
          name: "tallyAdverseEvents",
          run: () => tallyAdverseEvents(data, { population: "safety", windows: { all: { start: { days: 0 }, end: "end-of-follow-up" } }, categories: { all: {} } }),
        },
      ],
    },
    // Each run takes a second or more, and processor time tells more than the clock where others use the machine.
    { rounds: 3, atLeast: 1, clock: processorMilliseconds },
  );
  console.log(`\n1 000 000 adverse events of 20 000 participants, tallied by 25 classes and 500 terms`);
  console.table(speeds.map(({ name, median, ratio }) => ({ name, "processor ms": Math.round(median), "ratio to the first": Number(ratio.toPrecision(3)) })));
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
