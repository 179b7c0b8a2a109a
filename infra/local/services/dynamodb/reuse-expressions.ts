import conditionParser, { type Parser, type ParserContext } from "dynalite/db/conditionParser.js";
import projectionParser from "dynalite/db/projectionParser.js";
import updateParser from "dynalite/db/updateParser.js";

/** The most expressions of a kind that are kept. The product has a few dozen. */
const MOST = 200;

/** Whether the parser refuses these also depends on the values, not only on their types. */
const DEPENDS_ON_VALUES = /between|attribute_type/i;

interface Parsed {
  /** What the expression says, with a `Placeholder` for each value. */
  tree: object;
  usedNames: readonly string[];
  usedValues: readonly string[];
}

const reusing = new WeakSet<Parser>();

/**
 * Lets dynalite 4.0.0 parse an expression once instead of at each request, which was half of its work. What an expression
 * says depends on its text, on the attributes' names, and on the types of the values.
 */
export function reuseExpressions(): void {
  for (const parser of [conditionParser, projectionParser, updateParser])
    if (!reusing.has(parser)) {
      reusing.add(parser);
      parser.parse = rememberParsed(parser.parse);
    }
}

/** Returns the parser with a memory. */
export function rememberParsed(parse: Parser["parse"]): Parser["parse"] {
  const known = new Map<string, Parsed>();
  return function parseOnce(text, options) {
    const { attrNames = {}, attrVals = {}, unusedAttrNames, unusedAttrVals } = options.context;
    const types = Object.entries(attrVals).map(([name, value]) => [name, ...Object.keys(value)]);
    const key = JSON.stringify([text, attrNames, DEPENDS_ON_VALUES.test(text) ? attrVals : types]);
    let parsed = known.get(key);
    if (!parsed) {
      const result = parseAlone(parse, text, options.context);
      if (typeof result === "string") return result;
      parsed = result;
      if (known.size >= MOST) known.clear();
      known.set(key, parsed);
    }
    for (const name of parsed.usedNames) delete unusedAttrNames[name];
    for (const name of parsed.usedValues) delete unusedAttrVals[name];
    return copyTree(parsed.tree, (node) => (node instanceof Placeholder ? attrVals[node.name] : undefined));
  };
}

/** A placeholder for the value that has this name in the expression. */
class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Parses an expression of which nothing is known, or returns what is wrong with it. */
function parseAlone(parse: Parser["parse"], text: string, context: ParserContext): Parsed | string {
  const { attrNames = {}, attrVals = {} } = context;
  const unusedAttrNames = markAll(attrNames);
  const unusedAttrVals = markAll(attrVals);
  const tree = parse(text, { context: { ...context, unusedAttrNames, unusedAttrVals } });
  if (typeof tree === "string") return tree;
  const placeholders = new Map(
    Object.entries(attrVals).map(([name, value]) => [value, new Placeholder(name)]),
  );
  return {
    tree: copyTree(tree, (node) => placeholders.get(node)),
    usedNames: Object.keys(attrNames).filter((name) => !unusedAttrNames[name]),
    usedValues: Object.keys(attrVals).filter((name) => !unusedAttrVals[name]),
  };
}

function markAll(named: object): Record<string, true> {
  return Object.fromEntries(Object.keys(named).map((name) => [name, true]));
}

/** Copies a tree, because dynalite changes it, and replaces the nodes for which there is a replacement. */
function copyTree(tree: object, replacementOf: (node: object) => object | undefined): object {
  const copyNode = (node: unknown): unknown => {
    if (typeof node !== "object" || node === null) return node;
    return replacementOf(node) ?? copyTree(node, replacementOf);
  };
  if (Array.isArray(tree)) return tree.map(copyNode);
  const copy = Object.entries(tree).map(([name, node]) => [name, copyNode(node)]);
  return Object.assign(Object.create(Object.getPrototypeOf(tree)), Object.fromEntries(copy));
}
