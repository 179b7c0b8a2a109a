/*
 * In this fresh process, which has loaded nothing yet: loads a bundle, has it answer an event, and prints the answer
 * with the milliseconds that both took.
 */
const [, , bundle = "", event = ""] = process.argv;
const request: unknown = JSON.parse(event);
const begin = performance.now();
const { handler } = await import(bundle);
const answer: unknown = await handler(request, {});
console.log(JSON.stringify({ answer, took: performance.now() - begin }));
