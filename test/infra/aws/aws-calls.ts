import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  isFunctionDeclaration,
  isIdentifier,
  isVariableDeclaration,
  type Node,
  type SourceFile,
} from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";
import { CallReader } from "./call-reader.ts";
import { createReadSymbols, forEachChild, type ReadSymbols } from "./read-symbols.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** A request to AWS, as an IAM action and its resource. */
export interface AwsCall {
  action: string;
  /** For DynamoDB: the environment variable that names the table, and the index, if any. */
  table?: string;
  index?: string;
}

/** Actions that have other names than their commands. */
const actions: Readonly<Record<string, string>> = {
  BatchGet: "BatchGetItem",
  BatchWrite: "BatchWriteItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  Invoke: "InvokeFunction",
  Put: "PutItem",
  Update: "UpdateItem",
};

/** Starts the compiler without garbage collection, which would take a third of its time, for 200 MB. */
function startCompiler(): API {
  const { GOGC } = process.env;
  process.env["GOGC"] = "off";
  try {
    return new API({ cwd: ROOT });
  } finally {
    if (GOGC === undefined) delete process.env["GOGC"];
    else process.env["GOGC"] = GOGC;
  }
}

/** Returns the AWS requests that the `handler` of each file can send. The paths are relative to the project. */
export function readAwsCalls(files: readonly string[]): Map<string, AwsCall[]> {
  // Only these files, so that the compiler does not load the whole project.
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
  const api = startCompiler();
  try {
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!project) throw new Error("The compiler did not open the project.");
    const symbols = createReadSymbols(project.checker, ROOT);
    return new Map(
      files.map((file) => {
        const source = project.program.getSourceFile(join(ROOT, file));
        if (!source) throw new Error(`The compiler does not know ${file}.`);
        return [file, readHandler(symbols, source)];
      }),
    );
  } finally {
    api.close();
    rmSync(directory, { recursive: true });
  }
}

function readHandler(symbols: ReadSymbols, source: SourceFile): AwsCall[] {
  const reader = new CallReader(symbols);
  reader.visitUnit(source);
  const findHandler = (node: Node): void => {
    const isDeclaration = isVariableDeclaration(node) || isFunctionDeclaration(node);
    if (isDeclaration && node.name && isIdentifier(node.name) && node.name.text === "handler")
      reader.declare(node);
    forEachChild(node, findHandler);
  };
  findHandler(source);
  return reader.calls.map(({ command, service, index, node }) => {
    const action = `${service}:${actions[command] ?? command}`;
    if (service !== "dynamodb") return { action };
    const [table, ...others] = reader.tables(node);
    if (!table || others.length > 0)
      throw new Error(`${action} uses no table or several tables: ${table} ${others}`);
    return { action, table, ...(index && { index }) };
  });
}
