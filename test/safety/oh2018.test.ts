import { describe, expect, it } from "vitest";
import { formatPercent } from "trialwise/report";
import { commonAdverseEvents, compareAdverseEvents, tallyAdverseEvents } from "trialwise/safety";
import type { AdverseEventCell, AdverseEventTable } from "trialwise/safety";
import { defineTrial, readTrialData } from "trialwise/trial";
import type { AdverseEvent } from "trialwise/trial";
import { table2 } from "../../docs/examples/oh2018/published.ts";

// Table 2 of Oh et al. 2018 (https://doi.org/10.1002/ana.25302) from events that its counts of preferred terms allow. Who had which event
// is made up, but for this: 4 adverse drug reactions in 3 participants, 2 in each of two classes, so one participant is in both.

const trial = defineTrial({
  id: "NCT01363401",
  arms: { treatment: { label: "BM-MSC + riluzole", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
  visits: { V1: { at: { months: -3 } }, V3: { at: { months: -1 } }, V5: { at: { months: 0 }, baseline: true }, V9: { at: { months: 4 } }, V10: { at: { months: 6 } } },
  populations: { randomised: { label: "All randomised", rule: { kind: "everyone" } } },
});

type Arm = "treatment" | "control";
const arms: readonly Arm[] = ["treatment", "control"];
const windows = ["at4", "at6"] as const;

const idOf = (arm: Arm, number: number) => `${arm} ${number}`;

// Adverse drug reactions, within 48 hours of an injection: headache in 1 and 2, pain in 2, pyrexia in 3.
const reactions: readonly AdverseEvent[] = [
  { participant: idOf("treatment", 1), systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 1 } },
  { participant: idOf("treatment", 2), systemOrganClass: "Nervous system disorders", preferredTerm: "Headache", start: { days: 27 } },
  { participant: idOf("treatment", 2), systemOrganClass: "General disorders and administration site conditions", preferredTerm: "Pain", start: { days: 27 } },
  { participant: idOf("treatment", 3), systemOrganClass: "General disorders and administration site conditions", preferredTerm: "Pyrexia", start: { days: 2 } },
].map((reaction): AdverseEvent => ({ ...reaction, serious: false, related: { product: "yes" }, outcome: "recovered" }));

/** One serious event for each that is printed, by the month that its column allows; each in a participant of its own. */
const seriousEvent = (arm: Arm, number: number, systemOrganClass: string, preferredTerm: string, month: number): AdverseEvent => ({
  participant: idOf(arm, number),
  systemOrganClass,
  preferredTerm,
  serious: true,
  related: { product: "no" },
  start: { months: month },
  ...(["Respiratory failure", "Cardiac arrest"].includes(preferredTerm) && { outcome: "fatal", end: { months: month } }),
});

const respiratory = "Respiratory, thoracic, and mediastinal disorders";
const injury = "Injury, poisoning, and procedural complications";
const serious: readonly AdverseEvent[] = [
  seriousEvent("treatment", 4, "Infections and infestations", "Pyelonephritis, acute", 2),
  seriousEvent("treatment", 5, "Metabolism and nutrition disorders", "Hyponatremia", 3),
  seriousEvent("treatment", 6, respiratory, "Respiratory failure", 5),
  // Before Visit 3, a month before baseline at least.
  seriousEvent("control", 1, "Cardiac disorders", "Cardiac arrest", -1.5),
  seriousEvent("control", 2, injury, "Contusion", 1),
  seriousEvent("control", 3, injury, "Ankle fracture", 2),
  seriousEvent("control", 4, "Musculoskeletal and connective tissue disorders", "Rhabdomyolysis", 5),
  seriousEvent("control", 5, respiratory, "Respiratory failure", 4.5),
  seriousEvent("control", 6, respiratory, "Respiratory failure", 5.5),
];

// Participants with any adverse event: 20 and 22 by month 4, 21 and 23 by month 6; the commonest terms of the MSC arm by month 6.
const anyEvent: readonly AdverseEvent[] = [
  ...[7, 8, 9, 10, 11, 12, 13].map((number) => ({ participant: idOf("treatment", number), systemOrganClass: "Infections and infestations", preferredTerm: "Influenza-like illness", start: { months: 2 } })),
  ...[12, 13, 14, 15, 16].map((number) => ({ participant: idOf("treatment", number), systemOrganClass: "Musculoskeletal and connective tissue disorders", preferredTerm: "Back pain", start: { months: 3 } })),
  ...[16, 17, 18, 19, 20].map((number) => ({ participant: idOf("treatment", number), systemOrganClass: "Musculoskeletal and connective tissue disorders", preferredTerm: "Musculoskeletal pain", start: { months: 3 } })),
  { participant: idOf("treatment", 21), systemOrganClass: "Nervous system disorders", preferredTerm: "Dizziness", start: { months: 1 } },
  ...Array.from({ length: 19 }, (_, index) => ({ participant: idOf("control", index + 5), systemOrganClass: "General disorders", preferredTerm: "Fatigue", start: { months: 1 } })),
];

const data = readTrialData(trial, {
  participants: arms.flatMap((arm) => Array.from({ length: table2.n[arm] }, (_, index) => ({ id: idOf(arm, index + 1), arm }))),
  clinicalEvents: serious.flatMap(({ participant, outcome, start, preferredTerm }) =>
    outcome === "fatal" && start !== undefined ? [{ participant, kind: "death" as const, at: start, description: preferredTerm }] : [],
  ),
  adverseEvents: [...reactions, ...serious, ...anyEvent],
});

const tallyFrom = (from: "V1" | "V5") =>
  tallyAdverseEvents(data, {
    population: "randomised",
    windows: { at4: { start: { days: 0, from }, end: { months: 4 } }, at6: { start: { days: 0, from }, end: { months: 6 } } },
    categories: { any: {}, ADR: { relatedTo: "product" }, SAE: { serious: true }, fatal: { fatal: true } },
  });

const tally = tallyFrom("V1");

function cellOf({ overall, systemOrganClasses }: AdverseEventTable<Arm>, level: string, term: string, arm: Arm): AdverseEventCell {
  const rows = level === "total" ? [overall] : level === "SOC" ? systemOrganClasses.filter((row) => row.systemOrganClass === term) : systemOrganClasses.flatMap((row) => row.preferredTerms).filter((row) => row.preferredTerm === term);
  expect(rows.length).toBe(1);
  return rows[0]!.byArm[arm];
}

describe("Oh 2018, Table 2", () => {
  it("all 20 rows in both windows and arms have the printed events, participants and percentages, but for two misprints", () => {
    const misprints: string[] = [];
    let cells = 0;
    expect(table2.rows).toHaveLength(20);
    for (const { category, level, term, ...printed } of table2.rows) {
      for (const window of windows) {
        for (const arm of arms) {
          const { events, participants, proportion } = cellOf(tally.windows[window].categories[category], level, term, arm);
          const [printedEvents, printedParticipants, printedPercent] = printed[window][arm];
          expect({ term, window, arm, events, participants }).toEqual({ term, window, arm, events: printedEvents, participants: printedParticipants });
          const percent = formatPercent({ events: participants, n: table2.n[arm] });
          expect(Math.abs(100 * proportion! - Number.parseFloat(percent))).toBeLessThanOrEqual(0.5);
          if (Number.parseFloat(percent) !== Number(printedPercent)) misprints.push(`${term}, ${window}, ${arm}: ${participants} printed ${printedPercent}`);
          cells += 1;
        }
      }
    }
    expect(cells).toBe(80);
    expect(misprints).toEqual(["Serious adverse events, at4, control: 3 printed 9", `${injury}, at4, control: 2 printed 7`]);
  });

  it("exactly one participant of the MSC arm has adverse drug reactions in two classes", () => {
    const { systemOrganClasses } = tally.windows.at4.categories.ADR;
    const ids = systemOrganClasses.map(({ byArm }) => byArm.treatment.participantIds);
    expect(ids[0]!.filter((id) => ids[1]!.includes(id))).toHaveLength(1);
  });

  it("a window from baseline would lose the control's cardiac arrest in the lead-in", () => {
    const fromBaseline = tallyFrom("V5");
    expect([tally, fromBaseline].map(({ windows: { at4 } }) => at4.categories.SAE.overall.byArm.control.events)).toEqual([3, 2]);
    expect(fromBaseline.windows.at4.notTallied).toContainEqual({ participant: "control 1", event: 7, reason: "before-window" });
  });

  it("has the deaths that the paper reports, with their causes", () => {
    const { deaths, categories } = tally.windows.at6;
    expect([deaths.byArm.treatment.participants, deaths.byArm.control.participants]).toEqual([1, 3]);
    expect(deaths.byCause.map(({ cause, byArm }) => [cause, byArm.treatment.participants, byArm.control.participants])).toEqual([
      ["Respiratory failure", 1, 2], ["Cardiac arrest", 0, 1],
    ]);
    expect([categories.fatal.overall.byArm.treatment.events, categories.fatal.overall.byArm.control.events]).toEqual([1, 3]);
    expect(tallyFrom("V5").windows.at6.deaths.byArm.control.participants).toBe(2);
  });

  it("has the overall participants that the text gives: 20 and 22 of 33 and 31 by month 4, 21 and 23 by month 6", () => {
    const participants = windows.map((window) => arms.map((arm) => tally.windows[window].categories.any.overall.byArm[arm].participants));
    expect(participants).toEqual([[20, 22], [21, 23]]);
  });

  it("the commonest events of the MSC arm are those that the text names", () => {
    const common = commonAdverseEvents(tally, { window: "at6", category: "any", arm: "treatment", atLeast: 5 });
    expect(common.map(({ preferredTerm, participants }) => [preferredTerm, participants])).toEqual([
      ["Influenza-like illness", 7], ["Back pain", 5], ["Musculoskeletal pain", 5],
    ]);
  });

  it("compared between arms, no category differs, as the paper says", () => {
    // Fisher's p of 3 of 33 against 6 of 31, of 3 against none, and of 21 against 23, by fisher.test() of R.
    const { SAE, ADR, any } = compareAdverseEvents(tally, { treatment: "treatment", control: "control" }).windows.at6.categories;
    expect(SAE.overall.pValue).toBeCloseTo(0.295619397201, 10);
    expect(ADR.overall.pValue).toBeCloseTo(0.238839285714, 10);
    expect(any.overall.pValue).toBeCloseTo(0.425447477002, 10);
    expect(any.overall.riskDifference.estimate).toBeCloseTo(-0.105571847507, 10);
    expect(any.overall.riskDifference.interval.lower).toBeCloseTo(-0.314428635146, 10);
    expect(any.overall.riskDifference.interval.upper).toBeCloseTo(0.119175688617, 10);
  });
});
