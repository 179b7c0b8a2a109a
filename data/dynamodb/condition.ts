/** A condition of a write, with the names and values in its expression. */
export interface Condition {
  expression: string;
  names?: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, unknown>>;
}

function join(conditions: readonly Condition[], operator: "AND" | "OR"): Condition {
  return {
    expression: conditions.map(({ expression }) => expression).join(` ${operator} `),
    names: Object.assign({}, ...conditions.map(({ names }) => names)),
    values: Object.assign({}, ...conditions.map(({ values }) => values)),
  };
}

/** Joins conditions: all must be true. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return join(conditions, "AND");
}

/** Joins conditions: one must be true. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return join(
    conditions.map((each) => ({ ...each, expression: `(${each.expression})` })),
    "OR",
  );
}

/** The list or map has this number of elements. `value` is the name of the value in the expression, as `:wins`. */
export function hasSize(attribute: string, value: string, size: number): Condition {
  // DynamoDB evaluates the size of an absent attribute to false. Not every emulator does.
  return {
    expression: `attribute_exists(${attribute}) AND size(${attribute}) = ${value}`,
    values: { [value]: size },
  };
}
