import { type Identifier, isIdentifier, type Node, type SourceFile } from "typescript/unstable/ast";
import { type Checker, type Symbol as Meaning, SymbolFlags } from "typescript/unstable/sync";

export function forEachChild(node: Node, visit: (child: Node) => void): void {
  node.forEachChild((child) => {
    visit(child);
    return undefined;
  });
}

/** Asks the compiler what names mean. It asks once for each name, and for all names of a file at once. */
export function createReadSymbols(checker: Checker, root: string) {
  const meanings = new Map<Node, Meaning | undefined>();
  const readFiles = new Set<SourceFile>();
  const declarations = new Map<Meaning, Node[]>();
  const shorthands = new Map<Node, Meaning | undefined>();

  const readFile = (file: SourceFile) => {
    readFiles.add(file);
    const identifiers: Identifier[] = [];
    const collect = (child: Node) => {
      if (isIdentifier(child)) identifiers.push(child);
      forEachChild(child, collect);
    };
    collect(file);
    checker.getSymbolAtLocation(identifiers).forEach((meaning, i) => {
      const identifier = identifiers[i];
      if (identifier) meanings.set(identifier, meaning);
    });
  };

  return {
    meaning(node: Identifier): Meaning | undefined {
      const file = node.getSourceFile();
      if (!readFiles.has(file)) readFile(file);
      return meanings.get(node);
    },

    /** Returns the declarations of a name in the project. Follows imports. */
    declarations(meaning: Meaning | undefined): Node[] {
      if (!meaning) return [];
      const known = declarations.get(meaning);
      if (known) return known;
      const origin = meaning.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(meaning) : meaning;
      const found = origin.declarations
        .filter(({ path }) => path.startsWith(root) && !path.includes("/node_modules/"))
        .flatMap((declaration) => declaration.resolve() ?? []);
      declarations.set(meaning, found);
      return found;
    },

    /** Returns the meaning of the value in `{ name }`. */
    shorthandValue(node: Node): Meaning | undefined {
      if (!shorthands.has(node)) shorthands.set(node, checker.getShorthandAssignmentValueSymbol(node));
      return shorthands.get(node);
    },
  };
}

export type ReadSymbols = ReturnType<typeof createReadSymbols>;
