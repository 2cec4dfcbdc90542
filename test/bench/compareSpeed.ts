/** One way of doing a piece of work. What it returns is kept, so that an engine cannot leave the work out. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Ways of doing the same work: the baseline is what the others are measured against, in the same run. */
export interface Comparison {
  readonly title: string;
  readonly baseline: Contender;
  readonly others: readonly Contender[];
}

export interface CompareSpeedOptions {
  /** Rounds; in each, every contender is timed once, in turn. */
  readonly rounds?: number;
  /** How long one timing should last at least, in milliseconds: the work is repeated until it does. */
  readonly atLeast?: number;
  /** Milliseconds since some moment. */
  readonly clock?: () => number;
}

export interface Speed {
  readonly name: string;
  /** Median time of one run, in milliseconds. */
  readonly median: number;
  /** Quartiles of that time over the rounds. */
  readonly spread: { readonly from: number; readonly to: number };
  /** Median over the rounds of this time over the baseline's of the same round: above 1 is slower. */
  readonly ratio: number;
}

/**
 * Times the contenders of a comparison, the baseline first. Rounds interleave them and start with another one each time, so
 * that a machine which slows down, or a collection of garbage, falls on all alike; ratios are taken within rounds.
 */
export function compareSpeed({ baseline, others }: Comparison, options: CompareSpeedOptions = {}): readonly Speed[] {
  const { rounds = 15, atLeast = 50, clock = () => performance.now() } = options;
  const contenders = [baseline, ...others];
  // Finding out how often to repeat the work also warms it up.
  const repeats = contenders.map((contender) => repeatsFor(contender, atLeast, clock));
  const times = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length;
      times[index]!.push(timeOf(contenders[index]!, repeats[index]!, clock) / repeats[index]!);
    }
  }
  return contenders.map(({ name }, index) => ({
    name,
    median: quantile(times[index]!, 0.5),
    spread: { from: quantile(times[index]!, 0.25), to: quantile(times[index]!, 0.75) },
    ratio: quantile(times[index]!.map((time, round) => time / times[0]![round]!), 0.5),
  }));
}

function repeatsFor(contender: Contender, atLeast: number, clock: () => number): number {
  // Three timings that are long enough: the first ones include compiling.
  let repeats = 1;
  for (let long = 0; long < 3; ) {
    const time = timeOf(contender, repeats, clock);
    if (time >= atLeast) long++;
    else repeats = Math.max(repeats + 1, Math.min(10 * repeats, Math.ceil((1.2 * atLeast * repeats) / Math.max(time, 1e-3))));
  }
  return repeats;
}

function timeOf({ run }: Contender, repeats: number, clock: () => number): number {
  const start = clock();
  for (let repeat = 0; repeat < repeats; repeat++) kept.last = run();
  return clock() - start;
}

const kept: { last: unknown } = { last: undefined };

function quantile(values: readonly number[], probability: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * probability;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}
