import { Fragment } from "preact";
import { useId, useState } from "preact/hooks";
import { html } from "../html.js";

/** @import { Table } from "../types.js" */

/** What is shown of each table's items, beside what unfolds. */
const COLUMNS =
  /** @type {Record<string, { title: string, columns: string[], isNewestFirst?: boolean }>} */ ({
    EMPLOYEE_TABLE: {
      title: "Employees",
      columns: ["lottery_serial", "employee_name", "employee_id", "slack_user_id"],
    },
    WINNERS_TABLE: { title: "Winners", columns: ["employee_id", "draw_no", "won_at"], isNewestFirst: true },
    DRAWS_TABLE: { title: "Draws", columns: ["ledger", "entry", "status", "prize"], isNewestFirst: true },
  });
/** So many rows are drawn of each table. */
const DRAWN = 60;

/** @param {unknown} value */
const formatCell = (value) =>
  value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

/**
 * @param {{ item: Record<string, unknown>, columns: string[], isFresh: boolean }} props
 */
function Row({ item, columns, isFresh }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [first = "", ...others] = columns;
  return html`<${Fragment}>
    <tr class=${isFresh ? "fresh" : ""}>
      <th scope="row">
        <button type="button" aria-expanded=${isOpen} aria-controls=${id} onClick=${() => setOpen(!isOpen)}>
          ${formatCell(item[first])}
        </button>
      </th>
      ${others.map((column) => html`<td title=${formatCell(item[column])}>${formatCell(item[column])}</td>`)}
    </tr>
    ${
      isOpen &&
      html`<tr id=${id}>
        <td class="unfolded" colspan=${columns.length}>
          <pre class="json" tabindex="0">${JSON.stringify(item, null, 2)}</pre>
        </td>
      </tr>`
    }
  <//>`;
}

/** @param {{ table: Table }} props */
function OneTable({ table: { table, name, keys, count, items, fresh } }) {
  const { title, columns, isNewestFirst } = COLUMNS[table] ?? { title: name, columns: keys };
  const all = [...items];
  const serial = ([, item] = all[0] ?? ["", {}]) => Number(item["lottery_serial"] ?? 0);
  const ordered = isNewestFirst ? all.reverse() : all.sort((a, b) => serial(a) - serial(b));
  const shown = ordered.slice(0, DRAWN);
  return html`<details class="table" open>
    <summary><h3>${title}</h3> <code>${name}</code> <span class="count">${count}</span></summary>
    ${
      count === 0
        ? html`<p class="nothing">Nothing in it yet.</p>`
        : html`<table aria-label=${title}>
            <thead>
              <tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr>
            </thead>
            <tbody>
              ${shown.map(
                ([key, item]) =>
                  html`<${Row}
                    key=${key}
                    item=${item}
                    columns=${columns}
                    isFresh=${fresh.has(key)}
                  />`,
              )}
            </tbody>
          </table>`
    }
    ${count > shown.length && html`<p class="nothing">${shown.length} of ${count} are shown.</p>`}
  </details>`;
}

/** The tables, as they change. @param {{ tables: Table[] }} props */
export const Tables = ({ tables }) =>
  html`${[...tables].sort((a, b) => rank(a) - rank(b)).map((table) => html`<${OneTable} key=${table.table} table=${table} />`)}`;

/** What changes stands on top. @param {Table} table */
const rank = ({ table }) => ["WINNERS_TABLE", "DRAWS_TABLE", "EMPLOYEE_TABLE"].indexOf(table);
