/** How a result was computed: enough to repeat it, and to write it into a methods section. */
export interface Method<Name extends string = string, Options extends object = object> {
  /** The method's standard name, in lower case with hyphens. */
  readonly name: Name;
  /** Every option after defaults were applied. */
  readonly options: Options;
  /** Where the method is defined: author, year and DOI or title. */
  readonly reference: string;
}
