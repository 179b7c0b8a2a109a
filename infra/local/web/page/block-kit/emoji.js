import { html } from "../shared/html.js";

/** The emoji that a lottery needs, by Slack's names. An unknown name stays as it was typed. */
const EMOJI = new Map(
  Object.entries({
    "+1": "👍",
    "-1": "👎",
    alarm_clock: "⏰",
    arrow_right: "➡️",
    balloon: "🎈",
    bar_chart: "📊",
    bell: "🔔",
    bulb: "💡",
    calendar: "📆",
    champagne: "🍾",
    clap: "👏",
    clipboard: "📋",
    clock3: "🕒",
    confetti_ball: "🎊",
    crown: "👑",
    dart: "🎯",
    email: "📧",
    envelope: "✉️",
    eyes: "👀",
    first_place_medal: "🥇",
    four_leaf_clover: "🍀",
    game_die: "🎲",
    gift: "🎁",
    hourglass: "⌛",
    hourglass_flowing_sand: "⏳",
    information_source: "ℹ️",
    key: "🔑",
    link: "🔗",
    lock: "🔒",
    mag: "🔍",
    mailbox: "📫",
    medal: "🏅",
    memo: "📝",
    no_entry: "⛔",
    no_entry_sign: "🚫",
    partying_face: "🥳",
    point_right: "👉",
    question: "❓",
    raised_hands: "🙌",
    rocket: "🚀",
    scroll: "📜",
    second_place_medal: "🥈",
    slightly_smiling_face: "🙂",
    smile: "😄",
    sparkles: "✨",
    star: "⭐",
    star2: "🌟",
    tada: "🎉",
    third_place_medal: "🥉",
    thumbsup: "👍",
    ticket: "🎫",
    admission_tickets: "🎟️",
    trophy: "🏆",
    warning: "⚠️",
    wave: "👋",
    white_check_mark: "✅",
    x: "❌",
  }),
);

/**
 * @param {string} name without the colons
 * @returns {import("preact").VNode | undefined} the emoji, with its name for screen readers; undefined if the name is unknown
 */
export function renderEmoji(name) {
  const character = EMOJI.get(name);
  return character === undefined
    ? undefined
    : html`<span class="emoji" role="img" aria-label=${name.replaceAll("_", " ")}>${character}</span>`;
}
