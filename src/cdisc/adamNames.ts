import { show } from "../result/show.ts";

/**
 * A name for each key, as SAS's transport files allow it: at most 8 capitals and digits, a letter first. Names that are given stand; others
 * are made of the key, with a number at the end where that is taken.
 */
export function shortNames(
  what: string,
  keys: readonly string[],
  given: { readonly [key: string]: string | undefined },
  reserved: readonly string[] = [],
): ReadonlyMap<string, string> {
  const [taken, names] = [new Set(reserved), new Map<string, string>()];
  for (const key of keys) {
    const name = Object.hasOwn(given, key) ? given[key] : undefined;
    if (name === undefined) continue;
    if (typeof name !== "string" || !/^[A-Z_][A-Z0-9_]{0,7}$/.test(name)) {
      throw new RangeError(`toAdam: ${what} of ${show(key)} must be at most 8 capitals, digits and underscores, no digit first; received ${show(name)}`);
    }
    if (taken.has(name)) throw new RangeError(`toAdam: ${what} ${show(name)} is taken`);
    names.set(key, name);
    taken.add(name);
  }
  for (const key of keys) {
    if (names.has(key)) continue;
    const plain = key.toUpperCase().replace(/[^A-Z0-9]/g, "").replace(/^(?=\d|$)/, "X").slice(0, 8);
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain.slice(0, 8 - String(count).length)}${count}`;
    names.set(key, name);
    taken.add(name);
  }
  return names;
}

/** The word that stands for each key in a dataset: its label, the key where labels are not told apart, or a number. */
export function wordsOf(family: { readonly [key: string]: { readonly label?: string } }, what: string): ReadonlyMap<string, string> {
  const entries = Object.entries(family);
  const candidates = [entries.map(([key, { label = key }]) => label), entries.map(([key]) => key), entries.map((_, index) => `${what} ${index + 1}`)];
  // A reader leaves out the blanks at the ends of text.
  const isClear = (words: readonly string[]) => new Set(words).size === words.length && words.every((word) => word !== "" && word === word.trim());
  const words = candidates.find(isClear) ?? [];
  return new Map(entries.map(([key], index) => [key, words[index]!]));
}
