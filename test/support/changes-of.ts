type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Every way to change one thing in a JSON value: other, missing, more, twice, or in another order. */
export function* changesOf(value: Json): Generator<{ what: string; value: Json }> {
  if (typeof value === "string") {
    yield { what: "longer", value: `${value}x` };
    if (value !== "") yield { what: "emptied", value: "" };
    if (value !== "chosen") yield { what: "chosen", value: "chosen" };
    if (value !== "gap") yield { what: "gap", value: "gap" };
    if (/^[0-9a-f]{32,}$/.test(value))
      yield { what: "another digit", value: value.replace(/.$/, (it) => (it === "0" ? "1" : "0")) };
  } else if (typeof value === "number") {
    for (const other of [value + 1, value - 1, value + 0.5, String(value)])
      yield { what: `${other}`, value: other };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      yield { what: `without ${i}`, value: value.toSpliced(i, 1) };
      yield { what: `${i} twice`, value: value.toSpliced(i, 0, item) };
      if (i > 0)
        yield { what: `${i} before ${i - 1}`, value: value.toSpliced(i - 1, 2, item, value[i - 1] ?? null) };
      for (const change of changesOf(item))
        yield { what: `${i}.${change.what}`, value: value.with(i, change.value) };
    }
  } else if (value !== null && typeof value === "object") {
    yield { what: "unknown field", value: { ...value, more: "x" } };
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value;
      yield { what: `without ${key}`, value: rest };
      yield { what: `${key} is null`, value: { ...value, [key]: null } };
      for (const change of changesOf(item))
        yield { what: `${key}.${change.what}`, value: { ...value, [key]: change.value } };
    }
  }
}
