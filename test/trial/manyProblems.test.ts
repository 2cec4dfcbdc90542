import { expect, it } from "vitest";
import * as z from "zod";

it("more problems in one row than the engine's stack holds are one, where no code may be generated", async () => {
  z.config({ jitless: true });
  const { defineTrial, safeReadTrialData } = await import("trialwise/trial");
  const trial = defineTrial({ id: "many", arms: { a: { label: "A", role: "control" } } });
  const routes: readonly string[] = JSON.parse(`[${Array.from({ length: 400_000 }, () => 1).join()}]`);
  const result = safeReadTrialData(trial, { participants: [{ id: "1", arm: "a" }], doses: [{ participant: "1", number: 1, at: { days: 0 }, routes }] });
  expect(result.ok ? [] : result.issues).toEqual([{ path: ["doses", 0], code: "invalid-value", received: "an object", message: "doses[0]: it has more problems than can be listed" }]);
});
