import { runAnalyses as berry2019 } from "../../docs/examples/berry2019-simulated/analyses.ts";
import { runAnalyses as harris2024 } from "../../docs/examples/harris2024-simulated/analyses.ts";
import { runAnalyses as oh2018 } from "../../docs/examples/oh2018-simulated/analyses.ts";
import { runAnalyses as petrou2021 } from "../../docs/examples/petrou2021-simulated/analyses.ts";
import { plainWording, specimens } from "./specimens.ts";

/**
 * Trials from the records to the tables: participants, slopes, responders, adverse events, biomarkers, piecewise mixed model,
 * MMRM with Satterthwaite's degrees of freedom, survival, subgroups, ROC. All data are SIMULATED.
 */
export function wholeAnalysis(): object {
  return { oh2018: oh2018(), berry2019: berry2019(), petrou2021: petrou2021(), harris2024: harris2024(), ...specimens(plainWording) };
}
