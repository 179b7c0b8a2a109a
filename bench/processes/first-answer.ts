/*
 * In this fresh process, which has loaded nothing yet: loads a bot, has it answer an event, and prints the answer with
 * the milliseconds that both took, by the clock and of the processor.
 */
const [, , bot = "", event = ""] = process.argv;
const request: unknown = JSON.parse(event);
const before = process.cpuUsage();
const begin = performance.now();
const { handler } = await import(bot);
const answer: unknown = await handler(request, {});
const took = performance.now() - begin;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ answer, took, processor: (user + system) / 1_000 }));
