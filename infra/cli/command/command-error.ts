/** A command cannot do what was asked. The message says why, and what to do. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
}

/** The arguments of a command are wrong: its usage is printed. */
export class WrongUsage extends Error {
  override readonly name = "WrongUsage";
}
