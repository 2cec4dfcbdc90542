import ts from "typescript";
import { publicFolders, repositoryRoot, specifierOf } from "../architecture/repository.ts";
import { createRepositoryProgram, repositoryOptions } from "../architecture/repositoryProgram.ts";

export interface Surface {
  readonly text: string;
  /** Types of ours in the signature of an exported function that no subpath exports, as "function: type". */
  readonly unexported: readonly string[];
}

/**
 * The public surface as text: each exported name with its declaration as users' compilers see it, by subpath and in
 * order of name; then the types that those declarations name but no subpath exports, which users depend on all the same.
 */
export function publicSurface(): Surface {
  const program = declarationProgram();
  const checker = program.getTypeChecker();
  const exported = new Set<ts.Symbol>();
  const sections = publicFolders().map((folder) => {
    const symbols = exportsOf(checker, program.getSourceFile(indexOf(folder))!);
    for (const symbol of symbols) exported.add(symbol);
    return [`# ${specifierOf(folder)}`, ...symbols.map(declarationText)].join("\n\n");
  });
  const hidden = reachedFrom(checker, [...exported.keys()]).filter((symbol) => !exported.has(symbol));
  const last = ["# Named above, exported nowhere", ...hidden.sort(byName).map(declarationText)].join("\n\n");
  return { text: `${[...sections, last].join("\n\n\n")}\n`, unexported: unexportedTypes(checker, exported) };
}

function indexOf(folder: string): string {
  return `${repositoryRoot}src/${folder}/index.ts`;
}

/** The sources as their emitted declarations, without comments and under the sources' own names. */
function declarationProgram(): ts.Program {
  const indexes = publicFolders().map(indexOf);
  const options = repositoryOptions();
  const emitting = repositoryOptions({ noEmit: false, declaration: true, emitDeclarationOnly: true, removeComments: true });
  const declarations = new Map<string, string>();
  createRepositoryProgram(indexes, emitting).emit(undefined, (_, text, _mark, _onError, sources) => {
    declarations.set(sources![0]!.fileName, text);
  });
  return createRepositoryProgram(indexes, options, declarations);
}

function exportsOf(checker: ts.TypeChecker, source: ts.SourceFile): readonly ts.Symbol[] {
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return symbols.map((symbol) => resolved(checker, symbol)).sort(byName);
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Every symbol of ours that declarations name, at any remove. */
function reachedFrom(checker: ts.TypeChecker, start: readonly ts.Symbol[]): readonly ts.Symbol[] {
  const reached = new Set(start);
  // A set's iteration goes on over what is added to it on the way.
  for (const symbol of reached) {
    for (const declaration of symbol.declarations ?? []) for (const named of namedIn(checker, declaration)) reached.add(named);
  }
  return [...reached];
}

function unexportedTypes(checker: ts.TypeChecker, exported: ReadonlySet<ts.Symbol>): readonly string[] {
  return [...exported].flatMap((symbol) =>
    (symbol.declarations ?? [])
      .filter(ts.isFunctionDeclaration)
      .flatMap((declaration) => namedIn(checker, declaration))
      .filter((named) => !exported.has(named))
      .map((named) => `${symbol.name}: ${named.name}`),
  );
}

/** The symbols of ours that a declaration names. */
function namedIn(checker: ts.TypeChecker, declaration: ts.Node): readonly ts.Symbol[] {
  const named: ts.Symbol[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    if (symbol !== undefined && isTopLevelOfOurs(resolved(checker, symbol))) named.push(resolved(checker, symbol));
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return named;
}

function isTopLevelOfOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    const file: ts.Node | undefined = statement.parent;
    return file !== undefined && ts.isSourceFile(file) && file.fileName.startsWith(`${repositoryRoot}src/`);
  });
}

function declarationText(symbol: ts.Symbol): string {
  return (symbol.declarations ?? [])
    .map((declaration) => {
      const text = ts.isVariableDeclaration(declaration) ? `const ${declaration.getText()};` : declaration.getText();
      return text.replace(/^export /, "").replace(/^declare /, "").replaceAll("    ", "  ");
    })
    .join("\n");
}

function byName(a: ts.Symbol, b: ts.Symbol): number {
  return a.name < b.name ? -1 : 1;
}
