import { mkdir, mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { z } from "zod";
import { type FunctionName, handlerFiles } from "../../../infra/aws/bundles.ts";
import { createLotteryStack } from "../../../infra/aws/lottery-stack.ts";
import { readSettings } from "../../../infra/aws/settings.ts";
import { writeBundles } from "../../support/share-bundles.ts";

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});

type Resource = z.output<typeof resource>;

/** The regions for which tests synthesize: one template for all regions, and China's. */
export const anyRegion = [
  ["any region", undefined],
  ["China", "cn-north-1"],
] as const;

type Context = Readonly<Record<string, unknown>>;

interface Place {
  outdir: string;
  bundles: string;
}

interface Wanted {
  context?: Context;
  region?: string | undefined;
  /** Whether cdk-nag checks the stack, which takes longer than the rest. It throws if it finds anything. */
  isChecked?: boolean;
}

async function synthesizeTo({ outdir, bundles }: Place, { context, region, isChecked = false }: Wanted) {
  // CDK's own validation takes seconds, and `npm run synth` runs it anyway.
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  if (isChecked) {
    const { AwsSolutionsChecks } = await import("cdk-nag");
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  }
  const stack = createLotteryStack(app, {
    settings: readSettings({ team: "T0LOTTERY", app: "A0LOTTERY", operators: "U0OPERATOR", ...context }),
    bundles,
    ...(region !== undefined && { env: { region } }),
  });
  const template: unknown = Template.fromStack(stack).toJSON();
  const resources = z.object({ Resources: z.record(z.string(), resource) }).parse(template).Resources;
  return {
    template,
    resources,
    ofType(type: string): [string, Resource][] {
      return Object.entries(resources).filter(([, { Type }]) => Type === type);
    },
    named(id: string): [string, Resource] {
      const found = Object.entries(resources).filter(([logicalId]) =>
        new RegExp(`^${id}[0-9A-F]{8}$`).test(logicalId),
      );
      if (found[0] === undefined || found.length > 1)
        throw new Error(`There are ${found.length} resources ${id}.`);
      return found[0];
    },
  };
}

export type Synthesis = Awaited<ReturnType<typeof synthesizeTo>>;

const syntheses = new Map<string, Promise<Synthesis>>();

async function synthesizeTemplate(wanted: Wanted): Promise<Synthesis> {
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-synth-"));
  const bundles = join(directory.path, "bundles");
  for (const name of Object.keys(handlerFiles)) {
    await mkdir(join(bundles, name), { recursive: true });
    await writeFile(join(bundles, name, "index.mjs"), "");
  }
  return await synthesizeTo({ outdir: join(directory.path, "cdk.out"), bundles }, wanted);
}

/** Returns the stack as it is deployed, with empty bundles. Test files in one process share the result. */
export function synthesize(
  context: Context = {},
  region?: string,
  { isChecked = false }: Pick<Wanted, "isChecked"> = {},
): Promise<Synthesis> {
  const key = JSON.stringify([context, region, isChecked]);
  const synthesis = syntheses.get(key) ?? synthesizeTemplate({ context, region, isChecked });
  syntheses.set(key, synthesis);
  return synthesis;
}

/** Returns the stack with its bundles. Disposing deletes the bundles. */
export async function synthesizeWithBundles() {
  const directory = await mkdtempDisposable(join(tmpdir(), "lottery-synth-"));
  const outdir = join(directory.path, "cdk.out");
  const bundles = join(directory.path, "bundles");
  const metafiles = await writeBundles(bundles);
  const synthesis = await synthesizeTo({ outdir, bundles }, {});
  return {
    ...synthesis,
    metafiles,
    /** Returns the path of the file that Lambda runs. */
    bundle(name: FunctionName): string {
      const { S3Key } = z.object({ S3Key: z.string() }).parse(synthesis.named(name)[1].Properties["Code"]);
      return join(outdir, `asset.${basename(S3Key, ".zip")}`, "index.mjs");
    },
    [Symbol.asyncDispose]: () => directory.remove(),
  };
}
