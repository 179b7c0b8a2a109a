import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

// Limits: https://docs.slack.dev/reference/block-kit. What Slack rejects is rejected here.

const randomId = () => randomBytes(4).toString("base64url").slice(0, 5);

/** An id with a random default. */
export const identifier = (length: number) => z.string().min(1).max(length).default(randomId);

export const plainText = (length: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(length),
    emoji: z.boolean().optional(),
  });

export const textObject = (length: number) =>
  z.discriminatedUnion("type", [
    plainText(length),
    z.strictObject({
      type: z.literal("mrkdwn"),
      text: z.string().min(1).max(length),
      verbatim: z.boolean().optional(),
    }),
  ]);

const confirm = z.strictObject({
  title: plainText(100),
  text: textObject(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

const option = z.strictObject({
  text: textObject(75),
  value: z.string().min(1).max(150),
  description: textObject(75).optional(),
});

/** An option of a menu. Unlike that of a checkbox, its text is plain. */
const menuOption = z.strictObject({
  text: plainText(75),
  value: z.string().min(1).max(150),
  description: plainText(75).optional(),
});

const common = {
  action_id: identifier(255),
  confirm: confirm.optional(),
  focus_on_load: z.boolean().optional(),
};
const placeholder = plainText(150).optional();

const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  action_id: identifier(255),
  value: z.string().max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const menuOptions = z.array(menuOption).min(1).max(100);

/** A menu has either options or groups of options. */
const menu = {
  options: menuOptions.optional(),
  option_groups: z
    .array(z.strictObject({ label: plainText(75), options: menuOptions }))
    .min(1)
    .max(100)
    .optional(),
};

interface Menu {
  options?: readonly z.infer<typeof menuOption>[] | undefined;
  option_groups?: readonly { options: readonly z.infer<typeof menuOption>[] }[] | undefined;
}

/** Returns all options of a menu. */
export const listOptions = ({ options = [], option_groups = [] }: Menu) => [
  ...options,
  ...option_groups.flatMap((group) => group.options),
];

const hasOptions = ({ options, option_groups }: Menu) =>
  (options === undefined) !== (option_groups === undefined);
const isIn = (menu: Menu, option: object) =>
  listOptions(menu).some((each) => isDeepStrictEqual(each, option));

const staticSelect = z
  .strictObject({
    type: z.literal("static_select"),
    ...common,
    placeholder,
    ...menu,
    initial_option: menuOption.optional(),
  })
  .refine(hasOptions, "a menu has options or option_groups")
  .refine(
    (element) => !element.initial_option || isIn(element, element.initial_option),
    "initial_option is not one of the options",
  );
const multiStaticSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    ...common,
    placeholder,
    ...menu,
    initial_options: z.array(menuOption).min(1).max(100).optional(),
    max_selected_items: z.int().min(1).optional(),
  })
  .refine(hasOptions, "a menu has options or option_groups")
  .refine(
    (element) => (element.initial_options ?? []).every((each) => isIn(element, each)),
    "initial_options are not among the options",
  );
const conversationsSelect = z.strictObject({
  type: z.literal("conversations_select"),
  ...common,
  placeholder,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(["im", "mpim", "private", "public"]))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal("channels_select"),
  ...common,
  placeholder,
  initial_channel: z.string().optional(),
});
const usersSelect = z.strictObject({
  type: z.literal("users_select"),
  ...common,
  placeholder,
  initial_user: z.string().optional(),
});
const datepicker = z.strictObject({
  type: z.literal("datepicker"),
  ...common,
  placeholder,
  initial_date: z.iso.date().optional(),
});
const radioButtons = z.strictObject({
  type: z.literal("radio_buttons"),
  ...common,
  options: z.array(option).min(1).max(10),
  initial_option: option.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  ...common,
  options: z.array(option).min(1).max(10),
  initial_options: z.array(option).min(1).max(10).optional(),
});
/** When an input with `dispatch_action` notifies the app. */
const dispatchConfig = z
  .strictObject({
    trigger_actions_on: z
      .array(z.enum(["on_enter_pressed", "on_character_entered"]))
      .min(1)
      .max(2),
  })
  .optional();
const plainTextInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: identifier(255),
  placeholder,
  focus_on_load: z.boolean().optional(),
  initial_value: z.string().optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3000).optional(),
  max_length: z.int().min(1).max(3000).optional(),
  dispatch_action_config: dispatchConfig,
});
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  action_id: identifier(255),
  placeholder,
  focus_on_load: z.boolean().optional(),
  is_decimal_allowed: z.boolean(),
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  dispatch_action_config: dispatchConfig,
});
const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: identifier(255),
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

export const image = z.strictObject({
  type: z.literal("image"),
  image_url: z.url({ protocol: /^https?$/ }).max(3000),
  alt_text: z.string().min(1).max(2000),
});

const interactive = [
  button,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  datepicker,
  radioButtons,
  checkboxes,
] as const;

/** An element that notifies the app as soon as somebody uses it. */
export const actionElement = z.discriminatedUnion("type", [...interactive]);
/** An element next to the text of a section. */
export const accessory = z.discriminatedUnion("type", [...interactive, image]);
/** An element of an input block. */
export const inputElement = z.discriminatedUnion("type", [
  staticSelect,
  multiStaticSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  datepicker,
  radioButtons,
  checkboxes,
  plainTextInput,
  numberInput,
  fileInput,
]);

export type Interactive = z.infer<typeof actionElement> | z.infer<typeof inputElement>;
