import { expectTypeOf, test } from "vitest";
import { sensitivity } from "trialwise/sensitivity";

const conventions = { method: ["two-visit", "least-squares"], month: [30, 30.4375], died: [null, "missing"] } as const;

test("choices keep their literal types, each by its own convention", () => {
  const result = sensitivity({
    conventions,
    analysis: (choices) => {
      expectTypeOf(choices.method).toEqualTypeOf<"two-visit" | "least-squares">();
      expectTypeOf(choices.month).toEqualTypeOf<30 | 30.4375>();
      expectTypeOf(choices.died).toEqualTypeOf<null | "missing">();
      return { estimate: 1 };
    },
  });
  expectTypeOf(result.byConvention.month.rows[0]!.choice).toEqualTypeOf<30 | 30.4375>();
  expectTypeOf(result.primary.choices.method).toEqualTypeOf<"two-visit" | "least-squares">();
});

test("a convention that was not declared does not compile", () => {
  const result = sensitivity({ conventions, analysis: () => ({ estimate: 1 }) });
  expectTypeOf(result.byConvention.method.largestDifference).toEqualTypeOf<number | null>();
  // @ts-expect-error: the twin above differs in this token alone
  expectTypeOf(result.byConvention.methods.largestDifference).toEqualTypeOf<number | null>();
});

test("a convention without choices does not compile", () => {
  sensitivity({ conventions: { method: ["two-visit"] }, analysis: () => ({ estimate: 1 }) });
  // @ts-expect-error: the twin above differs in this token alone
  sensitivity({ conventions: { method: [] }, analysis: () => ({ estimate: 1 }) });
});
