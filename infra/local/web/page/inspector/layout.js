/**
 * @import { Machine, MachineState } from "../types.js"
 *
 * @typedef {object} Node a state in the drawing; `x` and `y` are its upper left corner
 * @property {string} name
 * @property {string} type the state's type; `Start` and `End` are added by the layout
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Edge
 * @property {string} from
 * @property {string} to
 * @property {"next" | "catch"} kind
 * @property {string} path as in SVG's `d`
 * @property {boolean} isBack whether it leads back to an earlier state
 * @property {string[]} skipped the states to which `from` could lead instead, and which it passes: if one was reached, the
 *   transition was not taken
 * @property {string} [shift] as in SVG's `transform`
 *
 * @typedef {{ width: number, height: number, nodes: Node[], edges: Edge[] }} Drawing
 */

const LEAF = { width: 146, height: 40 };
const ROUND = { width: 16, height: 16 };
const GAP = { x: 14, y: 26 };
const PADDING = { side: 12, top: 30, bottom: 12 };
/** Distance between the lanes at the sides, where arrows pass other states. */
const LANE = 13;
const CORNER = 7;

export const START = "Start";
export const END = "End";

/**
 * Returns the transitions from a state.
 * @param {MachineState} state
 * @param {boolean} isTop
 * @returns {{ to: string, kind: Edge["kind"] }[]}
 */
function findExits({ Type, Next, End: isEnd, Choices = [], Default, Catch = [] }, isTop) {
  const next = [...Choices.map((choice) => choice.Next), Default, Next].filter((name) => name !== undefined);
  if (isTop && (isEnd || Type === "Succeed")) next.push(END);
  return [
    ...[...new Set(next)].map((to) => ({ to, kind: /** @type {const} */ ("next") })),
    ...[...new Set(Catch.map((each) => each.Next))].map((to) => ({
      to,
      kind: /** @type {const} */ ("catch"),
    })),
  ];
}

/**
 * Assigns states to rows: each state is below all states that lead to it, except by an arrow back.
 * @param {Map<string, { to: string, kind: Edge["kind"] }[]>} exits
 * @param {string} first
 */
function findRows(exits, first) {
  /** @type {Map<string, number>} */
  const rows = new Map();
  const path = new Set();
  /** @type {Set<string>} arrows that lead back, as "from to" */
  const back = new Set();
  const visit = (/** @type {string} */ name, /** @type {number} */ row) => {
    if ((rows.get(name) ?? -1) >= row) return;
    rows.set(name, row);
    path.add(name);
    for (const { to } of exits.get(name) ?? []) {
      if (path.has(to)) back.add(`${name} ${to}`);
      else visit(to, row + 1);
    }
    path.delete(name);
  };
  visit(first, 0);
  return { rows, back };
}

/**
 * @param {string} name
 * @param {MachineState | undefined} state
 */
function measure(name, state) {
  if (name === START || name === END) return { size: ROUND, branches: [] };
  const branches = (state?.Branches ?? []).map((branch) => layOut(branch, false));
  if (branches.length === 0) return { size: LEAF, branches };
  const inner = branches.reduce((sum, { width }) => sum + width + GAP.x, -GAP.x);
  const height = Math.max(...branches.map((branch) => branch.height));
  return {
    size: { width: inner + 2 * PADDING.side, height: height + PADDING.top + PADDING.bottom },
    branches,
  };
}

/**
 * Draws a path from the side of one state along a lane to the side of another.
 * @param {Node} from
 * @param {Node} to
 * @param {number} lane
 */
function drawLane(from, to, lane) {
  const side = lane > from.x ? 1 : -1;
  const [startX, endX] = [from, to].map(({ x, width }) => (side > 0 ? x + width : x));
  const [startY, endY] = [from, to].map(({ y, height }) => y + Math.min(height, LEAF.height) / 2);
  const down = Math.sign((endY ?? 0) - (startY ?? 0));
  return [
    `M${startX} ${startY}H${lane - side * CORNER}`,
    `q${side * CORNER} 0 ${side * CORNER} ${down * CORNER}V${(endY ?? 0) - down * CORNER}`,
    `q0 ${down * CORNER} ${-side * CORNER} ${down * CORNER}H${(endX ?? 0) + side * 2}`,
  ].join("");
}

/**
 * @param {Node} from
 * @param {Node} to
 */
function drawDown(from, to) {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = [to.x + to.width / 2, to.y - 2];
  const middle = (y1 + y2) / 2;
  return x1 === x2 ? `M${x1} ${y1}V${y2}` : `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

/**
 * Computes the positions of a machine's states and the paths of the arrows between them.
 * @param {Machine} machine
 * @param {boolean} [isTop] whether it is the whole machine, which begins and ends with a circle
 * @returns {Drawing}
 */
export function layOut(machine, isTop = true) {
  const states = new Map(Object.entries(machine.States));
  const exits = new Map([...states].map(([name, state]) => [name, findExits(state, isTop)]));
  if (isTop) exits.set(START, [{ to: machine.StartAt, kind: "next" }]);
  const { rows, back } = findRows(exits, isTop ? START : machine.StartAt);

  const boxes = new Map([...rows.keys()].map((name) => [name, measure(name, states.get(name))]));
  /** @type {string[][]} */
  const lines = [];
  // States that fail are to the right of states that succeed.
  const isFail = (/** @type {string} */ name) => (states.get(name)?.Type === "Fail" ? 1 : 0);
  for (const [name, row] of rows) lines[row] = [...(lines[row] ?? []), name];
  for (const line of lines) line.sort((a, b) => isFail(a) - isFail(b));

  const passing = [...exits].flatMap(([from, all]) =>
    all.flatMap(({ to, kind }) => {
      const isBack = back.has(`${from} ${to}`);
      const isNear = kind === "next" && (rows.get(to) ?? 0) - (rows.get(from) ?? 0) === 1;
      return isBack || !isNear ? [{ lane: `${isBack} ${kind} ${to}`, isBack }] : [];
    }),
  );
  const lanes = (/** @type {boolean} */ isBack) => [
    ...new Set(passing.filter((each) => each.isBack === isBack).map(({ lane }) => lane)),
  ];
  const [left, right] = [lanes(true), lanes(false)];

  const widthOf = (/** @type {string} */ name) => boxes.get(name)?.size.width ?? 0;
  const inner = Math.max(
    ...lines.map((line) => line.reduce((sum, name) => sum + widthOf(name) + GAP.x, -GAP.x)),
  );
  const margin = (/** @type {string[]} */ all) => (all.length > 0 ? LANE * all.length + 4 : 0);
  const edge = margin(left);
  const width = edge + inner + margin(right);

  /** @type {Map<string, Node>} */
  const nodes = new Map();
  /** @type {Drawing[]} */
  const parts = [];
  let y = 0;
  for (const line of lines) {
    const height = Math.max(...line.map((name) => boxes.get(name)?.size.height ?? 0));
    const total = line.reduce((sum, name) => sum + widthOf(name) + GAP.x, -GAP.x);
    // In a row with a failing state, the first state stays below the state that leads to it.
    const isSpread = line.length > 1 && line.some(isFail);
    let x = isSpread ? edge + inner / 2 - widthOf(line[0] ?? "") / 2 : edge + (inner - total) / 2;
    for (const name of line) {
      const box = boxes.get(name);
      if (!box) continue;
      if (isSpread && isFail(name)) x = edge + inner - box.size.width;
      const top = y + (height - box.size.height) / 2;
      nodes.set(name, { name, type: states.get(name)?.Type ?? name, x, y: top, ...box.size });
      let at = x + PADDING.side;
      for (const branch of box.branches) {
        parts.push(moved(branch, at, top + PADDING.top));
        at += branch.width + GAP.x;
      }
      x += box.size.width + GAP.x;
    }
    y += height + GAP.y;
  }

  const edges = [...exits].flatMap(([from, all]) =>
    all.flatMap(({ to, kind }) => {
      const [start, end] = [nodes.get(from), nodes.get(to)];
      if (!start || !end) return [];
      const isBack = back.has(`${from} ${to}`);
      const lane = (isBack ? left : right).indexOf(`${isBack} ${kind} ${to}`);
      const isNear = kind === "next" && !isBack && (rows.get(to) ?? 0) - (rows.get(from) ?? 0) === 1;
      const skipped = all
        .filter((other) => kind === "next" && other.kind === "next" && !back.has(`${from} ${other.to}`))
        .filter((other) => !isBack && (rows.get(other.to) ?? 0) < (rows.get(to) ?? 0))
        .map((other) => other.to);
      const x = isBack ? edge - LANE * (lane + 1) : edge + inner + LANE * (lane + 1);
      const path = isNear ? drawDown(start, end) : drawLane(start, end, x);
      return [{ from, to, kind, isBack, skipped, path }];
    }),
  );
  return {
    width,
    height: y - GAP.y,
    nodes: [...nodes.values(), ...parts.flatMap((part) => part.nodes)],
    edges: [...edges, ...parts.flatMap((part) => part.edges)],
  };
}

/**
 * @param {Drawing} drawing
 * @param {number} x
 * @param {number} y
 * @returns {Drawing}
 */
function moved({ width, height, nodes, edges }, x, y) {
  return {
    width,
    height,
    nodes: nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + y })),
    edges: edges.map((each) => ({ ...each, shift: `translate(${x} ${y}) ${each.shift ?? ""}` })),
  };
}
