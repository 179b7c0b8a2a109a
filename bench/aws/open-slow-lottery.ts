import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { sealRequested } from "../../bot/callback/events.ts";
import { type FunctionName, handlerFiles } from "../../infra/aws/bundles.ts";
import type { ImportHandlers } from "../../infra/local/services/lambda/handlers.ts";
import type { Endpoints } from "../../infra/local/settings/set-environment.ts";
import { buildFunctions } from "../build-bots.ts";
import { tableOf } from "../dynamodb/count-requests.ts";
import type { ProxiedRequest } from "../dynamodb/proxy.ts";
import { openLottery, type Send } from "../lottery/open-lottery.ts";
import { purposeOf } from "../lottery/purposes.ts";
import { countTransitions } from "./count-transitions.ts";
import { type DelayRequest, delayRequests } from "./delay-requests.ts";
import { createFunctionProcess } from "./function-process.ts";
import { latencies } from "./latencies.ts";
import { createTimeline, type Wait } from "./timeline.ts";

const DEFINITION = new URL("../../workflow/lottery.asl.json", import.meta.url);
// biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder of the definition.
const NOTIFY = "arn:${Partition}:states:::sns:publish";
const STATE_MACHINE = "state machine";

type Handlers = Awaited<ReturnType<ImportHandlers>>;

/** One draw, from the command to the announcement. */
export interface TimedDraw {
  /** When the command was typed (`performance.now()`). */
  begin: number;
  /** When Slack responded to the post of the announcement. */
  end: number;
  waits: Wait[];
}

/**
 * Starts the product with the latencies of AWS: the deployed bundles, each in its own process, on the local stack, with a
 * delay before each request and each state.
 */
export async function openSlowLottery() {
  await using things = new AsyncDisposableStack();
  const timeline = createTimeline();
  const transitions = countTransitions(JSON.parse(await readFile(DEFINITION, "utf8")));
  const bundles = things.use(await buildFunctions());

  const enterStates = async (resource: string) => {
    for (let i = 0; i < (transitions.get(resource) ?? 0); i++)
      await timeline.record({ part: STATE_MACHINE, kind: "transition", what: "next state" }, () =>
        wait(latencies.transition),
      );
  };

  const processes = new Map(
    Object.keys(handlerFiles).map((name) => [
      name,
      createFunctionProcess(bundles.fileOf(name), () => ({
        ...process.env,
        AWS_ENDPOINT_URL_DYNAMODB: `${process.env["AWS_ENDPOINT_URL_DYNAMODB"]}/${name}`,
      })),
    ]),
  );
  const stopAll = () => Promise.all([...processes.values()].map(({ stop }) => stop()));
  things.defer(async () => void (await stopAll()));

  const createHandler = <Name extends FunctionName>(name: Name): Handlers[Name] => {
    const running = processes.get(name);
    const invoke = async (event: unknown) => {
      // The state machine calls the callback only for a seal. SNS calls it at the end of a draw.
      if (name !== "Callback" || sealRequested.safeParse(event).success) await enterStates(`\${${name}Arn}`);
      if (!running?.isRunning())
        await timeline.record({ part: name, kind: "start", what: "start the function" }, async () =>
          running?.start(),
        );
      return running?.invoke(event);
    };
    return z.custom<Handlers[Name]>((value) => typeof value === "function").parse(invoke);
  };

  const around = (request: ProxiedRequest, send: Send) => {
    const { operation, body } = request;
    const what = purposeOf({ operation, table: tableOf(body), body }).purpose;
    return timeline.record({ part: request.path, kind: "dynamodb", what }, async () => {
      const [{ response }] = await Promise.all([send(request), wait(latencies.dynamoDb)]);
      return response;
    });
  };

  /** The delays of the other services. Work that they start begins after the delay. */
  const delays = {
    page: (path, forward) =>
      timeline.record({ part: "Callback", kind: "slack", what: path.replace(/^.*\//, "") }, async () => {
        await wait(latencies.slack);
        await forward();
      }),
    async sns(_path, forward) {
      await enterStates(NOTIFY);
      await timeline.record({ part: STATE_MACHINE, kind: "sns", what: "publish and deliver" }, () =>
        wait(latencies.sns),
      );
      await forward();
    },
    lambda: (_path, forward) => forward(),
    async stepFunctions(_path, forward) {
      await timeline.record({ part: "Slack", kind: "stepFunctions", what: "start the execution" }, () =>
        wait(latencies.transition),
      );
      await forward();
    },
  } satisfies Record<Exclude<keyof Endpoints, "dynamodb">, DelayRequest>;

  const lottery = things.use(
    await openLottery({
      around,
      loadHandlers: () =>
        Promise.resolve({
          InputWinners: createHandler("InputWinners"),
          RandomSelectWinners: createHandler("RandomSelectWinners"),
          ValidateWinners: createHandler("ValidateWinners"),
          RecordWinners: createHandler("RecordWinners"),
          Slack: createHandler("Slack"),
          Callback: createHandler("Callback"),
          RosterTask: createHandler("RosterTask"),
        }),
      async reach(service, url, server) {
        if (service === "dynamodb") return url;
        return things.use(await delayRequests(server, delays[service])).url;
      },
    }),
  );

  const running = things.move();
  return {
    /** Deletes all draws, and generates people of whom a share has won before. */
    async reset(people: number, share: number): Promise<void> {
      await lottery.reset(people, share);
      // The first draw creates the counter.
      await lottery.type("draw 1");
      await lottery.idle();
    },

    /** Stops all functions. The next draw starts each of them. */
    async cool(): Promise<void> {
      await stopAll();
    },

    async draw(winners: number): Promise<TimedDraw> {
      timeline.take();
      const begin = performance.now();
      await lottery.type(`draw ${winners}`);
      await lottery.idle();
      const waits = timeline.take();
      const announcement = waits.find(({ what }) => what === "chat.postMessage");
      if (!announcement) throw new Error(`The draw of ${winners} was not announced.`);
      return { begin, end: announcement.end, waits };
    },

    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
