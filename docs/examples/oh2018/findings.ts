import { auditTable, formatInterval, formatNumber, keysOf, powerTTest, studentTTest } from "trialwise";
import type { AuditedFigure, CandidateMethod } from "trialwise";
import { meansRow, proportionsRow, statedTables } from "./audit.ts";
import type { AuditedTable, PaperAudit } from "./audit.ts";
import { table2Percentages } from "./table2.ts";

type FigureId = `${AuditedTable}/${string}`;

/** Something that does not reproduce, in plain words, with the inconsistent figures that it speaks of. */
export interface Finding {
  readonly figures: readonly FigureId[];
  readonly text: string;
}

/**
 * What does not reproduce, and how it may have come about. A sentence is there only if the verdicts it rests on came out so in this
 * audit, and its numbers are the audit's; an inconsistent figure that no sentence explains is listed as such.
 */
export function findingsOf(audited: PaperAudit): readonly Finding[] {
  const explained = explanations.flatMap((explain) => explain(audited) ?? []);
  const spokenOf = new Set<string>(explained.flatMap(({ figures }) => figures));
  const others = keysOf(statedTables(audited.paper)).flatMap((name) =>
    audited.audit(name).figures.flatMap((figure): Finding[] => {
      const id: FigureId = `${name}/${figure.id}`;
      return figure.verdict.kind !== "inconsistent" || spokenOf.has(id) ? [] : [{ figures: [id], text: plainly(audited.audit(name).title, figure) }];
    }),
  );
  return [...explained, ...others];
}

/** Each returns its finding, or nothing where the audit does not bear it out. */
const explanations: readonly ((audited: PaperAudit) => Finding | null)[] = [
  function aalsDifference({ paper, figure }) {
    const row = ["difference", "standardError", "interval.lower", "interval.upper"].map((quantity): FigureId => `table3/aalsChange4.${quantity}`);
    const fromDifference: FigureId = "aalsFromPrintedDifference/aalsChange4FromDifference.pValue";
    if (!row.every((id) => isInconsistent(figure(id))) || !isInconsistent(figure(fromDifference)) || !isConsistent(figure("table3/aalsChange4.pValue"))) return null;
    const [difference, error, lower, upper] = row.map(figure) as [AuditedFigure, AuditedFigure, AuditedFigure, AuditedFigure];
    const total = figure("aalsTotal345/difference.value");
    return {
      figures: [...row, fromDifference],
      text:
        `Table 3, AALS change. The printed means differ by ${difference.rounded} (SE ${error.rounded}; 95 % CI ${lower.rounded} to ${upper.rounded}), ` +
        `not by ${difference.printed.text} (${error.printed.text}; ${lower.printed.text} to ${upper.printed.text}). The printed p ${figure("table3/aalsChange4.pValue").printed.text} ` +
        `belongs to the printed means; the printed difference and SE give ${figure(fromDifference).rounded}. Two versions of the data seem to be mixed.` +
        (isConsistent(total) ? ` A whole-number total of 345 in the MSC arm (mean ${formatNumber(345 / 32, { decimals: 2 })} instead of ${meansRow(paper.table3, "aalsChange4").treatment.mean}) would give ${total.rounded}; this is a reconstruction.` : ""),
    };
  },
  function sf36StandardError({ paper, figure }) {
    const id: FigureId = "table3/sf36Change4.standardError";
    const error = figure(id);
    const { treatment, control } = meansRow(paper.table3, "sf36Change4");
    const summary = ({ n, mean, standardDeviation }: typeof treatment) => ({ n, mean: Number(mean), standardDeviation: Number(standardDeviation) });
    const pooled = studentTTest({ treatment: summary(treatment), control: summary(control) }).pooledStandardDeviation;
    const belongToIt = (["interval.lower", "interval.upper", "pValue"] as const).every((quantity) => isConsistent(figure(`table3/sf36Change4.${quantity}`)));
    if (!isInconsistent(error) || !belongToIt || formatNumber(pooled, { decimals: error.printed.decimals }) !== error.printed.text) return null;
    return {
      figures: [id],
      text: `Table 3, SF-36 change. The printed standard error, ${error.printed.text}, is the pooled standard deviation. The standard error is ${error.rounded}; the printed interval and p belong to it.`,
    };
  },
  function footnotesReversed({ audit }) {
    const { figures } = audit("slopeChangeFootnotes");
    const inconsistent = figures.filter(isInconsistent);
    const [first] = figures;
    const opposite = figures.every(({ printed, recomputed }) => printed.value * (recomputed ?? 0) < 0);
    if (first === undefined || !opposite || inconsistent.length < figures.length || !reproducedBy(first, "follow-up-minus-lead-in")) return null;
    const sameParticipants = figures.filter((figure) => reproducedBy(figure, "follow-up-minus-lead-in"));
    return {
      figures: inconsistent.map((figure): FigureId => `slopeChangeFootnotes/${figure.id}`),
      text:
        `Table 3, footnotes a and b. They subtract the follow-up slope from the lead-in slope, which gives ${first.rounded} where ${first.printed.text} is printed (${first.label}). ` +
        `All ${figures.length} printed slope changes have the sign of follow-up minus lead-in, and ${sameParticipants.length} of them have its value too; in the others participants without the later visit ` +
        "are missing from the slope change, or the printed change is itself in doubt (AALS). For ALSFRS-R and FVC a positive slope change is slower decline, for AALS a negative one.",
    };
  },
  function slopeChangeAt6Months({ figure }) {
    const id: FigureId = "table3/alsfrsrSlopeChange6.standardError";
    const others = quantities.map((quantity): FigureId => `table3WholeNumbers/alsfrsrSlopeChange6.${quantity}`);
    if (!isInconsistent(figure(id)) || !others.every((other) => isConsistent(figure(other)))) return null;
    return {
      figures: [id],
      text:
        `Table 3, ALSFRS-R slope change at 6 months. With n = 32 in the MSC arm the SE is ${figure(id).rounded}, not ${figure(id).printed.text}. One of the 32 died in month 5 and can have no ` +
        "6-month visit; with n = 31 the whole row is reproduced.",
    };
  },
  function aalsSlopeChange({ figure }) {
    const row = quantities.slice(1).map((quantity): FigureId => `table3/aalsSlopeChange4.${quantity}`);
    const others = quantities.map((quantity): FigureId => `table3WholeNumbers/aalsSlopeChange4.${quantity}`);
    if (!row.every((id) => isInconsistent(figure(id))) || !others.every((other) => isConsistent(figure(other)))) return null;
    const [error, , , pValue] = row.map(figure) as [AuditedFigure, AuditedFigure, AuditedFigure, AuditedFigure];
    return {
      figures: row,
      text: `Table 3, AALS slope change. n = 31 in the MSC arm gives SE ${error.rounded} and p ${pValue.rounded}, not ${error.printed.text} and ${pValue.printed.text}; n = 32 reproduces the whole row.`,
    };
  },
  function respondersInText({ figure }) {
    const id: FigureId = "respondersInText/atLeast50At4InText.pValue";
    const [inText, inTable, at6] = [figure(id), figure("responders/atLeast50At4.pValue"), figure("responders/atLeast50At6.pValue")];
    if (!isInconsistent(inText) || !isConsistent(inTable)) return null;
    const repeats = inText.printed.value === at6.printed.value && isConsistent(at6) ? "; the text repeats the 6-month p" : "";
    return {
      figures: [id],
      text: `Text, good responders at 4 months. p = ${inText.printed.text}, where the table prints ${inTable.printed.text}. The table is right (${full(inTable)})${repeats}.`,
    };
  },
  function correlationsOneSided({ table, audit }) {
    const twoSided = audit("correlationsTwoSided").figures;
    const oneSided = audit("correlations").figures;
    if (!twoSided.every(isInconsistent) || !oneSided.every(isConsistent)) return null;
    const sizes = table("correlations").rows.map((row) => (row.kind === "correlation" ? row.n : 0));
    return {
      figures: twoSided.map((figure): FigureId => `correlationsTwoSided/${figure.id}`),
      text:
        `Text, TGF-β1 and MCP-1. The four p-values (${oneSided.map(({ printed }) => printed.text).join(", ")}) are one-sided; two-sided they are ` +
        `${twoSided.map(({ rounded }) => rounded).join(", ")}. The numbers of participants are not printed; ${sizes.join(", ")} reproduce the p-values, and at each time add up to the 28 who had CSF measured.`,
    };
  },
  function primaryUpperLimit({ figure }) {
    const id: FigureId = "table3WholeNumbers/alsfrsrChange4.interval.upper";
    if (!isInconsistent(figure(id)) || !isConsistent(figure("table3/alsfrsrChange4.interval.upper"))) return null;
    return {
      figures: [id],
      text:
        `Table 3, text and abstract, primary endpoint. The upper limit printed as ${figure(id).printed.text} should be ${figure(id).rounded}. From the printed means it is possible within their rounding; ` +
        `from the whole-number totals, which they determine, it is ${full(figure(id))}.`,
    };
  },
  function fvcLeadInSlope({ figure }) {
    const id: FigureId = "table1/fvcLeadInSlope.pValue";
    const with25 = figure("fvcLeadInSlopeOfTable3/fvcLeadInSlope.pValue");
    if (!isInconsistent(figure(id)) || !isConsistent(with25)) return null;
    const { upper } = figure(id).candidates[0]!.envelope;
    return {
      figures: [id],
      text:
        `Table 1, FVC slope of the lead-in. p ${figure(id).printed.text} cannot come from the table's 32 and 27 participants (${figure(id).rounded}; at most ${formatNumber(upper, { decimals: 3 })}); ` +
        "with the 25 controls who have an FVC slope change in Table 3 it can.",
    };
  },
  function anyAdverseEventAt6({ figure }) {
    const id: FigureId = "adverseEventIncidence/anyAt6.pValue";
    const pValue = figure(id);
    if (!isInconsistent(pValue)) return null;
    const twice = formatNumber(Number(formatNumber(pValue.recomputed, { decimals: 4 })), { decimals: 3 }) === pValue.printed.text;
    return {
      figures: [id],
      text: `Text, any adverse event at 6 months. p is ${full(pValue)}, so ${pValue.rounded}, not ${pValue.printed.text}${twice ? "; rounding twice, first to four decimals, gives the printed figure" : ""}.`,
    };
  },
  function percentages({ audit }) {
    const tables = ["table1", "table2", "responders", "respondersInText", "adverseEventIncidence"] as const;
    const wrong = tables.flatMap((name) =>
      audit(name)
        .figures.filter((figure) => figure.quantity.endsWith(".percent") && isInconsistent(figure))
        .map((figure) => ({ id: `${name}/${figure.id}` as const, figure })),
    );
    if (wrong.length === 0) return null;
    const each = wrong.map(({ figure }) => `${figure.label}, ${figure.quantity.startsWith("treatment") ? "MSC" : "control"}: ${figure.printed.text} for ${formatNumber(figure.recomputed, { decimals: 2 })}, ${figure.rounded} rounded`);
    return { figures: wrong.map(({ id }) => id), text: `Percentages that are not those of their counts. ${each.join("; ")}.` };
  },
  function windowFromEnrolment({ figure }) {
    const ids: readonly FigureId[] = ["table2FromBaseline/events.value", "table2FromBaseline/deaths.value"];
    const [events, deaths] = ids.map(figure) as [AuditedFigure, AuditedFigure];
    if (!isInconsistent(events) || !isInconsistent(deaths)) return null;
    return {
      figures: ids,
      text:
        `Table 2 and deaths. The columns "4 months" and "6 months" hold the control's cardiac arrest before Visit 3, so they begin with enrolment, though monitoring is said to begin with Visit 5, the baseline. ` +
        `From baseline the control arm has at most ${events.rounded} of the ${events.printed.text} serious adverse events in 4 months (one fewer if they hold the event for which another control left before Visit 5), ` +
        `and ${deaths.rounded} instead of ${deaths.printed.text} participants died during follow-up.`,
    };
  },
  function exposedParticipants({ paper: { table2, injected } }) {
    if (injected.treatment >= table2.n.treatment) return null;
    const percentages = (n: number) =>
      auditTable(table2Percentages({ ...table2, n: { ...table2.n, treatment: n } })).figures.flatMap(({ quantity, rounded }) => (quantity === "treatment.percent" ? [rounded] : []));
    const ofInjected = percentages(injected.treatment);
    const others = percentages(table2.n.treatment).filter((rounded, index) => rounded !== ofInjected[index]).length;
    const consequence = others === 0 ? "all its percentages would round to the same figures" : `${others} of its percentages would be other figures`;
    return {
      figures: [],
      text: `Table 2, denominators. The MSC arm counts all ${table2.n.treatment} randomised, of whom ${injected.treatment} were injected; of ${injected.treatment}, ${consequence}.`,
    };
  },
  function analysedParticipants({ paper: { responders, table3 } }) {
    const all = proportionsRow(responders, "atLeast50At4");
    const fewer = table3.rows.flatMap((row) => {
      const isAt4Months = row.kind === "means" && row.id.endsWith("4");
      if (!isAt4Months || (row.treatment.n >= all.treatment.n && row.control.n >= all.control.n)) return [];
      return [`${row.label.replace(", 4 mo", "")} ${row.treatment.n} and ${row.control.n}`];
    });
    if (fewer.length === 0) return null;
    return {
      figures: [],
      text: `Table 3, participants. The full analysis set has ${all.treatment.n} and ${all.control.n}; fewer are in ${fewer.join(", ")}. The paper does not say who is missing, or why.`,
    };
  },
  function withoutDecline({ paper, figure }) {
    const { percent } = paper.withoutDeclineElsewhere;
    const control = proportionsRow(paper.responders, "atLeast100At6").control;
    const [all, half] = [figure("responders/atLeast100At6.control.percent"), figure("responders/atLeast50At6.control.percent")];
    const distance = ({ recomputed }: AuditedFigure) => Math.abs((recomputed ?? 0) - Number(percent));
    if (distance(half) >= distance(all)) return null;
    return {
      figures: [],
      text:
        `Discussion, controls. The ${percent} % of patients elsewhere who did not decline over 6 months are called similar to the controls. Not to decline is an improvement of 100 % or more: ` +
        `${all.rounded} % of the controls (${control.events} of ${control.n}). The table's ${half.rounded} % improved by 50 % or more, for which it is enough to decline at half the rate.`,
    };
  },
  function followUpEnd({ paper }) {
    const { lastScreening, monthsToLastVisit, followUpEnded } = paper.schedule;
    const last = new Date(`${lastScreening}T00:00:00Z`);
    last.setUTCMonth(last.getUTCMonth() + monthsToLastVisit);
    const lastVisit = last.toISOString().slice(0, 10);
    if (lastVisit <= followUpEnded) return null;
    return {
      figures: [],
      text: `Text, dates. The last screening (${lastScreening}) and ${monthsToLastVisit} months lead to ${lastVisit}, but follow-up is said to have ended by ${followUpEnded}.`,
    };
  },
  function sampleSize({ paper, figure }) {
    const { difference, power, oneSidedError, dropout, assumedStandardDeviation, percentOfDecline } = paper.sampleSize;
    const perArm = figure("sampleSize/perArm.value");
    const exact = powerTTest({ difference, standardDeviation: assumedStandardDeviation, power, significanceLevel: oneSidedError }, { alternative: "greater", dropout });
    if (!isConsistent(perArm) || exact.nEnrolled.treatment === perArm.printed.value) return null;
    // The standard deviation with which a number per arm, all of them analysed, is just enough.
    const enoughFor = (n: number) =>
      formatNumber(powerTTest({ difference, n: { treatment: n, control: n }, power, significanceLevel: oneSidedError }, { formula: "normal", alternative: "greater" }).standardDeviation, { decimals: 3 });
    const analysed = (enrolled: number) => Math.floor(enrolled * (1 - dropout));
    const [above, upTo] = [enoughFor(analysed(perArm.printed.value - 1)), enoughFor(analysed(perArm.printed.value))];
    return {
      figures: [],
      text:
        `Text, sample size. The standard deviation is not printed. With the normal formula ${perArm.printed.text} per arm follow from any above ${above} and up to ${upTo}, of which ` +
        `${formatNumber(assumedStandardDeviation, { decimals: 1 })} is taken here; with the noncentral t that gives ${exact.nEnrolled.treatment}. The type I error is printed as "2.5" without a percent sign. ` +
        `${difference} points as ${percentOfDecline} % or more of the controls' decline mean that at most ${formatNumber((100 * difference) / percentOfDecline, { decimals: 2 })} were expected in 4 months; ` +
        `${meansRow(paper.table3, "alsfrsrChange4").control.mean.toString().replace("-", "")} were observed.`,
    };
  },
];

const quantities = ["difference", "standardError", "interval.lower", "interval.upper", "pValue"] as const;

function isInconsistent({ verdict }: AuditedFigure): boolean {
  return verdict.kind === "inconsistent";
}

function isConsistent({ verdict }: AuditedFigure): boolean {
  return verdict.kind === "consistent";
}

function reproducedBy({ verdict }: AuditedFigure, method: CandidateMethod): boolean {
  return verdict.kind === "inconsistent" && verdict.reproducedBy.includes(method);
}

/** The recomputed figure with more digits than the paper prints. */
function full({ recomputed }: AuditedFigure): string {
  return formatNumber(recomputed, { decimals: 6 });
}

function plainly(title: string, { label, quantity, printed, rounded, candidates }: AuditedFigure): string {
  const { lower, upper } = candidates[0]!.envelope;
  const range = lower === upper ? "" : `; within the rounding of the inputs ${formatInterval({ lower, upper, level: 1 }, { decimals: printed.decimals + 1 })}`;
  return `${title}: ${label}, ${quantity}. Printed ${printed.text}, recomputed ${rounded}${range}.`;
}
