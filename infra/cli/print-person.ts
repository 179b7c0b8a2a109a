import { parseArgs } from "node:util";
import { employeeId } from "../../data/people/employee.ts";
import { createPersonToErase } from "../../workflow/draw/erase-person.ts";
import { findInImports } from "../../workflow/erasure/erase-from-imports.ts";
import { findInLog } from "../../workflow/erasure/erase-from-log.ts";
import { WrongUsage } from "./command/command-error.ts";
import { runCommand } from "./command/run-command.ts";
import { describeDraw } from "./person/describe-draw.ts";
import { describeHandOvers } from "./person/describe-hand-overs.ts";
import { findTraces } from "./person/find-traces.ts";
import { forEachDraw } from "./person/for-each-draw.ts";
import { openPersonStores } from "./person/open-person-stores.ts";
import { readTarget, stackOption } from "./stack/stack-option.ts";

const USAGE = "npm run --silent person -- [--stack <name>] <employee id> > person.json";

/** `npm run person`: prints everything that the tables store about a person as JSON, for access requests. */
async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: stackOption });
  const [text, ...extra] = positionals;
  const id = employeeId.safeParse(text);
  if (!id.success || extra.length > 0) throw new WrongUsage();
  const stores = openPersonStores((await readTarget(values.stack, process.env)).environment);
  const { ledger } = stores;
  const begun = await stores.erasures.findBegun(id.data);
  const person = await findTraces(stores, id.data, begun?.person);
  const people = createPersonToErase(person);
  const { isRequester } = people;
  const draws = await forEachDraw(stores, async (draw, readPages) =>
    describeDraw(draw, await readPages(), person, ledger.rosterPages),
  );
  const handOvers = await forEachDraw(stores, async ({ draw_no }) =>
    describeHandOvers(draw_no, await ledger.handOvers.list(draw_no), person),
  );
  const executions = (await ledger.executions.list()).flatMap(({ entry, opening }) =>
    opening?.requested_by !== undefined && isRequester(opening.requested_by)
      ? { name: entry, requested_at: opening.requested_at, requested_by: opening.requested_by }
      : [],
  );
  const imports = await findInImports(stores.rosterLedger, people);
  const everything = {
    ...person,
    roster: (await stores.employees.read(id.data)) ?? null,
    winners: (await stores.winnerItems.read(id.data)) ?? null,
    draws: draws.filter((draw) => draw !== undefined),
    executions,
    hand_overs: handOvers.flat(),
    operators: (await ledger.operators.list()).filter(
      ({ user_id, added_by }) => isRequester(user_id) || (added_by !== undefined && isRequester(added_by)),
    ),
    audit_log: await findInLog(ledger, "all", people),
    imports: imports.map(({ listed: { import_id, item, requested_at }, elements }) => ({
      import_id,
      requested_at,
      requested_by: item["requested_by"],
      read: elements,
    })),
    ...(begun && { erasure: begun }),
  };
  console.log(JSON.stringify(everything, null, 2));
}

await runCommand({ usage: USAGE, run });
