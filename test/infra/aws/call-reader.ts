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
} from "typescript/unstable/ast";
import { forEachChild, type ReadSymbols } from "./read-symbols.ts";

const services: Readonly<Record<string, string>> = {
  "@aws-sdk/client-dynamodb": "dynamodb",
  "@aws-sdk/client-lambda": "lambda",
  "@aws-sdk/client-secrets-manager": "secretsmanager",
  "@aws-sdk/client-sfn": "states",
  "@aws-sdk/client-sns": "sns",
  "@aws-sdk/lib-dynamodb": "dynamodb",
};

const isFunctionValue = (node: Node | undefined) =>
  node !== undefined && (isArrowFunction(node) || isFunctionExpression(node));

/** Whether a function returns this object. Its members run when they are called, not when the function runs. */
function isReturned(node: Node): boolean {
  const { parent } = node;
  return isParenthesizedExpression(parent)
    ? isReturned(parent)
    : isReturnStatement(parent) || isArrowFunction(parent);
}

/** Whether this is a call of a `create…` function. Its result counts when it is used. */
const isCreation = (node: Node | undefined) =>
  node !== undefined &&
  isCallExpression(node) &&
  isIdentifier(node.expression) &&
  /^create[A-Z]/.test(node.expression.text);

/** Returns the declared return type of the innermost function around a node. */
function returnType(node: Node): string | undefined {
  if (isFunctionDeclaration(node) || isArrowFunction(node) || isMethodDeclaration(node))
    return node.type?.getText();
  return isSourceFile(node) ? undefined : returnType(node.parent);
}

/** Whether a declaration contains the code that runs when it is called. */
function isImplementation(node: Node): boolean {
  if (isVariableDeclaration(node) || isPropertyAssignment(node)) return isFunctionValue(node.initializer);
  return isFunctionDeclaration(node) || isMethodDeclaration(node) || isShorthandPropertyAssignment(node);
}

/** Whether a declaration is of an object that `new` creates: calls of its methods are calls of nothing else. */
const isInstance = (node: Node) =>
  isVariableDeclaration(node) && node.initializer !== undefined && isNewExpression(node.initializer);

/**
 * Finds the AWS requests that the code can send, with the symbols of the TypeScript compiler. Starting from one
 * declaration, it follows each name to its declaration. If a function returns an object, only members that are called
 * count. A call that it cannot follow (through an interface) counts as a call of all members with that name.
 */
export class CallReader {
  readonly calls: { command: string; service: string; index: string | undefined; node: NewExpression }[] = [];
  readonly #symbols: ReadSymbols;
  readonly #visited = new Set<Node>();
  /** Members of returned objects that have not been called yet, by name. */
  readonly #dormant = new Map<string, { member: Node; returnType: string | undefined }[]>();
  /** Called names that cannot be followed, with the interfaces that declare them. */
  readonly #calledNames = new Map<string, Set<string | undefined>>();
  /** The arguments of a parameter: names of variables that end in _TABLE, or other parameters. */
  readonly #passed = new Map<Node, Set<string | Node>>();

  constructor(symbols: ReadSymbols) {
    this.#symbols = symbols;
  }

  #package(identifier: Identifier): string | undefined {
    for (const declaration of this.#symbols.meaning(identifier)?.declarations ?? []) {
      let node = declaration.resolve();
      if (!node || !isImportSpecifier(node)) continue;
      while (!isImportDeclaration(node)) node = node.parent;
      if (isStringLiteral(node.moduleSpecifier)) return node.moduleSpecifier.text;
    }
    return undefined;
  }

  #wake(member: Node): void {
    if (isShorthandPropertyAssignment(member))
      for (const value of this.#symbols.declarations(this.#symbols.shorthandValue(member)))
        this.declare(value);
    else this.visitUnit(member);
  }

  /** Visits the code of a declaration that is used. */
  declare(node: Node): void {
    if (isFunctionDeclaration(node) || isMethodDeclaration(node) || isShorthandPropertyAssignment(node))
      this.#wake(node);
    else if ((isVariableDeclaration(node) || isPropertyAssignment(node)) && node.initializer)
      this.visitUnit(node.initializer);
  }

  #use(identifier: Identifier): void {
    const declarations = this.#symbols.declarations(this.#symbols.meaning(identifier));
    for (const declaration of declarations) this.declare(declaration);
    const expression = isPropertyAccessExpression(identifier.parent) ? identifier.parent : identifier;
    const isCalled = isCallExpression(expression.parent) && expression.parent.expression === expression;
    const meaning = this.#symbols.meaning(identifier);
    const isForeign = meaning !== undefined && declarations.length === 0;
    if (!isCalled || isForeign || declarations.some(isImplementation) || declarations.some(isInstance))
      return;
    const interfaces = declarations.map(({ parent }) =>
      isInterfaceDeclaration(parent) ? parent.name.text : undefined,
    );
    const known = this.#calledNames.get(identifier.text) ?? new Set();
    this.#calledNames.set(identifier.text, known);
    for (const each of interfaces.length === 0 ? [undefined] : interfaces) known.add(each);
    for (const dormant of this.#dormant.get(identifier.text) ?? []) this.#wakeIfCalled(dormant, known);
  }

  #leaveDormant(member: Node, name: string, returnType: string | undefined): void {
    const dormant = { member, returnType };
    this.#dormant.set(name, [...(this.#dormant.get(name) ?? []), dormant]);
    this.#wakeIfCalled(dormant, this.#calledNames.get(name) ?? new Set());
  }

  #wakeIfCalled(
    { member, returnType }: { member: Node; returnType: string | undefined },
    interfaces: ReadonlySet<string | undefined>,
  ): void {
    const isMeant = [...interfaces].some((each) => each === undefined || returnType?.includes(each));
    if (isMeant) this.#wake(member);
  }

  #recordCommand(node: NewExpression): void {
    if (!isIdentifier(node.expression) || !node.expression.text.endsWith("Command")) return;
    const service = services[this.#package(node.expression) ?? ""];
    if (!service) throw new Error(`${node.expression.text} belongs to an unknown service.`);
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
    for (const node of this.#symbols.declarations(this.#symbols.meaning(identifier)))
      if (isVariableDeclaration(node) && node.initializer && isStringLiteral(node.initializer))
        return node.initializer.text;
    return undefined;
  }

  /** Records the table names that are passed to a function. */
  #recordArguments(callee: Identifier, given: readonly Node[]): void {
    for (const declaration of this.#symbols.declarations(this.#symbols.meaning(callee))) {
      const called = isVariableDeclaration(declaration) ? declaration.initializer : declaration;
      if (!called || !(isFunctionDeclaration(called) || isArrowFunction(called))) continue;
      given.forEach((argument, i) => {
        const parameter = called.parameters[i];
        if (!parameter) return;
        const passed = this.#passed.get(parameter) ?? new Set();
        this.#passed.set(parameter, passed);
        if (isPropertyAccessExpression(argument) && argument.name.text.endsWith("_TABLE"))
          passed.add(argument.name.text);
        if (isIdentifier(argument))
          for (const node of this.#symbols.declarations(this.#symbols.meaning(argument)))
            if (isParameterDeclaration(node)) passed.add(node);
      });
    }
  }

  /** Returns the variables of the tables that a command may use. */
  tables(command: Node): Set<string> {
    const found = new Set<string>();
    const seen = new Set<Node>();
    const trace = (parameter: Node) => {
      if (seen.has(parameter)) return;
      seen.add(parameter);
      for (const origin of this.#passed.get(parameter) ?? [])
        if (typeof origin === "string") found.add(origin);
        else trace(origin);
    };
    const visit = (node: Node) => {
      if (isIdentifier(node))
        this.#symbols.declarations(this.#symbols.meaning(node)).filter(isParameterDeclaration).forEach(trace);
      if (isPropertyAccessExpression(node) && node.name.text.endsWith("_TABLE")) found.add(node.name.text);
      forEachChild(node, visit);
    };
    visit(command);
    return found;
  }

  visitUnit(unit: Node): void {
    if (this.#visited.has(unit)) return;
    this.#visited.add(unit);
    const visit = (node: Node): void => {
      if (isTypeNode(node) || isImportDeclaration(node)) return;
      if (isFunctionDeclaration(node)) return;
      if (isVariableDeclaration(node) && (isFunctionValue(node.initializer) || isCreation(node.initializer)))
        return;
      if (isNewExpression(node)) this.#recordCommand(node);
      if (isCallExpression(node)) {
        // In `(await import("./file.ts")).create(…)` too, the name says what is called.
        const callee = isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
        if (isIdentifier(callee)) this.#recordArguments(callee, node.arguments);
      }
      if (isIdentifier(node)) {
        this.#use(node);
        return;
      }
      if (isObjectLiteralExpression(node) && isReturned(node)) {
        for (const member of node.properties) {
          const isMember =
            isMethodDeclaration(member) ||
            isShorthandPropertyAssignment(member) ||
            (isPropertyAssignment(member) &&
              (isFunctionValue(member.initializer) || isCreation(member.initializer)));
          if (isMember && isIdentifier(member.name))
            this.#leaveDormant(member, member.name.text, returnType(node));
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
