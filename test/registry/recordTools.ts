/** A copy of a tree with another value at one place. */
export function changed(tree: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(tree)) return tree.map((each, index) => (index === step ? changed(each, rest, value) : each));
  const inner: unknown = typeof tree === "object" && tree !== null && Object.hasOwn(tree, step) ? Reflect.get(tree, step) : undefined;
  return { ...(tree as object), [step]: changed(inner, rest, value) };
}

/** What stands in the results besides the record's own texts and counts. */
export const ours = ["numbers", "n", "summary", "estimate", "proportion", "proportions", "arm", "dispersion", "times"];

/** Every number that was made of a posted figure; p-values may be bounds and stand apart. */
export function numbersIn(tree: unknown): number[] {
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => {
    if (["summary", "estimate", "proportion", "proportions", "times"].includes(key)) return [];
    if (key === "n" && !("numbers" in tree)) return [value as number];
    if (key !== "numbers") return numbersIn(value);
    return Object.entries(value as object).flatMap(([field, number]) => (field === "pValue" ? [] : [number as number]));
  });
}
