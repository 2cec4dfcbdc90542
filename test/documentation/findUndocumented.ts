import ts from "typescript";
import { findDocCommentSnippets } from "./findSnippets.ts";

/**
 * The functions that some modules export without a doc comment that has an `@example` with a ```ts block, each with file
 * and line. `needsValue` says of a function whether its examples must also print a value with `// =>`.
 */
export function findUndocumented(program: ts.Program, modules: readonly string[], needsValue: (module: string) => boolean): readonly string[] {
  const checker = program.getTypeChecker();
  return modules.flatMap((path) => {
    const symbol = checker.getSymbolAtLocation(program.getSourceFile(path)!);
    if (symbol === undefined) return [];
    return checker.getExportsOfModule(symbol).flatMap((exported) => {
      const problem = problemOf(checker, exported, needsValue(path));
      return problem === undefined ? [] : [problem];
    });
  });
}

function problemOf(checker: ts.TypeChecker, exported: ts.Symbol, needsValue: boolean): string | undefined {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const declaration = symbol.valueDeclaration;
  if (declaration === undefined || checker.getTypeOfSymbol(symbol).getCallSignatures().length === 0) return undefined;
  const source = declaration.getSourceFile();
  const place = `${source.fileName}:${source.getLineAndCharacterOfPosition(declaration.getStart()).line + 1}: ${exported.name}`;
  // Overloads are documented on any of their declarations.
  const comments = (symbol.declarations ?? []).flatMap((overload) => ts.getJSDocCommentsAndTags(overload)).filter(ts.isJSDoc);
  if (comments.length === 0) return `${place} has no doc comment`;
  const examples = comments.flatMap((comment) => comment.tags ?? []).filter((tag) => tag.tagName.text === "example");
  const snippets = examples.flatMap((tag) => findDocCommentSnippets(source.fileName, `/** ${tag.getText()} */ export {};`));
  if (snippets.length === 0) return `${place} has no @example with a \`\`\`ts block`;
  if (needsValue && !snippets.some(({ code }) => /\/\/ ?=>/.test(code))) return `${place} prints no value with // => in its @example`;
  return undefined;
}
