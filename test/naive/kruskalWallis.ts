import { naiveKruskalWallis } from "./ranks.ts";

/** The share of all ways to put the values into groups of these sizes whose H is at least the observed one, value by value. */
export function naiveExactKruskalWallis(samples: readonly (readonly number[])[]): number {
  const values = samples.flat();
  const observed = naiveKruskalWallis(samples) * (1 - 1e-10);
  const groups: number[][] = samples.map(() => []);
  let [ways, far] = [0, 0];
  const give = (next: number): void => {
    if (next === values.length) {
      ways++;
      if (naiveKruskalWallis(groups) >= observed) far++;
      return;
    }
    groups.forEach((group, index) => {
      if (group.length === samples[index]!.length) return;
      group.push(values[next]!);
      give(next + 1);
      group.pop();
    });
  };
  give(0);
  return far / ways;
}
