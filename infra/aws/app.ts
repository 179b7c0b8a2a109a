import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { createBundles, handlerFiles } from "./bundles.ts";
import { createLotteryStack } from "./lottery-stack.ts";
import { readSettings } from "./settings.ts";

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const settings = readSettings(app.node.getAllContext());
// The synth copies the bundles into its own output.
await using directory = await mkdtempDisposable(join(tmpdir(), "lottery-bundles-"));
await createBundles(directory.path, handlerFiles);
createLotteryStack(app, { settings, bundles: directory.path });
app.synth();
