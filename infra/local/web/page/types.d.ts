// What the server sends to the page.

import type { ShownFault } from "../inspector/faults.ts";

/** A subcommand, from the bot's registry. */
export interface Command {
  name: string;
  usage: string;
  summary: string;
}

export interface TextObject {
  type: "plain_text" | "mrkdwn";
  text: string;
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
}

export interface Confirm {
  title: TextObject;
  text: TextObject;
  confirm: TextObject;
  deny: TextObject;
  style?: string;
}

/** An element of Block Kit. Its properties depend on its type. */
export interface BlockElement {
  type: string;
  action_id: string;
  text?: TextObject;
  url?: string;
  style?: "primary" | "danger";
  accessibility_label?: string;
  confirm?: Confirm;
  options?: Option[];
  option_groups?: { label: TextObject; options: Option[] }[];
  initial_option?: Option;
  initial_options?: Option[];
  initial_user?: string;
  initial_date?: string;
  initial_value?: string;
  initial_conversation?: string;
  initial_channel?: string;
  default_to_current_conversation?: boolean;
  filetypes?: string[];
  max_files?: number;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  placeholder?: TextObject;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  image_url?: string;
  alt_text?: string;
}

export interface Block {
  type: string;
  block_id: string;
  text?: TextObject;
  fields?: TextObject[];
  accessory?: BlockElement;
  elements?: BlockElement[];
  label?: TextObject;
  hint?: TextObject;
  title?: TextObject;
  element?: BlockElement;
  optional?: boolean;
  dispatch_action?: boolean;
  image_url?: string;
  alt_text?: string;
}

export interface Message {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks?: Block[];
  edited?: object;
  visible_to?: string;
  thread_ts?: string;
  /** A direct message of the app. */
  is_direct?: boolean;
  files?: SlackFile[];
}

export interface SlackFile {
  id: string;
  name: string;
  title: string;
  /** In bytes. */
  size: number;
}

export interface View {
  id: string;
  hash: string;
  title: TextObject;
  submit?: TextObject;
  close?: TextObject;
  blocks: Block[];
}

/** The published Home tab of the app. */
export interface HomeView {
  id: string;
  blocks: Block[];
}

export interface Person {
  id: string;
  name: string;
  real_name: string;
  account?: "guest" | "external" | "bot";
}

export interface Mail {
  id: string;
  to: string;
  subject: string;
  text: string;
  at: string;
  delivery?: "sending" | "sent" | "failed";
}

/** The state of the connection to a real Slack. */
export interface SlackConnection {
  status: "connecting" | "connected";
  team?: { name: string; url: string };
  bot?: string;
}

export interface LogLine {
  id: number;
  /** ms. */
  at: number;
  level: string;
  text: string;
}

export type Fault = ShownFault;

export interface StateProgress {
  status: "running" | "done" | "failed";
  visits: number;
  failures: number;
  /** ms; of a Wait state. */
  until?: number;
}

export interface Execution {
  name: string;
  status: "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";
  /** ms. */
  startDate: number;
  stopDate?: number;
  input?: string;
  error?: string;
  /** The number of events in its history. */
  events: number;
  states: Record<string, StateProgress>;
}

export interface Table {
  /** The environment variable with its name. */
  table: string;
  name: string;
  keys: string[];
  count: number;
  /** By key. The item that changed last is at the end. */
  items: Map<string, Record<string, unknown>>;
  /** The keys of the items that changed last. */
  fresh: Set<string>;
}

/** The parts of a state machine in Amazon States Language that the graph shows. */
export interface Machine {
  StartAt: string;
  States: Record<string, MachineState>;
}

export interface MachineState {
  Type: string;
  Next?: string;
  End?: boolean;
  Choices?: { Next: string }[];
  Default?: string;
  Catch?: { Next: string }[];
  Branches?: Machine[];
}
