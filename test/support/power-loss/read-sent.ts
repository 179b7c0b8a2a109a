import { z } from "zod";
import { jsonOf } from "../../../data/runtime/json-of.ts";
import type { Recorded } from "./disk-images.ts";
import type { Stored } from "./read-stored.ts";

const eventsOf = (text: string, type: string) =>
  [...text.matchAll(new RegExp(`^event: ${type}\\ndata: (.*)$`, "gm"))].map(([, data = ""]) => data);

const schemas = {
  message: jsonOf(z.object({ ts: z.string(), text: z.string() })),
  mail: jsonOf(z.object({ id: z.string(), subject: z.string() })),
  drawNo: z.coerce.number(),
};

/** Something that was sent, and at which step. */
export interface Sent<Found> {
  step: number;
  found: Found;
}

/** What was sent over HTTP: messages, mails, started executions, and the numbers of draws with winners. */
export function readSent(recorded: readonly Recorded[]) {
  const all = recorded.flatMap((each, step) => (each.kind === "sent" ? [{ step, text: each.text }] : []));
  const collect = <Found>(find: (text: string) => Found[]): Sent<Found>[] =>
    all.flatMap(({ step, text }) => find(text).map((found) => ({ step, found })));
  const messages = collect((text) => eventsOf(text, "message").map((data) => schemas.message.parse(data)));
  const mails = collect((text) => eventsOf(text, "mail").map((data) => schemas.mail.parse(data)));
  const executions = collect((text) =>
    [...text.matchAll(/^\{"executionArn":"[^"]*:([^":]+)","startDate"/g)].map(([, name = ""]) => name),
  );
  const draws = [
    ...mails.map(({ step, found }) => ({ step, number: /^Lottery draw (\d+): /.exec(found.subject)?.[1] })),
    ...messages.map(({ step, found }) => ({ step, number: /^Draw (\d+)/i.exec(found.text)?.[1] })),
  ].flatMap(({ step, number }) =>
    number === undefined ? [] : [{ step, found: schemas.drawNo.parse(number) }],
  );
  return { messages, mails, executions, draws };
}

/** Returns what was sent up to a step and is not stored, or is stored otherwise than in the end. */
export function findMissing(
  sent: ReturnType<typeof readSent>,
  step: number,
  stored: Stored,
  final: Stored,
): string[] {
  const before = <Found>(list: readonly Sent<Found>[]) =>
    list.filter((each) => each.step <= step).map(({ found }) => found);
  const [messages, mails, executions] = [stored.messages, stored.mails, stored.executions].map(
    (names) => new Set(names),
  );
  const decisionOf = ({ draws }: Stored, number: number) => {
    const { status, seed, winners } = draws.get(number) ?? {};
    return JSON.stringify({ status, seed, winners });
  };
  return [
    ...before(sent.messages).flatMap(({ ts }) => (messages?.has(ts) ? [] : [`message ${ts}`])),
    ...before(sent.mails).flatMap(({ id }) => (mails?.has(id) ? [] : [`mail ${id}`])),
    ...before(sent.executions).flatMap((name) => (executions?.has(name) ? [] : [`execution ${name}`])),
    ...before(sent.draws).flatMap((number) =>
      stored.draws.get(number)?.status.S === "drawn" &&
      decisionOf(stored, number) === decisionOf(final, number)
        ? []
        : [`draw ${number}`],
    ),
  ];
}
