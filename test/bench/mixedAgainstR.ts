import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartAtIdentity } from "../../src/mixed/covarianceChart.ts";
import { evaluateCriterion } from "../../src/mixed/criterion.ts";
import { participantPatterns } from "../../src/mixed/participantPatterns.ts";
import { readModelInput } from "../../src/mixed/readModelInput.ts";
import { standardiseColumns } from "../../src/mixed/standardiseColumns.ts";
import { fitLinearMixedModel } from "trialwise/mixed";
import { trialOf } from "./mixed.ts";

/*
 * npm run bench -- mixedAgainstR: the same fits here and in R (lme4, lmerTest, pbkrtest), each size in a process of its own, so that
 * first fits are cold and memory is its own. Six fixed and three random effects, REML, nine planned visits with dropout. Times are
 * the processor's.
 */
const sizes = [
  { participants: 59, rounds: 15 },
  { participants: 500, rounds: 9 },
  { participants: 12_000, rounds: 3 },
];

interface Times {
  readonly first: number;
  readonly later?: number;
}

interface Measured {
  readonly satterthwaite: Times;
  readonly kenwardRoger?: Times;
  /** Milliseconds of one evaluation of the criterion. */
  readonly evaluation: number;
  readonly evaluationActual?: number;
  /** Resident megabytes. */
  readonly peak: number;
  readonly kenwardRogerPeak?: number;
  readonly logLikelihood: number;
  /** Of lmer with its default optimiser. */
  readonly defaultLogLikelihood?: number;
}

function measureHere(participants: number, rounds: number): Measured {
  const planned = trialOf(participants, 0);
  const timed = (options: Parameters<typeof fitLinearMixedModel>[1]): Times => {
    const times = Array.from({ length: rounds + 1 }, () => millisecondsOf(() => fitLinearMixedModel(planned, options)));
    const later = times.slice(1).sort((a, b) => a - b);
    return { first: times[0]!, later: later[Math.floor(later.length / 2)]! };
  };
  const satterthwaite = timed({});
  const peak = process.resourceUsage().maxRSS / 1024;
  const kenwardRoger = timed({ degreesOfFreedomMethod: "kenward-roger" });
  const { logLikelihood } = fitLinearMixedModel(planned);
  return { satterthwaite, kenwardRoger, evaluation: evaluationTime(planned), evaluationActual: evaluationTime(trialOf(participants, 0.2)), peak, logLikelihood };
}

/** One evaluation of the criterion with gradient and Hessian, after the passes over the data that all evaluations share. */
function evaluationTime(input: ReturnType<typeof trialOf>): number {
  const model = readModelInput("bench", input);
  const patterns = participantPatterns({ ...standardiseColumns("bench", model, "unstructured"), rows: model.rows, starts: model.starts });
  const { chart, point } = chartAtIdentity(3, "unstructured", 1);
  const evaluate = () => evaluateCriterion(patterns, "reml", chart, point);
  for (let warm = 0; warm < 30; warm++) evaluate();
  const evaluations = 200;
  return millisecondsOf(() => Array.from({ length: evaluations }, evaluate)) / evaluations;
}

/** Of the processor, with the threads that compile and collect garbage: what others do on the machine does not count. */
function millisecondsOf(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The output of a process, which is one line of JSON at its end. */
function run(command: string, args: readonly string[]): Measured {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1e8 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}\n${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1)!) as Measured;
}

function csvOf({ response, fixed, participant }: ReturnType<typeof trialOf>): string {
  const columns = { participant, response, ...fixed };
  const names = Object.keys(columns);
  const rows = response.map((_, row) => Object.values(columns).map((column) => column[row]).join(","));
  return [names.join(","), ...rows].join("\n");
}

export function report(): void {
  const folder = mkdtempSync(join(tmpdir(), "trialwise-bench-"));
  const milliseconds = (value: number | undefined) => (value === undefined ? "" : Number(value.toPrecision(3)));
  try {
    const rows = sizes.map(({ participants, rounds }) => {
      const path = join(folder, `${participants}.csv`);
      writeFileSync(path, csvOf(trialOf(participants, 0)));
      const here = run(process.execPath, ["--import", "tsx", import.meta.filename, String(participants), String(rounds)]);
      const inR = run("Rscript", ["test/bench/mixedAgainstR.R", path, String(rounds)]);
      return { participants, here, inR };
    });
    console.log("\nREML fit with Satterthwaite's degrees of freedom, processor milliseconds; R is lmerTest with the optimiser bobyqa");
    console.table(
      rows.map(({ participants, here, inR }) => ({
        participants,
        "first, here": milliseconds(here.satterthwaite.first),
        "first, R": milliseconds(inR.satterthwaite.first),
        "later, here": milliseconds(here.satterthwaite.later),
        "later, R": milliseconds(inR.satterthwaite.later),
        ratio: milliseconds(inR.satterthwaite.later! / here.satterthwaite.later!),
        "peak MB, here": milliseconds(here.peak),
        "peak MB, R": milliseconds(inR.peak),
        "log-likelihood, here − R": Number((here.logLikelihood - inR.logLikelihood).toPrecision(2)),
        "here − R by default": Number((here.logLikelihood - inR.defaultLogLikelihood!).toPrecision(2)),
      })),
    );
    console.log("\nwith Kenward and Roger's, processor milliseconds; R is pbkrtest");
    console.table(
      rows.map(({ participants, here, inR }) => ({
        participants,
        "first, here": milliseconds(here.kenwardRoger?.first),
        "later, here": milliseconds(here.kenwardRoger?.later),
        "once, R": milliseconds(inR.kenwardRoger?.first),
        "peak MB, R": milliseconds(inR.kenwardRogerPeak),
      })),
    );
    console.log("\none evaluation of the criterion, processor milliseconds; here with gradient and Hessian, in R without");
    console.table(
      rows.map(({ participants, here, inR }) => ({
        participants,
        "planned visits, here": milliseconds(here.evaluation),
        "actual visit times, here": milliseconds(here.evaluationActual),
        "lme4": milliseconds(inR.evaluation),
      })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// A process of its own for one size.
const [participants, rounds] = process.argv.slice(2).map(Number);
if (process.argv[1] === import.meta.filename && participants !== undefined && rounds !== undefined) console.log(JSON.stringify(measureHere(participants, rounds)));
