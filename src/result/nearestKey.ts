import { show } from "./show.ts";

/** `. Did you mean "level"?`, to end a sentence with; nothing where no key is near. */
export function didYouMean(received: unknown, keys: readonly string[], question = "Did you mean"): string {
  const nearest = nearestKey(received, keys);
  return nearest === undefined ? "" : `. ${question} ${show(nearest)}?`;
}

/** The key most like the one received, for a message that says what was probably meant; `undefined` when none is near. */
export function nearestKey(received: unknown, keys: readonly string[]): string | undefined {
  // An edit distance costs |received| × |key|; a hostile key of a million characters is like no declared key.
  if (typeof received !== "string" || received.length > 200) return undefined;
  let nearest: string | undefined;
  let smallest = Infinity;
  for (const key of keys) {
    const distance = editDistance(received.toLowerCase(), key.toLowerCase());
    if (distance < smallest && distance <= Math.max(2, key.length / 2)) [nearest, smallest] = [key, distance];
  }
  return nearest;
}

/** Levenshtein's distance: insertions, deletions and substitutions that turn one word into the other. */
function editDistance(from: string, to: string): number {
  // From what was read of `from` so far to each beginning of `to`.
  let distances = [0, ...to].map((_, end) => end);
  for (const letter of from) {
    const next = [distances[0]! + 1];
    for (const other of to) next.push(Math.min(distances[next.length - 1]! + Number(letter !== other), distances[next.length]! + 1, next.at(-1)! + 1));
    distances = next;
  }
  return distances.at(-1)!;
}
