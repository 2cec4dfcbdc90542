import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { compareRocCurves, fisherExactTest, rankSumTest, rocCurve, signedRankTest } from "trialwise/inference";
import { coxRegression, kaplanMeier, logRankTest } from "trialwise/survival";

/*
 * npm run bench -- againstR: the same work on the same simulated numbers here and in R (survival, pROC, coin), each set of numbers in fresh
 * processes that take turns: one call here, one there. First calls are cold; later ones are medians over rounds after some to warm up, on
 * both sides. Times are the processor's, with the threads that compile and collect garbage.
 */
type Columns = Readonly<Record<string, Float64Array>>;

interface Work {
  readonly run: (columns: Columns) => unknown;
  /** A number of the result, on which the two must agree. */
  readonly value: (result: never) => number | null;
}

interface NumberSet {
  readonly title: string;
  readonly columns: () => Columns;
  /** Names of the works, as test/bench/againstR.R has them too. */
  readonly works: readonly (keyof typeof works)[];
  readonly warmUps: number;
  readonly rounds: number;
}

/** So that what a work returns is checked where it is read. */
const work = <Result>(run: (columns: Columns) => Result, value: (result: Result) => number | null): Work => ({ run, value });
const column = (columns: Columns, name: string) => columns[name]!;
const groupsOf = (columns: Columns) => Array.from(column(columns, "treated"));
const timesOf = (columns: Columns) => ({ time: column(columns, "time"), event: column(columns, "event") });
const scoreOf = (columns: Columns, name: string) => ({ score: column(columns, name), positive: column(columns, "positive") });
const tables = (columns: Columns) =>
  Array.from(column(columns, "events"), (events, row) => [[events, 100 - events], [column(columns, "others")[row]!, 100 - column(columns, "others")[row]!]] as const);

const covariatesOf = (columns: Columns) => ({ treated: column(columns, "treated"), age: column(columns, "age"), onset: column(columns, "onset") });

const works = {
  "kaplanMeier | survfit": work((columns) => kaplanMeier(timesOf(columns)), ({ steps }) => steps.reduce((total, { estimate }) => total + estimate, 0)),
  "logRankTest | survdiff": work((columns) => logRankTest({ ...timesOf(columns), group: groupsOf(columns) }), ({ statistic }) => statistic),
  "coxRegression | coxph": work((columns) => coxRegression({ ...timesOf(columns), covariates: covariatesOf(columns) }), ({ coefficients }) => coefficients.treated.estimate),
  "coxRegression with entry | coxph": work(
    (columns) => coxRegression({ ...timesOf(columns), entry: column(columns, "entry"), covariates: covariatesOf(columns) }),
    ({ coefficients }) => coefficients.treated.estimate,
  ),
  "rocCurve | roc, ci.auc": work((columns) => rocCurve(scoreOf(columns, "first"), { direction: "higher-is-positive" }), ({ auc }) => auc.estimate),
  "compareRocCurves | roc.test": work(
    (columns) => compareRocCurves({ first: column(columns, "first"), second: column(columns, "second"), positive: column(columns, "positive") }, { direction: "higher-is-positive" }),
    ({ pValue }) => pValue,
  ),
  "fisherExactTest | fisher.test": work((columns) => tables(columns).map((table) => fisherExactTest(table)), (tests) => tests.reduce((total, { pValue }) => total + pValue, 0)),
  "rankSumTest | wilcox_test": work((columns) => rankSumTest({ treatment: column(columns, "treatment"), control: column(columns, "control") }, { pValueMethod: "exact" }), ({ pValue }) => pValue),
  "signedRankTest | wilcoxsign_test": work((columns) => signedRankTest({ differences: column(columns, "difference") }, { pValueMethod: "exact" }), ({ pValue }) => pValue),
};

const survivalWorks = ["kaplanMeier | survfit", "logRankTest | survdiff", "coxRegression | coxph"] as const;

const sets: readonly NumberSet[] = [
  { title: "10 000 participants, times in days", columns: () => participants(10_000, 365), works: survivalWorks, warmUps: 15, rounds: 15 },
  { title: "100 000 participants, almost no ties", columns: () => participants(100_000, 1e9), works: survivalWorks, warmUps: 5, rounds: 7 },
  { title: "10 000 participants, half of whom enter late", columns: () => late(10_000), works: ["coxRegression with entry | coxph"], warmUps: 10, rounds: 11 },
  { title: "100 000 participants, half of whom enter late", columns: () => late(100_000), works: ["coxRegression with entry | coxph"], warmUps: 3, rounds: 5 },
  { title: "scores of 10 000 participants", columns: () => scored(10_000), works: ["rocCurve | roc, ci.auc", "compareRocCurves | roc.test"], warmUps: 10, rounds: 11 },
  { title: "500 tables of 200 participants", columns: () => counted(500), works: ["fisherExactTest | fisher.test"], warmUps: 5, rounds: 7 },
  { title: "50 against 50 with ties, exact, with the interval", columns: () => shifted(50), works: ["rankSumTest | wilcox_test"], warmUps: 5, rounds: 7 },
  { title: "100 pairs with ties, exact", columns: () => paired(100), works: ["signedRankTest | wilcoxsign_test"], warmUps: 5, rounds: 7 },
  { title: "1 000 000 participants, times in days", columns: () => participants(1_000_000, 365), works: survivalWorks, warmUps: 1, rounds: 3 },
];

/** Two arms and three covariates; in days ties are heavy. */
function participants(size: number, perYear: number): Columns {
  const draw = draws();
  const columns = { time: new Float64Array(size), event: new Float64Array(size), treated: new Float64Array(size), age: new Float64Array(size), onset: new Float64Array(size) };
  for (let row = 0; row < size; row++) {
    const [treated, age, onset] = [row % 2, 45 + Math.floor(30 * draw()), Math.floor(24 * draw())];
    const own = -Math.log(1 - draw()) / Math.exp(-0.4 * treated + 0.02 * (age - 60) - 0.01 * onset);
    const censored = 0.2 + 1.8 * draw();
    columns.time[row] = Math.ceil(Math.min(own, censored) * perYear);
    columns.event[row] = own <= censored ? 1 : 0;
    [columns.treated[row], columns.age[row], columns.onset[row]] = [treated, age, onset];
  }
  return columns;
}

/** Two arms and three covariates; every other participant is at risk from some share of their time on. */
function late(size: number): Columns {
  const columns = participants(size, 1e9);
  const draw = draws();
  return { ...columns, entry: column(columns, "time").map((time, row) => (row % 2 === 0 ? 0 : Math.floor(0.999 * draw() * time))) };
}

/** Whole numbers, since R has it that 0.1 + 0.2 and 0.3 are no ties. */
function scored(size: number): Columns {
  const draw = draws();
  const positives = Float64Array.from({ length: size }, () => (draw() < 0.4 ? 1 : 0));
  const first = positives.map((value) => Math.round(200 * (draw() + 0.2 * value)));
  return { positive: positives, first, second: first.map((value) => value + Math.round(50 * draw())) };
}

function counted(size: number): Columns {
  const draw = draws();
  const column = () => Float64Array.from({ length: size }, () => 1 + Math.floor(30 * draw()));
  return { events: column(), others: column() };
}

function shifted(size: number): Columns {
  const draw = draws();
  const sample = (shift: number) => Float64Array.from({ length: size }, () => Math.round(20 * draw() + shift));
  return { treatment: sample(2), control: sample(0) };
}

/** None is 0, which the two would treat differently. */
function paired(size: number): Columns {
  const draw = draws();
  return { difference: Float64Array.from({ length: size }, () => Math.round(20 * draw() - 8) || 1) };
}

/** Numbers between 0 and 1, always the same. */
function draws(): () => number {
  let state = 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

interface Call {
  readonly milliseconds: number;
  readonly value: number;
}

/** A process that answers the name of a work with the time it took. */
function caller(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    call: async (name: string): Promise<Call> => {
      child.stdin.write(`${name}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error(`${command} ended before it answered ${name}`);
      return JSON.parse(value as string) as Call;
    },
    end: () => child.stdin.end(),
  };
}

export async function report(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "trialwise-bench-"));
  console.log("\nHere | R, processor milliseconds in one run: the first call, and the median of later ones after a warm-up");
  try {
    for (const [index, { title, columns, works: names, warmUps, rounds }] of sets.entries()) {
      const path = join(folder, String(index));
      const data = columns();
      writeFileSync(path, Buffer.concat(Object.values(data).map(({ buffer }) => new Uint8Array(buffer as ArrayBuffer))));
      const heads = [path, Object.keys(data).join(",")];
      const here = caller(process.execPath, ["--import", "tsx", import.meta.filename, ...heads]);
      const inR = caller("Rscript", ["test/bench/againstR.R", ...heads]);
      const rows: Record<string, string | number>[] = [];
      for (const name of names) {
        const pairs: { readonly here: Call; readonly inR: Call }[] = [];
        for (let call = 0; call < 1 + warmUps + rounds; call++) pairs.push({ here: await here.call(name), inR: await inR.call(name) });
        rows.push({ work: name, ...described(name, pairs, rounds) });
      }
      here.end();
      inR.end();
      console.log(title);
      console.table(rows);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function described(name: string, pairs: readonly { readonly here: Call; readonly inR: Call }[], rounds: number) {
  const [first, ...others] = pairs;
  const error = Math.abs(first!.here.value / first!.inR.value - 1);
  if (!(error < 1e-6)) throw new Error(`${name}: ${first!.here.value} here and ${first!.inR.value} in R`);
  const later = others.slice(-rounds);
  const [here, inR] = [median(later.map((pair) => pair.here.milliseconds)), median(later.map((pair) => pair.inR.milliseconds))];
  const digits = (value: number) => Number(value.toPrecision(3));
  return { "first, here": digits(first!.here.milliseconds), "first, R": digits(first!.inR.milliseconds), "later, here": digits(here), "later, R": digits(inR), "times faster": digits(inR / here), agreement: error.toExponential(0) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** The process on this side, for one set of numbers. */
async function answer(path: string, names: readonly string[]): Promise<void> {
  const bytes = readFileSync(path);
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const size = numbers.length / names.length;
  const columns = Object.fromEntries(names.map((name, index) => [name, numbers.slice(index * size, (index + 1) * size)]));
  for await (const line of createInterface({ input: process.stdin })) {
    const { run, value } = works[line as keyof typeof works];
    const start = process.cpuUsage();
    const result = run(columns);
    const { user, system } = process.cpuUsage(start);
    console.log(JSON.stringify({ milliseconds: (user + system) / 1000, value: value(result as never) } satisfies Record<keyof Call, number | null>));
  }
}

const [path, names] = process.argv.slice(2);
if (process.argv[1] === import.meta.filename && path !== undefined && names !== undefined) await answer(path, names.split(","));
