/** The key most like the one received, for a message that says what was probably meant; `undefined` when none is near. */
export function nearestKey(received: string, keys: readonly string[]): string | undefined {
  // An edit distance costs |received| × |key|; a hostile key of a million characters is like no declared key.
  if (received.length > 200) return undefined;
  let nearest: string | undefined;
  let smallest = Infinity;
  for (const key of keys) {
    const distance = editDistance(received.toLowerCase(), key.toLowerCase());
    if (distance < smallest) [nearest, smallest] = [key, distance];
  }
  return nearest !== undefined && smallest <= Math.max(2, Math.floor(nearest.length / 2)) ? nearest : undefined;
}

/** Levenshtein's distance: insertions, deletions and substitutions that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substitution = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
