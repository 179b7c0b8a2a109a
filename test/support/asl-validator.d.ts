declare module "asl-validator" {
  /** Validates a state machine: its schema, its JSON paths, and that each state is reachable. */
  export default function validate(definition: unknown): { isValid: boolean; errors: unknown[] };
}
