import {
  adverseEventChart,
  adverseEventOverviewTable,
  adverseEventTable,
  baselineCharacteristics,
  baselineTable,
  biomarkerChange,
  biomarkerChart,
  biomarkerPanel,
  biomarkerPanelTable,
  changeFromBaseline,
  type ChartSpec,
  coefficientTable,
  compareAdverseEvents,
  compareArms,
  compareResponders,
  compareSurvival,
  cumulativeIncidenceByArm,
  cumulativeIncidenceChart,
  defineTrial,
  endpointTable,
  fitLinearModel,
  fitPiecewiseLinearByParticipant,
  fitPiecewiseMixedModel,
  fitTrialMmrm,
  forestChart,
  leastSquaresMeans,
  leastSquaresMeansTable,
  meanChangeChart,
  meanCurveChart,
  participantFlow,
  participantFlowDiagram,
  participantFlowTable,
  readTrialData,
  responderTable,
  rocChart,
  rocCurve,
  slopeChange,
  slopeChart,
  subgroupAnalysis,
  survivalByArm,
  survivalChart,
  survivalTable,
  type Table,
  tallyAdverseEvents,
  timeToEvent,
  toRows,
  trajectoryChart,
  waterfallChart,
} from "trialwise";

/** What texts of a trial say. Keys must differ from one another, labels need not. */
export interface Wording {
  readonly label: (text: string) => string;
  readonly key: (text: string) => string;
}

export const plainWording: Wording = { label: (text) => text, key: (text) => text };

export interface Specimens {
  readonly tables: Readonly<Record<string, Table>>;
  readonly charts: Readonly<Record<string, ChartSpec>>;
  readonly diagrams: Readonly<Record<string, string>>;
  /** Results, as a notebook displays them. */
  readonly results: Readonly<Record<string, object>>;
  /** Longer results, which the charts and tables are of. */
  readonly fits: Readonly<Record<string, object>>;
}

/**
 * Everything that the library makes for a page, of one SIMULATED trial with three arms, one of which nobody is in. Every text that a
 * user can choose is worded by `wording`.
 */
export function specimens({ label, key }: Wording): Specimens {
  const [msc, control, open] = [key("msc"), key("control"), key("open")];
  const [before, baseline, month2, month4] = [key("V1"), key("V5"), key("V7"), key("V9")];
  const [score, tgfb1, onset, window] = [key("score"), key("tgfb1"), key("onset"), key("months6")];
  const [bulbar, limb] = [key("bulbar"), key("limb")];
  const trial = defineTrial({
    id: label("simulated"),
    arms: {
      [msc]: { label: label("Mesenchymal stem cells"), role: "experimental" },
      [control]: { label: label("Riluzole"), role: "control" },
      [open]: { label: label("Open label"), role: "experimental" },
    },
    visits: { [before]: { at: { months: -3 } }, [baseline]: { at: { months: 0 }, baseline: true }, [month2]: { at: { months: 2 } }, [month4]: { at: { months: 4 } } },
    measures: { [score]: { label: label("Functional score"), unit: label("points"), better: "higher" } },
    covariates: { age: { kind: "number", label: label("Age"), unit: label("years") }, [onset]: { kind: "category", label: label("Site of onset"), levels: [bulbar, limb] } },
    biomarkers: { [tgfb1]: { label: label("TGF-β1"), matrix: label("CSF"), unit: "pg/mL" } },
    populations: { safety: { label: label("Safety set"), rule: { kind: "everyone" } }, [key("dosed")]: { label: label("Dosed"), rule: { kind: "dosed" } } },
  });

  const people = Array.from({ length: 24 }, (_, index) => {
    const wave = (step: number) => ((index * step) % 11) - 5;
    return { id: `S${index + 1}`, arm: index < 12 ? msc : control, start: 40 + wave(3) * 0.6, earlier: -1 + wave(5) * 0.1, later: (index < 12 ? -0.4 : -1) + wave(7) * 0.1, wave };
  });
  const months = [-3, 0, 2, 4];
  const visits = [before, baseline, month2, month4];
  const data = readTrialData(trial, {
    participants: people.map(({ id, arm, wave }, index) => ({ id, arm, covariates: { age: 55 + wave(4), ...(index !== 5 && { [onset]: index % 3 === 0 ? bulbar : limb }) } })),
    observations: people.flatMap(({ id, start, earlier, later, wave }) =>
      months.map((month, place) => ({ participant: id, visit: visits[place]!, measure: score, value: Math.round(10 * (start + (month < 0 ? earlier : later) * month + wave(place + 2) * 0.15)) / 10 })),
    ),
    biomarkerSamples: people.flatMap(({ id, wave }) => [
      { participant: id, visit: baseline, biomarker: tgfb1, unit: "pg/mL", value: 30 + wave(2) },
      { participant: id, visit: month4, biomarker: tgfb1, unit: "pg/mL", value: 42 + 2 * wave(6) },
    ]),
    doses: people.slice(0, 11).map(({ id }) => ({ participant: id, number: 1, at: { days: 0 } })),
    dispositions: people.slice(6).map(({ id }, index) =>
      index === 0 ? { participant: id, status: "withdrew", reason: label("Too far to travel"), at: { months: 5 } } : { participant: id, status: "completed", at: { months: 12 } },
    ),
    clinicalEvents: people.slice(0, 6).map(({ id }, index) => ({ participant: id, kind: index % 3 === 0 ? "gastrostomy" : "death", at: { months: 5 + index } })),
    adverseEvents: people.flatMap(({ id }, index) => [
      ...(index % 2 === 0 ? [{ participant: id, systemOrganClass: label("Nervous system disorders"), preferredTerm: label("Headache"), start: { days: 2 } }] : []),
      ...(index % 5 === 0 ? [{ participant: id, systemOrganClass: key("General disorders"), preferredTerm: key("Pyrexia"), start: { days: 9 }, serious: index === 0 }] : []),
    ]),
  });

  const pair = { treatment: msc, control };
  const tableArms = [{ arm: control, label: label("Riluzole") }, { arm: msc, label: label("Mesenchymal stem cells") }];
  const all = { arms: [...tableArms, { arm: open, label: label("Open label") }], title: label("A simulated trial"), footnotes: [label("Simulated: nobody was ever measured.")] };
  const flow = participantFlow(data, { screening: { screened: 40, notAssigned: [{ reason: label("Not eligible"), participants: 16 }] } });
  const tally = tallyAdverseEvents(data, { population: "safety", windows: { [window]: { start: { days: 0 }, end: { months: 6 } } } });
  const events = compareAdverseEvents(tally, { ...pair, adjust: "holm" });
  const change = changeFromBaseline(data, { measure: score, to: month4 });
  const welch = compareArms(change, pair);
  const mmrm = fitTrialMmrm(data, { measure: score, visits: [month2, month4], arms: [msc, control], compare: [pair], covarianceStructure: "compound-symmetry", degreesOfFreedomMethod: "satterthwaite" });
  const counts = { [msc]: { responders: 7, n: 12 }, [control]: { responders: 0, n: 12 }, [open]: { responders: 0, n: 0 } };
  const responders = compareResponders({ byArm: counts }, pair);
  const times = timeToEvent(data, { events: ["death"] });
  const survival = survivalByArm(times, { times: [0, 6, 12], horizon: 12 });
  const slopes = slopeChange(data, { measure: score, method: "two-visit", leadIn: { from: before, to: baseline }, followUp: { from: baseline, to: month4 } });
  const fits = fitPiecewiseLinearByParticipant(data, { measure: score, knots: [baseline] });
  const [armName, sexName] = [key("arm"), key("sex")];
  const linear = fitLinearModel({
    response: [1, 2, 3, 5, 6, 8],
    terms: [armName, sexName, [armName, sexName]],
    data: { [armName]: [control, control, control, msc, msc, msc], [sexName]: ["f", "m", "f", "f", "f", "f"].map(key) },
    aliased: "leave-out",
  });
  const means = leastSquaresMeans(linear, { of: [armName], differences: { of: armName } });
  const model = fitPiecewiseMixedModel(data, { measure: score, knots: [baseline], fallback: ["intercept-and-slope", "intercept"] });
  const subgroups = subgroupAnalysis(data, {
    subgroups: { [onset]: { label: label("Site of onset"), covariate: onset, status: "prespecified" } },
    analysis: (subset) => compareArms(changeFromBaseline(subset, { measure: score, to: month4 }), pair),
  });
  const roc = rocCurve({ score: change.rows.map((row) => row.change), positive: change.rows.map(({ arm }) => arm === msc) }, { direction: "higher-is-positive" });
  const biomarker = biomarkerChange(data, { biomarker: tgfb1, from: baseline, to: month4, scale: "fold" });

  const looks = { arms: trial.arms, title: label("A simulated trial") };
  const named = { ...looks, measure: label("Functional score") };
  const inUnits = { ...named, unit: label("points") };
  return {
    tables: {
      baseline: baselineTable(baselineCharacteristics(data, { compare: { ...pair, tests: {} } }), { ...all, range: true }),
      flow: participantFlowTable(flow, all),
      endpoints: endpointTable(
        [
          { label: label("Change"), group: label("Primary"), result: welch },
          { label: label("Change at month 4"), group: label("Secondary"), result: { model: mmrm, visit: month4 } },
        ],
        { ...all, arms: tableArms },
      ),
      "an empty arm": endpointTable([{ label: label("Change"), result: compareArms(change, { treatment: open, control }) }]),
      responders: responderTable([{ label: label("Half of the decline"), responders: { byArm: counts }, comparison: responders }], { ...all, measures: ["riskDifference", "riskRatio", "oddsRatio", "numberNeededToTreat"] }),
      events: adverseEventTable(tally, { ...all, window, comparison: events }),
      overview: adverseEventOverviewTable(tally, { ...all, window, flow }),
      biomarkers: biomarkerPanelTable(biomarkerPanel(data, { from: baseline, to: month4 }), all),
      survival: survivalTable(survival, { ...all, comparison: compareSurvival(times, { ...pair, horizon: 12 }) }),
      coefficients: coefficientTable(mmrm.fit, { title: all.title, footnotes: all.footnotes }),
      "a linear model": coefficientTable(linear, { labels: { [`${sexName}[${key("m")}]`]: label("Male") } }),
      means: leastSquaresMeansTable(means, { labels: { [msc]: label("Mesenchymal stem cells"), [control]: label("Riluzole") }, title: all.title, footnotes: all.footnotes }),
    },
    charts: {
      "mean change": meanChangeChart(changeFromBaseline(data, { measure: score, to: [month2, month4] }), { ...inUnits, visits: trial.visits }),
      "mean change by visit": meanChangeChart(changeFromBaseline(data, { measure: score, to: [month2, month4] }), inUnits),
      slopes: slopeChart(slopes, inUnits),
      waterfall: waterfallChart(slopes, { ...named, threshold: 50 }),
      trajectories: trajectoryChart(fits, inUnits),
      "survival curves": survivalChart(survival, { ...looks, outcome: label("Survival") }),
      incidence: cumulativeIncidenceChart(cumulativeIncidenceByArm(timeToEvent(data, { events: ["gastrostomy"] }, { competing: ["death"] })), { ...looks, outcome: label("Gastrostomy") }),
      biomarker: biomarkerChart(biomarker, { ...looks, biomarker: label("TGF-β1") }),
      "model curves": meanCurveChart(model, inUnits),
      "model means": meanCurveChart(mmrm, inUnits),
      subgroups: forestChart(subgroups, { title: looks.title, effect: label("Difference"), favours: { left: label("Riluzole better"), right: label("Cells better") } }),
      "adverse events": adverseEventChart(events, looks),
      roc: rocChart(roc, { title: looks.title }),
    },
    diagrams: { "flow diagram": participantFlowDiagram(flow, looks) },
    results: { welch, events, subgroups, means, "rows of a result": toRows(means) },
    fits: { change, slopes, fits, model, mmrm, tally, survival, flow, biomarker, roc },
  };
}
