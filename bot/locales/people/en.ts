import type { PeopleTexts } from "./texts.ts";

/** The texts about people on the roster in English. `command` is the name of the slash command. */
export const createPeopleEnglish = (command: string): PeopleTexts => ({
  me: {
    usage: `\`${command} me\` shows what the lottery knows about you. If you are several times on the roster, or the roster is very large, add your employee ID: \`${command} me E0042\`.`,
    serial: (serial) =>
      `Your serial on the roster is ${serial}. \`${command} verify 3 me\` shows what draw 3 made of it.`,
    notSearched: `I could not look you up, because the roster is large or its table was slow. Try again, or add your employee ID: \`${command} me E0042\`.`,
    notYours: `I cannot show this entry: the employee ID is not on the roster, or it does not have your Slack account. Check the spelling. If it is your ID, ask the organizers to add your Slack account to it.`,
  },
});
