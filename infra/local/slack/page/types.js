/**
 * @typedef {{ type: "plain_text" | "mrkdwn", text: string }} TextObject
 * @typedef {{ text: TextObject, value: string, description?: TextObject }} Option
 * @typedef {{ title: TextObject, text: TextObject, confirm: TextObject, deny: TextObject, style?: string }} Confirm
 *
 * @typedef {object} BlockElement an element of Block Kit; which of these it has depends on its type
 * @property {string} type
 * @property {string} action_id
 * @property {TextObject} [text]
 * @property {string} [url]
 * @property {"primary" | "danger"} [style]
 * @property {string} [accessibility_label]
 * @property {Confirm} [confirm]
 * @property {Option[]} [options]
 * @property {Option} [initial_option]
 * @property {Option[]} [initial_options]
 * @property {string} [initial_user]
 * @property {string} [initial_date]
 * @property {string} [initial_value]
 * @property {TextObject} [placeholder]
 * @property {boolean} [multiline]
 * @property {number} [min_length]
 * @property {number} [max_length]
 * @property {boolean} [is_decimal_allowed]
 * @property {string} [min_value]
 * @property {string} [max_value]
 * @property {string} [image_url]
 * @property {string} [alt_text]
 *
 * @typedef {object} Block
 * @property {string} type
 * @property {string} block_id
 * @property {TextObject} [text]
 * @property {TextObject[]} [fields]
 * @property {BlockElement} [accessory]
 * @property {BlockElement[]} [elements]
 * @property {TextObject} [label]
 * @property {TextObject} [hint]
 * @property {TextObject} [title]
 * @property {BlockElement} [element]
 * @property {boolean} [optional]
 * @property {string} [image_url]
 * @property {string} [alt_text]
 *
 * @typedef {object} Message
 * @property {string} ts
 * @property {string} channel
 * @property {string} user
 * @property {string} text
 * @property {Block[]} [blocks]
 * @property {object} [edited]
 * @property {string} [visible_to]
 * @property {string} [thread_ts]
 *
 * @typedef {object} View
 * @property {string} id
 * @property {TextObject} title
 * @property {TextObject} [submit]
 * @property {TextObject} [close]
 * @property {Block[]} blocks
 *
 * @typedef {{ id: string, name: string, real_name: string }} Person
 * @typedef {{ to: string, subject: string, text: string, at: string }} Mail
 * @typedef {{ id: number, at: number, level: string, text: string }} LogLine
 * @typedef {{ name: string, label: string, explanation: string, kind: "switch" | "once", active: boolean }} Fault
 * @typedef {{ status: "running" | "done" | "failed", visits: number, failures: number }} StateProgress
 *
 * @typedef {object} Execution
 * @property {string} name
 * @property {"RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED"} status
 * @property {number} startDate
 * @property {number} [stopDate]
 * @property {string} [input]
 * @property {string} [error]
 * @property {number} events
 * @property {Record<string, StateProgress>} states
 *
 * @typedef {object} Table
 * @property {string} table the variable of its name
 * @property {string} name
 * @property {string[]} keys
 * @property {number} count
 * @property {Map<string, Record<string, unknown>>} items the one that changed last at the end
 * @property {Set<string>} fresh the keys of what changed last
 *
 * @typedef {object} Machine a state machine in Amazon States Language, as far as it is drawn
 * @property {string} StartAt
 * @property {Record<string, MachineState>} States
 *
 * @typedef {object} MachineState
 * @property {string} Type
 * @property {string} [Next]
 * @property {boolean} [End]
 * @property {{ Next: string }[]} [Choices]
 * @property {string} [Default]
 * @property {{ Next: string }[]} [Catch]
 * @property {Machine[]} [Branches]
 */

// The types alone: this file is a module without content.
export {};
