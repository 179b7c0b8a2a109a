import { syncBuiltinESMExports } from "node:module";

/**
 * Replaces exports of a module of Node for everybody, also in code that is loaded already, until the result is disposed.
 * `module` is the module's default export.
 */
export function replaceExports<Module extends object>(module: Module, exports: Partial<Module>): Disposable {
  const replaced = Object.fromEntries(Object.keys(exports).map((name) => [name, Reflect.get(module, name)]));
  Object.assign(module, exports);
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      Object.assign(module, replaced);
      syncBuiltinESMExports();
    },
  };
}
