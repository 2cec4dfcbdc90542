// A second implementation of the rank tests, which shares nothing with the first: every arrangement is listed, ranks and statistics
// are counted pair by pair, and limits are found by trying every centre. Slow and plain on purpose.

export interface NaiveRankTest {
  readonly statistic: number;
  readonly twoSided: number;
  readonly greater: number;
  readonly less: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** 1 above, ½ equal, 0 below. */
function score(x: number, y: number): number {
  return x > y ? 1 : x === y ? 0.5 : 0;
}

/** The rank of each value: those below it, half of those equal to it, itself counted once. */
export function naiveRanks(values: readonly number[]): number[] {
  return values.map((value) => 0.5 + values.reduce((total, other) => total + score(value, other), 0));
}

export function median(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const half = ascending.length / 2;
  return (ascending[Math.ceil(half) - 1]! + ascending[Math.floor(half)]!) / 2;
}

/** All subsets of the places from 0 to n − 1, as masks. */
function subsets(n: number): number[] {
  return Array.from({ length: 2 ** n }, (_, mask) => mask);
}

function isIn(mask: number, place: number): boolean {
  return (mask >> place) % 2 === 1;
}

function shareOf(values: readonly number[], holds: (value: number) => boolean): number {
  return values.filter(holds).length / values.length;
}

function summarise(statistic: number, all: readonly number[], pairs: readonly number[], allAbove: readonly number[], level: number): NaiveRankTest {
  const mean = all.reduce((total, value) => total + value, 0) / all.length;
  const tail = ((1 - level) / 2) * (1 + 1e-9);
  const above = (centre: number) => pairs.reduce((total, pair) => total + score(pair, centre), 0);
  const steps = [...new Set(pairs)].sort((a, b) => a - b);
  // Every step, and a centre in each gap between them and beyond the ends; a gap stands for both of its ends.
  const centres = [steps[0]! - 1, ...steps.flatMap((step, i) => [step, i + 1 < steps.length ? (step + steps[i + 1]!) / 2 : step + 1])];
  const firstKept = centres.findIndex((centre) => shareOf(allAbove, (value) => value >= above(centre)) > tail);
  const lastKept = centres.map((centre) => shareOf(allAbove, (value) => value <= above(centre)) > tail).lastIndexOf(true);
  return {
    statistic,
    twoSided: shareOf(all, (value) => Math.abs(value - mean) >= Math.abs(statistic - mean) - 1e-9),
    greater: shareOf(all, (value) => value >= statistic),
    less: shareOf(all, (value) => value <= statistic),
    estimate: median(pairs),
    lower: firstKept === 0 ? null : firstKept % 2 === 1 ? centres[firstKept]! : centres[firstKept - 1]!,
    upper: lastKept === centres.length - 1 ? null : lastKept % 2 === 1 ? centres[lastKept]! : centres[lastKept + 1]!,
  };
}

export function naiveRankSumTest(treatment: readonly number[], control: readonly number[], level: number): NaiveRankTest {
  const wins = (x: readonly number[], y: readonly number[]) => x.reduce((total, a) => total + y.reduce((sum, b) => sum + score(a, b), 0), 0);
  const values = [...treatment, ...control];
  const all = subsets(values.length)
    .filter((mask) => values.filter((_, place) => isIn(mask, place)).length === treatment.length)
    .map((mask) =>
      wins(
        values.filter((_, place) => isIn(mask, place)),
        values.filter((_, place) => !isIn(mask, place)),
      ),
    );
  const pairs = treatment.flatMap((x) => control.map((y) => x - y));
  return summarise(wins(treatment, control), all, pairs, all, level);
}

export function naiveSignedRankTest(differences: readonly number[], zeros: "pratt" | "wilcoxon", level: number): NaiveRankTest {
  const kept = differences.filter((difference) => zeros === "pratt" || difference !== 0);
  const ranks = naiveRanks(kept.map(Math.abs));
  const sumOf = (weights: readonly number[], mask: number) => weights.reduce((total, weight, place) => total + (isIn(mask, place) ? weight : 0), 0);
  const signed = ranks.filter((_, place) => kept[place] !== 0);
  const statistic = ranks.reduce((total, rank, place) => total + (kept[place]! > 0 ? rank : 0), 0);
  const every = naiveRanks(differences.map(Math.abs));
  const pairs = differences.flatMap((a, i) => differences.slice(i).map((b) => (a + b) / 2));
  return summarise(
    statistic,
    subsets(signed.length).map((mask) => sumOf(signed, mask)),
    pairs,
    subsets(every.length).map((mask) => sumOf(every, mask)),
    level,
  );
}

export interface NaiveRankCorrelation {
  readonly spearman: number;
  readonly kendall: number;
  /** Over all orders of y: of Spearman's Σ xy of ranks, and of Kendall's concordant pairs. */
  readonly spearmanTails: { readonly greater: number; readonly less: number };
  readonly kendallTails: { readonly greater: number; readonly less: number };
}

/** Calls back with every order of the values, changing one array in place (Heap's algorithm). */
function forEveryOrder(values: number[], visit: () => void, length = values.length): void {
  if (length <= 1) return visit();
  for (let i = 0; i < length; i++) {
    forEveryOrder(values, visit, length - 1);
    const other = length % 2 === 0 ? i : 0;
    if (i < length - 1) [values[other], values[length - 1]] = [values[length - 1]!, values[other]!];
  }
}

function correlationOf(x: readonly number[], y: readonly number[]): number {
  const centred = (values: readonly number[]) => values.map((value) => value - values.reduce((total, each) => total + each, 0) / values.length);
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((total, value, index) => total + value * b[index]!, 0);
  const [u, v] = [centred(x), centred(y)];
  return dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v));
}

/** Goodman and Kruskal's form: Kendall's τ-b is the correlation of the signs of all ordered pairs. */
function signsOf(values: readonly number[]): number[] {
  return values.flatMap((a) => values.map((b) => Math.sign(a - b)));
}

export function naiveRankCorrelation(x: readonly number[], y: readonly number[]): NaiveRankCorrelation {
  const [xRanks, yRanks] = [naiveRanks(x), naiveRanks(y)];
  const products = (order: readonly number[]) => xRanks.reduce((total, rank, index) => total + rank * order[index]!, 0);
  const concordant = (order: readonly number[]) => {
    let count = 0;
    for (let i = 1; i < order.length; i++) for (let j = 0; j < i; j++) if ((xRanks[i]! - xRanks[j]!) * (order[i]! - order[j]!) > 0) count++;
    return count;
  };
  const observed = [products(yRanks), concordant(yRanks)] as const;
  let [orders, spearmanGreater, spearmanLess, kendallGreater, kendallLess] = [0, 0, 0, 0, 0];
  const order = [...yRanks];
  forEveryOrder(order, () => {
    const [product, pairs] = [products(order), concordant(order)];
    orders++;
    if (product >= observed[0]) spearmanGreater++;
    if (product <= observed[0]) spearmanLess++;
    if (pairs >= observed[1]) kendallGreater++;
    if (pairs <= observed[1]) kendallLess++;
  });
  return {
    spearman: correlationOf(xRanks, yRanks),
    kendall: correlationOf(signsOf(x), signsOf(y)),
    spearmanTails: { greater: spearmanGreater / orders, less: spearmanLess / orders },
    kendallTails: { greater: kendallGreater / orders, less: kendallLess / orders },
  };
}

/** H as the share of the ranks' variance that lies between groups, with ranks counted pair by pair. */
export function naiveKruskalWallis(samples: readonly (readonly number[])[]): number {
  const all = samples.flat();
  const rankOf = (value: number) => all.reduce((rank, other) => rank + (other < value ? 1 : other === value ? 0.5 : 0), 0.5);
  const mean = (all.length + 1) / 2;
  const between = samples.reduce((total, sample) => total + sample.reduce((sum, value) => sum + rankOf(value) - mean, 0) ** 2 / sample.length, 0);
  const around = all.reduce((total, value) => total + (rankOf(value) - mean) ** 2, 0);
  return ((all.length - 1) * between) / around;
}
