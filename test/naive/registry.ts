// A walk over a parsed record that knows nothing of its modules.

/** Every text, number and truth value of a tree, in no order; below keys in `passed` nothing is looked at. */
export function leavesOf(tree: unknown, passed: readonly string[] = []): unknown[] {
  if (typeof tree !== "object" || tree === null) return [tree];
  const leaves: unknown[] = [];
  for (const [key, value] of Object.entries(tree)) if (!passed.includes(key)) leaves.push(...leavesOf(value, passed));
  return leaves;
}

/** How often each leaf occurs, as text that tells `"5"` from `5`. */
export function tallyLeaves(leaves: readonly unknown[]): ReadonlyMap<string, number> {
  const tally = new Map<string, number>();
  for (const leaf of leaves) {
    const text = JSON.stringify(leaf);
    tally.set(text, (tally.get(text) ?? 0) + 1);
  }
  return tally;
}

/** The fields that hold posted figures, wherever they stand: path, text and, if the text is one number, the number. */
export function figuresOf(tree: unknown, path: readonly (string | number)[] = []): { path: readonly (string | number)[]; text: string; number: number | null }[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = [...path, Array.isArray(tree) ? Number(key) : key];
    if (typeof value !== "string" || !figureFields.has(key)) return figuresOf(value, here);
    const plain = value.trim().split(",").join("").replace("=", "").replace("−", "-");
    return [{ path: here, text: value, number: plain !== "" && !Number.isNaN(Number(plain)) ? Number(plain) : null }];
  });
}

const figureFields = new Set(["value", "spread", "lowerLimit", "upperLimit", "numSubjects", "numUnits", "paramValue", "dispersionValue", "ciPctValue", "ciLowerLimit", "ciUpperLimit"]);
