import { z } from "zod";
import type { Synthesis } from "./synthesize.ts";

const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), item.transform((one) => [one])]);

const policy = z.object({
  Roles: z.array(z.object({ Ref: z.string() })),
  PolicyDocument: z.object({
    Statement: z.array(
      z.strictObject({
        Effect: z.literal("Allow"),
        Action: oneOrMore(z.string()),
        Resource: oneOrMore(z.unknown()),
        Condition: z
          .strictObject({
            "ForAllValues:StringLike": z.strictObject({ "dynamodb:LeadingKeys": oneOrMore(z.string()) }),
          })
          .optional(),
      }),
    ),
  }),
});

/** Formats a resource as a readable name: `Draws`, `Draws/index/…`, `*`. */
function nameResource(value: unknown): string {
  const parsed = z
    .union([
      z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
      z
        .object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) })
        .transform((get) => get["Fn::GetAtt"][0]),
      z
        .object({ "Fn::Join": z.tuple([z.literal(""), z.tuple([z.unknown(), z.string()])]) })
        .transform((join) => nameResource(join["Fn::Join"][1][0]) + join["Fn::Join"][1][1]),
      // An ARN of this account and region, put together from a name.
      z
        .object({
          "Fn::Join": z.tuple([
            z.literal(""),
            z.tuple([
              z.literal("arn:"),
              z.object({ Ref: z.literal("AWS::Partition") }),
              z.templateLiteral([":", z.string(), ":"]),
              z.object({ Ref: z.literal("AWS::Region") }),
              z.literal(":"),
              z.object({ Ref: z.literal("AWS::AccountId") }),
              z.templateLiteral([":", z.string()]),
            ]),
          ]),
        })
        .transform((join) => join["Fn::Join"][1][6].slice(1)),
      z.literal("*"),
    ])
    .parse(value);
  return parsed.replace(/(?<=^[A-Za-z]+)[0-9A-F]{8}(?=$|\/)/, "");
}

/** Returns the statements of a role. Throws if it has more than its one inline policy. */
function readStatements({ named, ofType }: Synthesis, role: string) {
  const [roleId, { Properties }] = named(role);
  if (Properties["ManagedPolicyArns"] ?? Properties["Policies"])
    throw new Error(`${role} has other policies.`);
  return ofType("AWS::IAM::Policy")
    .map(([, { Properties: properties }]) => policy.parse(properties))
    .filter(({ Roles }) => Roles.some(({ Ref }) => Ref === roleId))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** Returns the permissions of a role as sorted lines `action resource`. */
export function readGrants(synthesis: Synthesis, role: string): string[] {
  return readStatements(synthesis, role)
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} ${nameResource(resource)}`)),
    )
    .sort();
}

/** Returns the partitions to which a role's permission for an action on a resource is limited. */
export function readPartitions(synthesis: Synthesis, role: string, grant: string): string[] {
  return readStatements(synthesis, role)
    .filter(({ Action, Resource }) =>
      Action.some((action) => Resource.some((resource) => grant === `${action} ${nameResource(resource)}`)),
    )
    .flatMap(({ Condition }) => Condition?.["ForAllValues:StringLike"]["dynamodb:LeadingKeys"] ?? []);
}
