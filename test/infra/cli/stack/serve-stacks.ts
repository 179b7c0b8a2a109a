import { Hono } from "hono";
import { listen } from "../../../../infra/local/http/listen.ts";

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The response of `DescribeStacks` about a stack with these outputs. */
export function formatStack(name: string, outputs: Readonly<Record<string, string>>): string {
  const members = Object.entries(outputs).map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${escapeXml(value)}</OutputValue></member>`,
  );
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>${name}</StackName><CreationTime>2026-05-01T10:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

/** An error of CloudFormation. */
export function formatError(code: string, message: string): string {
  return `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}

/** Serves the part of CloudFormation that reads stacks, and the variables with which clients find it. */
export async function serveStacks(stacks: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  const app = new Hono();
  app.post("/", async (c) => {
    const name = new URLSearchParams(await c.req.text()).get("StackName") ?? "";
    const outputs = stacks[name];
    c.header("content-type", "text/xml");
    return outputs
      ? c.body(formatStack(name, outputs))
      : c.body(formatError("ValidationError", `Stack with id ${name} does not exist`), 400);
  });
  const server = await listen(app, { port: 0, purpose: "CloudFormation", variable: "PORT" });
  return {
    environment: {
      AWS_ENDPOINT_URL_CLOUDFORMATION: `http://localhost:${server.port}`,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "eu-central-1",
    },
    [Symbol.asyncDispose]: async () => {
      await server.close();
    },
  };
}
