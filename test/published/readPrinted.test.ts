import { describe, expect, it } from "vitest";
import { readPrinted } from "trialwise/published";

describe("readPrinted", () => {
  it.each([
    ["2.98", 2.98, 2],
    ["-1.69", -1.69, 2],
    ["−1.69", -1.69, 2],
    ["–1.69", -1.69, 2],
    ["+3", 3, 0],
    ["1.10", 1.1, 2],
    [".034", 0.034, 3],
    ["0·05", 0.05, 2],
    ["56%", 56, 0],
    ["56 %", 56, 0],
    ["1.2e-5", 0.000012, 6],
    ["1.2E−5", 0.000012, 6],
    [" - 12.71 ", -12.71, 2],
    ["-0.00", 0, 2],
  ])("%j is %f with %i decimals", (text, value, decimals) => {
    expect(readPrinted(text)).toStrictEqual({ text, value, decimals });
  });

  it.each([
    ["<0.001", "<", 0.001, 3],
    ["< .05", "<", 0.05, 2],
    ["≤0.05", "≤", 0.05, 2],
    [">0.999", ">", 0.999, 3],
    ["≥ 0.1", "≥", 0.1, 1],
  ])("%j is a bound", (text, bound, value, decimals) => {
    expect(readPrinted(text)).toStrictEqual({ text, value, decimals, bound });
  });

  it.each(["", " ", "-", ".", "1.", "1,234", "1 234", "12 (56)", "(0.75)", "p<0.001", "NS", "--1", "1.2.3", "0x10", "Infinity", "NaN", "1e999", "5e3", "<<1", "1e-200", "9".repeat(500)])(
    "refuses %j",
    (text) => {
      expect(() => readPrinted(text)).toThrow(RangeError);
      expect(() => readPrinted(text)).toThrow(/^readPrinted: .*received/s);
    },
  );

  it("refuses a number, whose printed decimals are lost", () => {
    expect(() => readPrinted(1.1 as unknown as string)).toThrow(/is text, so that its decimals are known \("1.10"\); received 1.1/);
  });
});
