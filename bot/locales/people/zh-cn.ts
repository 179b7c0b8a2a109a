import { groupDigits as n } from "../../../data/runtime/group-digits.ts";
import type { PeopleTexts } from "./texts.ts";

const onePerson = (command: string): string =>
  `如果是同一个人，此人可能中两次奖：请用 \`${command} leave\` 将多余的条目标记为离职。`;

/** The texts about people on the roster in Chinese. `command` is the name of the slash command. */
export const createPeopleChinese = (command: string): PeopleTexts => ({
  me: {
    usage: `\`${command} me\` 显示抽奖系统中你的情况。如果你在名册上有多个条目，或名册很大，请加上工号：\`${command} me E0042\`。`,
    serial: (serial) =>
      `你在名册中的序号是 ${serial}。用 \`${command} verify 3 me\` 可以查看它在第 3 次抽奖中的结果。`,
    notSearched: `名册较大，或数据表响应较慢，暂时查不到你。请重试，或加上工号：\`${command} me E0042\`。`,
    notYours: `无法显示这个条目：名册上没有这个工号，或者它登记的不是你的 Slack 账号。请检查写法。如果这是你的工号，请联系主办方在名册上登记你的 Slack 账号。`,
    optOut: "退出抽奖",
    optIn: "重新参加",
    askOptOut: `要退出所有抽奖吗？退出后不能中奖，直到你用 \`${command} me\` 重新参加。已中的奖仍然是你的。验证之后的抽奖时，别人可能会看到你已自行退出。`,
    optedOut: `你已退出抽奖，不能再中奖。用 \`${command} me\` 可以随时重新参加。`,
    optedIn: "你已重新参加抽奖。",
    noOptOut: "本抽奖不支持自行退出，没有做任何更改。请联系主办方。",
    noLongerYours: `名册上的这个条目不再登记你的 Slack 账号，没有做任何更改。用 \`${command} me\` 可以查看现在的情况。`,
    runningOut: (drawNo) => `第 ${drawNo} 次抽奖在此之前已开始，正在进行，你仍可能在其中中奖。`,
    runningIn: (drawNo) => `第 ${drawNo} 次抽奖在此之前已开始，正在进行。你可以参加之后的抽奖。`,
    changedDuring: (drawNo) =>
      `第 ${drawNo} 次抽奖开始后你已更改过，抽奖仍在进行，因此这次没有更改。请在结果公布后再试。`,
  },
  people: {
    addUsage: `请输入一位成员，有工号时也可以加上：\`${command} add @成员\` 或 \`${command} add @成员 E0042\`。请从 Slack 的列表中选择，或输入成员 ID。没有做任何更改。`,
    cannotAdd: {
      guest: (user) => `${user} 是本工作区的访客，因此没有添加。可以通过导入文件添加。没有做任何更改。`,
      external: (user) => `${user} 属于另一个工作区，因此没有添加。可以通过导入文件添加。没有做任何更改。`,
      bot: (user) => `${user} 是机器人，不能中奖。没有做任何更改。`,
      deactivated: (user) => `${user} 的 Slack 账号已停用，因此没有添加。没有做任何更改。`,
      missing: (user) => `Slack 找不到 ${user}，无法添加。没有做任何更改。`,
      unknown: (user) => `Slack 没有及时说明 ${user} 是谁。没有做任何更改，请稍后再试。`,
    },
    noProfile: (user) => `Slack 没有及时提供 ${user} 的姓名，无法添加。没有做任何更改，请稍后再试。`,
    addLate:
      "名册太大，无法及时确认此人是否已在名册上。没有做任何更改。请再试一次；如果仍然不行，请导入含有此人的文件。",
    askNew: (user, person) =>
      `要将 ${user} 以 ${person} 加入名册吗？此人将得到下一个序号，从现在起可以中奖。`,
    askLink: (user, person, hasLeft) =>
      `${person} 已在名册上，但没有 Slack 账号${hasLeft ? "，且已离职" : ""}。此人是 ${user} 吗？如果是，该条目将登记这个账号${hasLeft ? "，此人可以重新中奖" : ""}。序号和中奖记录不变。`,
    askReturn: (person) =>
      `${person} 在名册上，但已离职。要让此人重新加入吗？序号和中奖记录不变，可以重新中奖。`,
    confirm: { new: "确认加入", link: "登记账号", return: "确认返回" },
    done: {
      new: (person, serial) =>
        `${person} 已加入名册${serial === undefined ? "" : `，序号是 ${serial}`}。几秒后抽奖即可看到此人。`,
      link: (person, serial) =>
        `${person} 已在名册上登记这个 Slack 账号${serial === undefined ? "" : `，序号仍是 ${serial}`}。`,
      return: (person, serial) =>
        `${person} 已重新加入${serial === undefined ? "" : `，序号是 ${serial}`}，可以重新中奖。`,
    },
    present: (person, serial) =>
      `${person} 已在名册上${serial === undefined ? "，但没有序号，因此不能中奖。请导入含有此人的文件，导入时会补上序号。" : `，序号是 ${serial}。`}没有做任何更改。`,
    otherId: (person) => `这个 Slack 账号已在名册上：${person}。每人只有一个条目，因此没有做任何更改。`,
    taken: (person, user) =>
      `${person} 使用这个工号或邮箱，但登记的是另一个 Slack 账号：${user}。没有做任何更改。如果是同一个人，请通过导入更正账号。`,
    several: (people, more) =>
      `名册上有几个条目可能是此人：${people}${more > 0 ? `，另有 ${n(more)} 个` : ""}。没有做任何更改。请先更正：每人只有一个条目。`,
    changedMeanwhile: "在此期间有人更改了此人或名册，你的操作没有执行。请重新输入命令，查看现在的情况。",
    importRunning: "名册正在导入，没有做任何更改。请一分钟后再试。",
    leaveUsage: `请只输入一个人（姓名、工号或提及）：\`${command} leave 张伟\`。要让此人重新加入：\`${command} add @成员\`。没有做任何更改。`,
    leaveLate: `名册太大，无法及时查找，没有做任何更改。请使用工号：\`${command} leave E0042\`。`,
    askLeave: (person) =>
      `要将 ${person} 标记为今天离职吗？此人将不能再中奖。此前的中奖仍然有效，条目也会保留。`,
    leave: "确认离职",
    left: (person) => `${person} 已标记为离职，不能再中奖。`,
    leftAlready: (person) => `${person} 此前已标记为离职。没有做任何更改。`,
  },
  roster: {
    title: (people) => `*名册：${n(people)} 人*`,
    empty: `名册是空的。请从文件导入人员，或用 \`${command} add @成员\` 逐个添加。`,
    scope: (campaign, time) => `截至 ${time}，在${campaign}中，对没有额外规则的抽奖：`,
    counts: {
      free: (people) => `✅ *${n(people)}* 人可以中奖`,
      held: (people) => `⏳ *${n(people)}* 人在进行中的抽奖里`,
      won: (people) => `🏆 *${n(people)}* 人在本次活动中已中奖`,
      excluded: (people) => `🚫 *${n(people)}* 人已被排除`,
      opted_out: (people) => `🙅 *${n(people)}* 人自行退出`,
      left: (people) => `👋 *${n(people)}* 人已离职`,
      malformed: (people) => `⚠️ *${n(people)}* 人的条目格式不正确`,
    },
    cannotWin: (people) => `*${n(people)}* 人不能中奖：`,
    departments: "*部门*",
    department: ({ name, people, canWin }) => `${name}：${n(people)} 人，${n(canWin)} 人可以中奖`,
    lists: {
      all: "名册上的所有人",
      cannot: "不能中奖的人",
      free: "可以中奖的人",
      held: "正在参加抽奖的人",
      won: "本次活动的中奖者",
      excluded: "被排除的人",
      opted_out: "自行退出的人",
      left: "已离职的人",
      malformed: "格式不正确的条目",
    },
    listTitle: (list, people) => `*${list}：${n(people)} 人*`,
    foundTitle: (people) => `*${n(people)} 人*`,
    ofDepartment: (department) => `部门：${department}`,
    found: (text) => `搜索：“${text}”`,
    noName: "没有姓名",
    noSerial: "没有序号",
    statuses: {
      free: () => "可以中奖",
      held: () => "在进行中的抽奖里",
      won: () => "本次活动中已中奖",
      excluded: ({ until }) => (until === undefined || until === "always" ? "已被排除" : `被排除到 ${until}`),
      opted_out: () => "自行退出",
      left: ({ leftOn }) => (leftOn === undefined ? "已离职" : `${leftOn} 离职`),
      malformed: () => "条目格式不正确",
    },
    nobody: "名册上没有符合的人。",
    late: "名册太大，或数据表响应太慢，无法及时读取。请再试一次；如果仍然不行，请联系抽奖系统的维护人员。",
    problems: {
      count: (problems) => `🔧 条目中有 *${n(problems)}* 个问题，可能由其他程序写入`,
      title: (problems) => `*条目中的问题：${n(problems)} 个*`,
      none: "条目没有问题。",
      malformed: ({ person, attribute, value }) =>
        `${person}：${attribute}${value === undefined ? "，但没有填写" : `，现在是 ${value}`}。`,
      noSerial: (person) =>
        `${person}：没有序号（\`lottery_serial\`），抽奖找不到此人。导入含有此人的文件会补上序号。`,
      attributes: {
        employee_id: "工号（`employee_id`）必须有可见的字符",
        employee_name: "姓名（`employee_name`）必须是 1 到 200 个字符的文字",
        lottery_serial: "序号（`lottery_serial`）必须是从 1 开始的整数",
        slack_user_id: "Slack 账号（`slack_user_id`）必须是成员 ID，例如 U012ABCDEF",
        email: "邮箱（`email`）必须是电子邮件地址",
        department: "部门（`department`）必须是文字",
        employee_entry_date: "入职日期（`employee_entry_date`）必须是文字，例如 20260131",
        left_at: "离职日期（`left_at`）必须是日期，例如 20260131",
        excluded_until: "排除的截止日（`excluded_until`）必须是日期，例如 2026-01-31，或 `always`",
        opted_out_at: "退出的时间（`opted_out_at`）必须是时间，例如 2026-01-31T12:00:00Z",
        opted_in_at: "重新参加的时间（`opted_in_at`）必须是时间，例如 2026-01-31T12:00:00Z",
      },
      stopsDraws: "抽到此人时，抽奖会失败。",
      countsAs: {
        slack_user_id: "更正之前，此人在这里没有 Slack 账号。",
        employee_entry_date: "更正之前，入职日期不详。",
        department: "更正之前，此人没有部门。",
        left_at: "更正之前，此人视为已离职。",
        excluded_until: "更正之前，此人长期被排除。",
        opted_out_at: "更正之前，此人视为已退出。",
      },
      sameSerial: (serial, people) =>
        `${people}：序号都是 ${serial}，抽到这个序号时抽奖会失败。除一人外，都需要另一个序号。`,
      samePerson: {
        id: (people) => `${people}：工号只是写法不同。${onePerson(command)}`,
        "slack-account": (people) => `${people}：登记了同一个 Slack 账号。${onePerson(command)}`,
        email: (people) => `${people}：登记了同一个邮箱。${onePerson(command)}`,
      },
      unusedSerials: ({ unused, highest, person }) =>
        `${person}：最大序号是 ${highest}，其中 ${n(unused)} 个序号没有人，抽奖会变慢。`,
      morePeople: (people) => `另外 ${n(people)} 人`,
      more: "更多问题",
      first: "最前的问题",
    },
    picture: "Slack 头像",
    searchTooLong: (longest) => `搜索的文字最多 ${n(longest)} 个字符。`,
    show: "查看",
    overview: "概览",
    moreDepartments: "更多部门",
    firstDepartments: "最前的部门",
    search: "搜索",
    searchField: "姓名、工号或部门",
    searchHint: "输入一部分即可。不填则列出所有人。",
    whoField: "范围",
  },
});
