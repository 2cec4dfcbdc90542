type Figures = Readonly<Record<string, number | null>>;

/** The figures that are further from what is expected than allowed, relative to it; those below 0.001 other than p-values, relative to 0.001. */
export function figuresOff(figures: Figures, expected: Figures, toleranceOf: (figure: string) => number): readonly string[] {
  return Object.entries(figures).flatMap(([name, value]) => {
    const reference = expected[name];
    if (value === null || reference === null || reference === undefined) return value === reference ? [] : [`${name}: ${value} instead of ${reference}`];
    const scale = Math.max(Math.abs(reference), isProbability(name) ? 0 : 1e-3);
    const error = Math.abs(value - reference) / scale;
    return error <= toleranceOf(name) || value === reference ? [] : [`${name}: ${value} instead of ${reference}, off by ${error}`];
  });
}

/** p-values are compared relative to themselves, however small. */
function isProbability(name: string): boolean {
  return /(pValue|holm)$/.test(name);
}
