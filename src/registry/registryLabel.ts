/** A row's name: the title, and after a colon those of its parts that have one. */
export function registryLabel(title: string, ...parts: readonly (string | undefined)[]): string {
  const named = parts.filter((part) => part !== undefined && part !== "");
  return named.length === 0 ? title : `${title}: ${named.join(", ")}`;
}
