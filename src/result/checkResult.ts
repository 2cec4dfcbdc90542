import { show } from "./show.ts";

/**
 * Refuses what is no result of these methods, each given with the function that it comes from. Results look alike, and notebooks are not
 * type-checked.
 */
export function checkResult<Name extends string>(
  caller: string,
  result: { readonly method: { readonly name: Name } },
  sources: { readonly [N in Name]: string },
  what = "the result",
): void {
  const name = nameOfMethod(result);
  if (name !== undefined && Object.hasOwn(sources, name)) return;
  const wanted = [...new Set(Object.values<string>(sources))].join(" or ");
  throw new TypeError(`${caller}: ${what} must be of ${wanted}; received ${name === undefined ? show(result) : `one by the method ${show(name)}`}`);
}

function nameOfMethod(result: { readonly method?: { readonly name?: string } } | null | undefined): string | undefined {
  const name = result?.method?.name;
  return typeof name === "string" ? name : undefined;
}
