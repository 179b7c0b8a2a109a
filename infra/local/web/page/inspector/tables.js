import { Fragment } from "preact";
import { useId, useState } from "preact/hooks";
import { html } from "../shared/html.js";
import { keyColumns, viewOf } from "./table-views.js";

/**
 * @import { Table } from "../types.js"
 * @import { Column, Item } from "./table-views.js"
 */

/** So many rows are drawn of each table. */
const DRAWN = 60;

/**
 * @param {{ item: Item, columns: Column[], isFresh: boolean, isOver: boolean }} props
 */
function Row({ item, columns, isFresh, isOver }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [first = "", ...others] = columns.map(({ read }) => read(item));
  return html`<${Fragment}>
    <tr class=${`${isFresh ? "fresh" : ""}${isOver ? " over" : ""}`}>
      <th scope="row">
        <button type="button" aria-expanded=${isOpen} aria-controls=${id} title=${first} onClick=${() => setOpen(!isOpen)}>
          ${isOver ? html`<s>${first}</s>` : first || "(no value)"}
        </button>
      </th>
      ${others.map((cell) => html`<td title=${cell}>${cell}</td>`)}
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

/**
 * @param {object} props
 * @param {string} props.title
 * @param {Column[]} props.columns
 * @param {[string, Item][]} props.rows
 * @param {Set<string>} props.fresh the keys of what changed last
 * @param {(item: Item) => boolean} [props.isOver]
 */
const Rows = ({ title: name, columns, rows, fresh, isOver = () => false }) =>
  html`<table aria-label=${name}>
    <thead>
      <tr>${columns.map(({ title, width }) => html`<th scope="col" style=${{ width }}>${title}</th>`)}</tr>
    </thead>
    <tbody>
      ${rows.map(
        ([key, item]) =>
          html`<${Row} key=${key} item=${item} columns=${columns} isFresh=${fresh.has(key)} isOver=${isOver(item)} />`,
      )}
    </tbody>
  </table>`;

/** @param {{ table: Table }} props */
function OneTable({ table }) {
  const { name, keys, count, items, fresh } = table;
  const { title, columns, isMain = () => true, compare, isOver } = viewOf(table);
  const newestFirst = [...items].reverse();
  const main = newestFirst.filter(([, item]) => isMain(item));
  const rows = (compare ? main.sort(([, a], [, b]) => compare(a, b)) : main).slice(0, DRAWN);
  const others = newestFirst.filter(([, item]) => !isMain(item)).slice(0, DRAWN);
  const shown = rows.length + others.length;
  return html`<details class="table" open>
    <summary><h3>${title}</h3> <code>${name}</code> <span class="count">${count === 1 ? "1 item" : `${count} items`}</span></summary>
    ${
      rows.length === 0
        ? html`<p class="nothing">Nothing in it yet.</p>`
        : html`<${Rows} title=${title} columns=${columns} rows=${rows} fresh=${fresh} isOver=${isOver} />`
    }
    ${
      others.length > 0 &&
      html`<details class="others">
        <summary>Other items of this table</summary>
        <${Rows} title=${`${title}: other items`} columns=${keyColumns(keys)} rows=${others} fresh=${fresh} />
      </details>`
    }
    ${count > shown && html`<p class="nothing">${shown} of ${count} items are shown.</p>`}
  </details>`;
}

/** The tables, as they change. @param {{ tables: Table[] }} props */
export const Tables = ({ tables }) =>
  html`${[...tables].sort((a, b) => rank(a) - rank(b)).map((table) => html`<${OneTable} key=${table.table} table=${table} />`)}`;

/** What changes is on top. @param {Table} table */
const rank = ({ table }) => ["WINNERS_TABLE", "DRAWS_TABLE", "EMPLOYEE_TABLE"].indexOf(table);
