/*
 * Loads a bot in this new process, sends it an event, and prints its response with the ms of wall-clock time and of
 * processor time.
 */
const [, , bot = "", event = ""] = process.argv;
const request: unknown = JSON.parse(event);
const before = process.cpuUsage();
const begin = performance.now();
const { handler } = await import(bot);
const response: unknown = await handler(request, {});
const took = performance.now() - begin;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ response, took, processor: (user + system) / 1_000 }));
