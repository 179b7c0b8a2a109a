import { z } from "zod";

type Environment = Readonly<Record<string, string | undefined>>;

/** What errors of the SDK, and of the connections that it opens, say of themselves. */
const awsError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  port: z.number().optional(),
  hostname: z.string().optional(),
  errors: z.array(z.object({ port: z.number().optional() })).optional(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }).optional(),
});

type AwsError = z.output<typeof awsError>;

/** AWS's codes for credentials that are wrong or no longer valid. */
const CREDENTIALS_REFUSED =
  /^(?:Expired|RequestExpired|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|AuthFailure|IncompleteSignature|MissingAuthenticationToken|NotAuthorized|OptInRequired)/;
const CREDENTIALS_HINT =
  "Set them as for `npm run deploy`, for example with AWS_PROFILE, or sign in again with `aws sso login`.";
const NAME_UNKNOWN = /^(?:ResourceNotFound|QueueDoesNotExist|NotFound)/;
const ADDRESS_UNKNOWN = new Set(["ENOTFOUND", "EAI_AGAIN"]);
const NO_RESPONSE =
  /^(?:TimeoutError|RequestTimeout|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/;
const BUSY = /Throttl|ThroughputExceeded|TooManyRequests|LimitExceeded|SlowDown/;
const AGAIN = "Run the command again in a moment: it may be repeated.";

export const NO_REGION = "This shell has no AWS region. Set AWS_REGION to the region of the lottery.";

/** Names the variables that lead the SDK to this port. */
function nameVariables(environment: Environment, port: number | undefined): string {
  const names = Object.entries(environment).flatMap(([name, url = ""]) =>
    name.startsWith("AWS_ENDPOINT_URL") && URL.parse(url)?.port === String(port) ? [name] : [],
  );
  return names.length > 0 ? names.join(" and ") : "AWS_ENDPOINT_URL";
}

function explainRefused({ port, errors = [] }: AwsError, environment: Environment): string {
  const refused = port ?? errors.find((each) => each.port !== undefined)?.port;
  return `Nothing listens on port ${refused ?? "of the endpoint"}, to which ${nameVariables(environment, refused)} leads this shell. Start the lottery there (npm start), or correct the variable.`;
}

/** The permission that AWS says is missing. */
function findPermission(message: string): string {
  const [, permission] = /perform: ([a-z0-9-]+:\w+)/.exec(message) ?? [];
  return permission === undefined ? "permissions that they do not have" : permission;
}

/**
 * Says in one line why AWS did not do what a command asked for, and what to do. Returns undefined if the error is from
 * elsewhere. AWS's own texts are for programmers, and can contain anything.
 */
export function explainAwsError(error: unknown, environment: Environment): string | undefined {
  const { data } = awsError.safeParse(error);
  if (!data) return undefined;
  const { name, message, code = "", hostname, $metadata: response } = data;
  if (message === "Region is missing") return NO_REGION;
  if (/^(?:CredentialsProvider|TokenProvider)/.test(name))
    return `This shell has no AWS credentials. ${CREDENTIALS_HINT}`;
  if (code === "ECONNREFUSED") return explainRefused(data, environment);
  if (ADDRESS_UNKNOWN.has(code))
    return `This machine cannot find ${hostname ?? "AWS"}. Check its network, AWS_REGION and AWS_ENDPOINT_URL.`;
  if (NO_RESPONSE.test(code) || NO_RESPONSE.test(name)) return `AWS did not respond. ${AGAIN}`;
  if (!response) return undefined;
  if (CREDENTIALS_REFUSED.test(name))
    return `AWS does not accept the credentials of this shell. ${CREDENTIALS_HINT}`;
  if (name.startsWith("AccessDenied"))
    return `AWS does not allow this with the credentials of this shell: they need ${findPermission(message)}.`;
  if (NAME_UNKNOWN.test(name))
    return "AWS has no table, function or queue of this name in this region. Check AWS_REGION and the names, or use --stack <name>.";
  if (BUSY.test(name) || (response.httpStatusCode ?? 0) >= 500) return `AWS is busy (${name}). ${AGAIN}`;
  return `AWS refused a request (${name}). Check AWS_REGION and the names of the tables, or use --stack <name>.`;
}
