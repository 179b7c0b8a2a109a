import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Identifier,
  isArrowFunction,
  isCallExpression,
  isFunctionDeclaration,
  isFunctionExpression,
  isIdentifier,
  isImportDeclaration,
  isImportSpecifier,
  isInterfaceDeclaration,
  isMethodDeclaration,
  isNewExpression,
  isObjectLiteralExpression,
  isParameterDeclaration,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isReturnStatement,
  isShorthandPropertyAssignment,
  isSourceFile,
  isStringLiteral,
  isTypeNode,
  isVariableDeclaration,
  type NewExpression,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import { API, type Checker, type Symbol as Meaning, SymbolFlags } from "typescript/unstable/sync";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A call of an AWS operation, as an action of IAM on what it touches. */
export interface AwsCall {
  action: string;
  /** For DynamoDB: the variable of the environment that names the table, and the index if it is one's. */
  table?: string;
  index?: string;
}

const services: Readonly<Record<string, string>> = {
  "@aws-sdk/client-dynamodb": "dynamodb",
  "@aws-sdk/client-secrets-manager": "secretsmanager",
  "@aws-sdk/client-sfn": "states",
  "@aws-sdk/client-sns": "sns",
  "@aws-sdk/lib-dynamodb": "dynamodb",
};

/** Where the document client's name of an operation is not the operation's own. */
const documentOperations: Readonly<Record<string, string>> = {
  BatchGet: "BatchGetItem",
  BatchWrite: "BatchWriteItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Put: "PutItem",
  Update: "UpdateItem",
};

const isFunctionValue = (node: Node | undefined) =>
  node !== undefined && (isArrowFunction(node) || isFunctionExpression(node));

function forEachChild(node: Node, visit: (child: Node) => void): void {
  node.forEachChild((child) => {
    visit(child);
    return undefined;
  });
}

/** Whether the object is what a function answers: its members run when they are called, not with the function. */
function isAnswer(node: Node): boolean {
  const { parent } = node;
  return isParenthesizedExpression(parent)
    ? isAnswer(parent)
    : isReturnStatement(parent) || isArrowFunction(parent);
}

/** A call of one of the functions that make something and do nothing: what they make counts when it is used. */
const isCreation = (node: Node | undefined) =>
  node !== undefined &&
  isCallExpression(node) &&
  isIdentifier(node.expression) &&
  /^create[A-Z]/.test(node.expression.text);

/** The type that the innermost function around a node says that it answers. */
function answerType(node: Node): string | undefined {
  if (isFunctionDeclaration(node) || isArrowFunction(node) || isMethodDeclaration(node))
    return node.type?.getText();
  return isSourceFile(node) ? undefined : answerType(node.parent);
}

/** Whether a declaration holds the code itself that runs when it is called. */
function isImplementation(node: Node): boolean {
  if (isVariableDeclaration(node) || isPropertyAssignment(node)) return isFunctionValue(node.initializer);
  return isFunctionDeclaration(node) || isMethodDeclaration(node) || isShorthandPropertyAssignment(node);
}

/**
 * Reads from the source what a file's `handler` can come to ask of AWS: follows every name to what it means, from the
 * handler on, by the compiler's own understanding. Of the functions that a store or the like answers, only those count
 * that are called. What it cannot follow (a call through an interface) counts as a call of everything of that name.
 */
class Reader {
  readonly calls: { command: string; service: string; index: string | undefined; node: NewExpression }[] = [];
  readonly #checker: Checker;
  readonly #meanings = new Map<Node, Meaning | undefined>();
  readonly #readFiles = new Set<SourceFile>();
  readonly #walked = new Set<Node>();
  /** Members of answered objects, by name, that nobody has called yet. */
  readonly #dormant = new Map<string, { member: Node; answers: string | undefined }[]>();
  /** Names that were called without a known meaning, and the interfaces that they belong to. */
  readonly #calledNames = new Map<string, Set<string | undefined>>();
  /** What is handed to a parameter: names of variables that end in _TABLE, or other parameters. */
  readonly #handed = new Map<Node, Set<string | Node>>();

  constructor(checker: Checker) {
    this.#checker = checker;
  }

  #meaning(node: Identifier): Meaning | undefined {
    const file = node.getSourceFile();
    if (!this.#readFiles.has(file)) {
      this.#readFiles.add(file);
      const identifiers: Identifier[] = [];
      const collect = (child: Node) => {
        if (isIdentifier(child)) identifiers.push(child);
        forEachChild(child, collect);
      };
      collect(file);
      this.#checker.getSymbolAtLocation(identifiers).forEach((meaning, i) => {
        const identifier = identifiers[i];
        if (identifier) this.#meanings.set(identifier, meaning);
      });
    }
    return this.#meanings.get(node);
  }

  /** Where a name is declared; what is imported, where it was exported. Nothing outside of the project. */
  #declarations(meaning: Meaning | undefined): Node[] {
    if (!meaning) return [];
    const origin = meaning.flags & SymbolFlags.Alias ? this.#checker.getAliasedSymbol(meaning) : meaning;
    return origin.declarations
      .filter(({ path }) => path.startsWith(ROOT) && !path.includes("/node_modules/"))
      .flatMap((declaration) => declaration.resolve() ?? []);
  }

  #package(identifier: Identifier): string | undefined {
    for (const declaration of this.#meaning(identifier)?.declarations ?? []) {
      let node = declaration.resolve();
      if (!node || !isImportSpecifier(node)) continue;
      while (!isImportDeclaration(node)) node = node.parent;
      if (isStringLiteral(node.moduleSpecifier)) return node.moduleSpecifier.text;
    }
    return undefined;
  }

  #wake(member: Node): void {
    if (isShorthandPropertyAssignment(member))
      for (const value of this.#declarations(this.#checker.getShorthandAssignmentValueSymbol(member)))
        this.declare(value);
    else this.walk(member);
  }

  /** Something is used: what it is made of counts. */
  declare(node: Node): void {
    if (isFunctionDeclaration(node) || isMethodDeclaration(node) || isShorthandPropertyAssignment(node))
      this.#wake(node);
    else if ((isVariableDeclaration(node) || isPropertyAssignment(node)) && node.initializer)
      this.walk(node.initializer);
  }

  #use(identifier: Identifier): void {
    const declarations = this.#declarations(this.#meaning(identifier));
    for (const declaration of declarations) this.declare(declaration);
    const expression = isPropertyAccessExpression(identifier.parent) ? identifier.parent : identifier;
    const isCalled = isCallExpression(expression.parent) && expression.parent.expression === expression;
    const meaning = this.#meaning(identifier);
    const isForeign = meaning !== undefined && declarations.length === 0;
    if (!isCalled || isForeign || declarations.some(isImplementation)) return;
    const interfaces = declarations.map(({ parent }) =>
      isInterfaceDeclaration(parent) ? parent.name.text : undefined,
    );
    const known = this.#calledNames.get(identifier.text) ?? new Set();
    this.#calledNames.set(identifier.text, known);
    for (const each of interfaces.length === 0 ? [undefined] : interfaces) known.add(each);
    for (const dormant of this.#dormant.get(identifier.text) ?? []) this.#wakeIfCalled(dormant, known);
  }

  #leaveDormant(member: Node, name: string, answers: string | undefined): void {
    const dormant = { member, answers };
    this.#dormant.set(name, [...(this.#dormant.get(name) ?? []), dormant]);
    this.#wakeIfCalled(dormant, this.#calledNames.get(name) ?? new Set());
  }

  #wakeIfCalled(
    { member, answers }: { member: Node; answers: string | undefined },
    interfaces: ReadonlySet<string | undefined>,
  ): void {
    const isMeant = [...interfaces].some((each) => each === undefined || answers?.includes(each));
    if (isMeant) this.#wake(member);
  }

  #recordCommand(node: NewExpression): void {
    if (!isIdentifier(node.expression) || !node.expression.text.endsWith("Command")) return;
    const service = services[this.#package(node.expression) ?? ""];
    if (!service) throw new Error(`${node.expression.text} is of no service that is known here.`);
    let index: string | undefined;
    const findIndex = (child: Node) => {
      if (isPropertyAssignment(child) && isIdentifier(child.name) && child.name.text === "IndexName")
        index = isIdentifier(child.initializer) ? this.#constant(child.initializer) : "unknown";
      forEachChild(child, findIndex);
    };
    findIndex(node);
    this.calls.push({ command: node.expression.text.replace(/Command$/, ""), service, index, node });
  }

  #constant(identifier: Identifier): string | undefined {
    for (const node of this.#declarations(this.#meaning(identifier)))
      if (isVariableDeclaration(node) && node.initializer && isStringLiteral(node.initializer))
        return node.initializer.text;
    return undefined;
  }

  /** Notes which tables' names a function is handed. */
  #recordArguments(callee: Identifier, given: readonly Node[]): void {
    for (const declaration of this.#declarations(this.#meaning(callee))) {
      const called = isVariableDeclaration(declaration) ? declaration.initializer : declaration;
      if (!called || !(isFunctionDeclaration(called) || isArrowFunction(called))) continue;
      given.forEach((argument, i) => {
        const parameter = called.parameters[i];
        if (!parameter) return;
        const handed = this.#handed.get(parameter) ?? new Set();
        this.#handed.set(parameter, handed);
        if (isPropertyAccessExpression(argument) && argument.name.text.endsWith("_TABLE"))
          handed.add(argument.name.text);
        if (isIdentifier(argument))
          for (const node of this.#declarations(this.#meaning(argument)))
            if (isParameterDeclaration(node)) handed.add(node);
      });
    }
  }

  /** The tables whose names may stand in a command. */
  tables(command: Node): Set<string> {
    const found = new Set<string>();
    const seen = new Set<Node>();
    const trace = (parameter: Node) => {
      if (seen.has(parameter)) return;
      seen.add(parameter);
      for (const origin of this.#handed.get(parameter) ?? [])
        if (typeof origin === "string") found.add(origin);
        else trace(origin);
    };
    const visit = (node: Node) => {
      if (isIdentifier(node))
        this.#declarations(this.#meaning(node)).filter(isParameterDeclaration).forEach(trace);
      if (isPropertyAccessExpression(node) && node.name.text.endsWith("_TABLE")) found.add(node.name.text);
      forEachChild(node, visit);
    };
    visit(command);
    return found;
  }

  walk(unit: Node): void {
    if (this.#walked.has(unit)) return;
    this.#walked.add(unit);
    const visit = (node: Node): void => {
      if (isTypeNode(node) || isImportDeclaration(node)) return;
      if (isFunctionDeclaration(node)) return;
      if (isVariableDeclaration(node) && (isFunctionValue(node.initializer) || isCreation(node.initializer)))
        return;
      if (isNewExpression(node)) this.#recordCommand(node);
      if (isCallExpression(node) && isIdentifier(node.expression))
        this.#recordArguments(node.expression, node.arguments);
      if (isIdentifier(node)) {
        this.#use(node);
        return;
      }
      if (isObjectLiteralExpression(node) && isAnswer(node)) {
        for (const member of node.properties) {
          const isMember =
            isMethodDeclaration(member) ||
            isShorthandPropertyAssignment(member) ||
            (isPropertyAssignment(member) && isFunctionValue(member.initializer));
          if (isMember && isIdentifier(member.name))
            this.#leaveDormant(member, member.name.text, answerType(node));
          else visit(member);
        }
        return;
      }
      forEachChild(node, visit);
    };
    if (isFunctionDeclaration(unit)) forEachChild(unit, visit);
    else visit(unit);
  }
}

/** What the `handler` of each file asks of AWS; the paths are relative to the project. */
export function readAwsCalls(files: readonly string[]): Map<string, AwsCall[]> {
  // The files alone, so that the compiler need not look at everything else.
  const directory = mkdtempSync(join(tmpdir(), "lottery-aws-calls-"));
  const config = join(directory, "tsconfig.json");
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: { typeRoots: [join(ROOT, "node_modules/@types")], rootDir: ROOT },
      files: files.map((file) => join(ROOT, file)),
      include: [],
    }),
  );
  const api = new API({ cwd: ROOT });
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error("The compiler has not opened the project.");
    return new Map(
      files.map((file) => {
        const source = project.program.getSourceFile(join(ROOT, file));
        if (!source) throw new Error(`The compiler does not know ${file}.`);
        return [file, readHandler(project.checker, source)];
      }),
    );
  } finally {
    api.close();
    rmSync(directory, { recursive: true });
  }
}

function readHandler(checker: Checker, source: SourceFile): AwsCall[] {
  const reader = new Reader(checker);
  reader.walk(source);
  const findHandler = (node: Node): void => {
    if (isVariableDeclaration(node) && isIdentifier(node.name) && node.name.text === "handler")
      reader.declare(node);
    forEachChild(node, findHandler);
  };
  findHandler(source);
  return reader.calls.map(({ command, service, index, node }) => {
    const action = `${service}:${documentOperations[command] ?? command}`;
    if (service !== "dynamodb") return { action };
    const [table, ...others] = reader.tables(node);
    if (!table || others.length > 0)
      throw new Error(`${action} is on no table, or on several: ${table} ${others}`);
    return { action, table, ...(index && { index }) };
  });
}
