import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LARGEST_OUTPUT = 64 * 1024 * 1024;

const manifest = z.object({ name: z.string(), dependencies: z.record(z.string(), z.string()) });

const property = z.object({ name: z.string(), value: z.string() });
const component = z.looseObject({
  "bom-ref": z.string(),
  name: z.string(),
  properties: z.array(property).default([]),
});
const bill = z.looseObject({
  metadata: z.looseObject({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/**
 * `npm run sbom`: prints the software bill of materials of the production dependencies in CycloneDX, from the lock file.
 * npm's own `--omit dev` omits packages that development tools need, too, such as zod
 * (https://github.com/npm/cli/issues/7909). Therefore this filters the bill of all packages.
 */
async function run(): Promise<void> {
  const { name, dependencies } = manifest.parse(JSON.parse(await readFile(`${ROOT}package.json`, "utf8")));
  const { stdout } = await promisify(execFile)(
    "npm",
    ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"],
    { cwd: ROOT, maxBuffer: LARGEST_OUTPUT },
  );
  const { metadata, components, dependencies: edges, ...rest } = bill.parse(JSON.parse(stdout));
  const root = metadata.component["bom-ref"];
  const neededBy = new Map(edges.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const isDirect = (ref: string) => Object.hasOwn(dependencies, ref.slice(0, ref.lastIndexOf("@")));

  const kept = new Set([root]);
  for (const ref of kept)
    for (const needed of neededBy.get(ref) ?? []) if (ref !== root || isDirect(needed)) kept.add(needed);

  const sbom = {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name } },
    components: components
      .filter((each) => kept.has(each["bom-ref"]))
      .map((each) => ({
        ...each,
        scope: "required",
        properties: each.properties.filter((given) => given.name !== "cdx:npm:package:development"),
      })),
    dependencies: edges
      .filter(({ ref }) => kept.has(ref))
      .map((edge) => ({ ...edge, dependsOn: edge.dependsOn.filter((ref) => kept.has(ref)) })),
  };
  console.log(JSON.stringify(sbom, null, 2));
}

await run();
