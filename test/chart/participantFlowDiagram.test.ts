import { describe, expect, it } from "vitest";
import { participantFlowDiagram } from "trialwise/chart";
import { participantFlow } from "trialwise/participants";
import { defineTrial, readTrialData } from "trialwise/trial";

// Made up.
const trial = defineTrial({
  id: "flow",
  arms: { msc: { label: "MSC", role: "experimental" }, low: { label: "MSC, low dose", role: "experimental" }, control: { label: "Riluzole", role: "control" } },
  populations: { everyone: { label: "Full set", rule: { kind: "everyone" } }, treated: { label: "Treated", rule: { kind: "dosed" } } },
});
const data = readTrialData(trial, {
  participants: ["msc", "msc", "msc", "low", "low", "control"].map((arm, index) => ({ id: `00${index + 1}`, arm })),
  doses: ["001", "002", "004", "005", "006"].map((participant) => ({ participant, number: 1, at: { days: 0 } })),
  dispositions: [
    { participant: "001", status: "completed" },
    { participant: "002", status: "withdrew", reason: "Travel; <far> & \"long\"" },
    { participant: "004", status: "died", at: { months: 2 } },
  ],
});
const flow = participantFlow(data, { screening: { screened: 9, notAssigned: [{ reason: "Not eligible", participants: 2 }, { reason: "Declined", participants: 1 }] } });
const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&").replaceAll("\u00A0", " ");
const textsOf = (svg: string) => [...svg.matchAll(/<text x="([^"]+)" y="([^"]+)"[^>]*>([^<]*)/g)].map(([, x, y, text]) => ({ x: Number(x), y: Number(y), text: unescaped(text!) }));
const boxesOf = (svg: string) => [...svg.matchAll(/<rect x="([^"]+)" y="([^"]+)" width="([^"]+)" height="([^"]+)"/g)].map((match) => match.slice(1).map(Number) as [number, number, number, number]);

describe("a flow diagram", () => {
  const svg = participantFlowDiagram(flow, { arms: trial.arms });

  it("is one image that has a name, and all it says as its description, box by box with the arm of each", () => {
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title>Participant flow<\/title>\n<desc>/);
    expect(unescaped(svg.match(/<desc>(.*)<\/desc>/)![1]!)).toBe(
      [
        "Assessed for eligibility (n = 9). Not assigned (n = 3): Not eligible (n = 2); Declined (n = 1). Assigned (n = 6).",
        "MSC: Assigned (n = 3); Dose on record (n = 2); No dose on record (n = 1).",
        "MSC, low dose: Assigned (n = 2); Dose on record (n = 2); No dose on record (n = 0).",
        "Riluzole: Assigned (n = 1); Dose on record (n = 1); No dose on record (n = 0).",
        'MSC, follow-up: Completed (n = 1); Withdrew (n = 1), Travel; <far> & "long" (n = 1); No end on record (n = 1).',
        "MSC, low dose, follow-up: Completed (n = 0); Died (n = 1); No end on record (n = 1).",
        "Riluzole, follow-up: Completed (n = 0); No end on record (n = 1).",
        "MSC, analysis: Full set (n = 3); Treated (n = 2), Left out, not met: dosed (n = 1).",
        "MSC, low dose, analysis: Full set (n = 2); Treated (n = 2).",
        "Riluzole, analysis: Full set (n = 1); Treated (n = 1).",
      ].join(" "),
    );
  });

  it("shows what its description says, in the same order", () => {
    const shown = textsOf(svg).slice(1).map(({ text }) => text).join("");
    const said = unescaped(svg.match(/<desc>(.*)<\/desc>/)![1]!).replaceAll(/(MSC, low dose|MSC|Riluzole), (follow-up|analysis)/g, (_, _arm, stage: string) => stage[0]!.toUpperCase() + stage.slice(1));
    expect(shown.replaceAll(/[\s.,:;]/g, "")).toBe(said.replaceAll(/[\s.,:;]/g, ""));
  });

  it("has boxes apart from each other, and every line of text in one of them", () => {
    for (const width of [undefined, 200, 480, 900]) {
      const drawn = participantFlowDiagram(flow, { arms: { ...trial.arms, msc: { label: "Autologous mesenchymal stem cells in two intrathecal injections" } }, ...(width !== undefined && { width }) });
      const boxes = boxesOf(drawn);
      expect(boxes).toHaveLength(3 + 3 * 3);
      boxes.forEach(([x, y, boxWidth, height], index) => {
        for (const [otherX, otherY, otherWidth, otherHeight] of boxes.slice(index + 1)) expect(x + boxWidth <= otherX || otherX + otherWidth <= x || y + height <= otherY || otherY + otherHeight <= y).toBe(true);
      });
      for (const { x, y, text } of textsOf(drawn).slice(1)) {
        // Letters of this font are seldom wider than 0.6 of its size.
        expect(boxes.some(([left, top, boxWidth, height]) => x > left && x + text.length * 12 * 0.6 < left + boxWidth + 12 && y > top && y < top + height), text).toBe(true);
      }
    }
  });

  it("below what three arms need is the same diagram, smaller", () => {
    const viewBox = (text: string) => text.match(/viewBox="([^"]+)"/)![1];
    const small = participantFlowDiagram(flow, { arms: trial.arms, width: 255 });
    const least = participantFlowDiagram(flow, { arms: trial.arms, width: 510 });
    expect(viewBox(small)).toBe(viewBox(least));
    expect(small.replace(/width="255" height="\d+" font/, "")).toBe(least.replace(/width="510" height="\d+" font/, ""));
    const [, , width, height] = viewBox(small)!.split(" ").map(Number);
    expect(Number(small.match(/width="255" height="(\d+)"/)![1])).toBe(Math.round((height! * 255) / width!));
  });
});
