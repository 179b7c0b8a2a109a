declare module "asl-validator" {
  /** Checks a state machine against Amazon States Language: its schema, that each state is reached, its JSON paths. */
  export default function validate(definition: unknown): { isValid: boolean; errors: unknown[] };
}
