import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { createBundles, handlerFiles } from "./bundles.ts";
import { createLotteryStack } from "./lottery-stack.ts";
import { InvalidSettings, readSettings } from "./settings.ts";

async function synthesize(): Promise<void> {
  const app = new App();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const settings = readSettings(app.node.getAllContext());
  // `synth` copies the bundles into cdk.out.
  await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-bundles-"));
  await createBundles(directory.path, handlerFiles);
  createLotteryStack(app, { settings, bundles: directory.path });
  app.synth();
}

try {
  await synthesize();
} catch (error) {
  if (!(error instanceof InvalidSettings)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
