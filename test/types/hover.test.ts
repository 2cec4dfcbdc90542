import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}test/types/hovered.ts`;

/** What an editor shows over each name that `hovered.ts` declares, on one line, and what it complains about. */
function hovers(): { readonly shown: ReadonlyMap<string, string>; readonly errors: readonly string[] } {
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config, ts.sys, root);
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const shown = new Map<string, string>();
  const add = (name: ts.Node): void => {
    const info = service.getQuickInfoAtPosition(file, name.getStart());
    shown.set(name.getText(), ts.displayPartsToString(info?.displayParts).replace(/\s+/g, " "));
  };
  service.getProgram()?.getSourceFile(file)?.forEachChild((node) => {
    if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) add(name);
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) add(node.name);
  });
  const errors = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  return { shown, errors };
}

/** The keys of the trial, as they stand in the types of its results. */
const keys =
  '{ arm: "msc" | "control"; treatment: never; visit: "V1" | "V5" | "V9"; measure: "alsfrsR"; biomarker: "tgfb1"; covariate: never; endpoint: "slope4"; population: "all"; }';

describe("what an editor shows over a result", () => {
  const { shown, errors } = hovers();

  it("the examples compile, helpers over any trial and loops over arms among them", () => {
    expect(errors).toEqual([]);
  });

  it.each([
    ["trial", `const trial: Trial<${keys}>`],
    ["data", `const data: TrialData<${keys}>`],
    ["change", `const change: SlopeChangeResult<${keys}>`],
    ["byArm", "const byArm: { readonly msc: SlopeChangeInArm; readonly control: SlopeChangeInArm; }"],
    ["inArm", "const inArm: SlopeChangeInArm"],
    ["mean", "const mean: number | null"],
    ["responders", `const responders: ResponderResult<${keys}>`],
    ["classes", `const classes: ResponderClassesResult<${keys}, "good" | "poor">`],
    ["tally", `const tally: AdverseEventTally<${keys}, "months4", StandardCategory>`],
    ["fits", `const fits: FitPiecewiseLinearByParticipantResult<${keys}>`],
    ["good", 'const good: PercentImprovement<"slope4">'],
    ["endpoint", `const endpoint: EndpointResult<${keys}>`],
    ["rule", 'const rule: AllOf<"slope4" | "change4">'],
    ["arms", 'const arms: ("msc" | "control")[]'],
    ["test", "const test: StudentTTestResult"],
    ["audit", 'const audit: TableAudit<"age">'],
    ["comparison", 'const comparison: CompareArmsResult<"msc" | "control", "change" | "improvement" | "leadInSlope" | "followUpSlope" | "percentImprovement">'],
    ["means", 'const means: (readonly ["msc" | "control", number | null])[]'],
  ])("%s", (name, text) => {
    expect(shown.get(name)).toBe(text);
  });

  it("no name is left unlooked at", () => {
    expect([...shown.keys()].sort()).toEqual(
      ["arms", "audit", "byArm", "change", "classes", "comparison", "data", "endpoint", "fits", "good", "inArm", "mean", "meanByArm", "means", "responders", "rule", "tally", "test", "trial"],
    );
  });
});
