import { groupDigits as n } from "../../data/runtime/group-digits.ts";
import { explainInChinese } from "../../workflow/notice/locales/explain-rules.ts";
import { createImportChinese } from "./imports/zh-cn.ts";
import { createPeopleChinese } from "./people/zh-cn.ts";
import type { Texts } from "./texts.ts";

/** The texts in Chinese. `command` is the name of the slash command. */
export const createChinese = (command: string): Texts => ({
  commands: {
    draw: {
      usage: "draw [人数] [奖品]",
      summary: "抽取中奖者并在本频道公布；不输入人数时打开表单",
      label: "新的抽奖",
    },
    redraw: {
      usage: "redraw <第几次> <中奖者> [原因]",
      summary: "取消一位中奖者的资格，由抽奖顺序中的下一位递补",
      label: "更换中奖者",
    },
    void: { usage: "void <第几次> [原因]", summary: "将整次抽奖作废", label: "作废一次抽奖" },
    winners: { usage: "winners [第几次]", summary: "查看历次抽奖，或某一次的中奖者", label: "抽奖历史" },
    verify: {
      usage: "verify <第几次> [me]",
      summary: "重算一次抽奖，说明中奖依据，或查看自己的条目",
      label: "验证一次抽奖",
    },
    me: { usage: "me [工号]", summary: "查看自己是否在名册上、能否中奖、中过哪些奖", label: "我的抽奖" },
    campaign: {
      usage: "campaign [new|rename <名称>]",
      summary: "显示当前活动；抽奖管理员可以开始新活动或改名",
      label: "当前活动",
    },
    prizes: {
      usage: "prizes",
      summary: "显示本次活动的奖品及剩余数量；抽奖管理员可以编辑",
      label: "奖品清单",
    },
    handed: {
      usage: "handed <第几次> [中奖者]",
      summary: "标记奖品已发放，或撤销标记",
      label: "发奖登记",
    },
    add: {
      usage: "add <@成员> [工号]",
      summary: "把某人加入名册，或让已离职的人重新加入",
      label: "添加人员",
    },
    leave: { usage: "leave <人员>", summary: "标记某人已离职，不能再中奖", label: "标记离职" },
    roster: {
      usage: "roster [搜索]",
      summary: "查看名册有多少人、多少人可以中奖、谁不能中奖及原因",
      label: "名册",
    },
    exclude: {
      usage: "exclude <人员> [until <日期>] [原因]",
      summary: "让某人不参加抽奖，长期或直到某日",
      label: "排除某人",
    },
    include: { usage: "include <人员>", summary: "让被排除的人员重新参加抽奖", label: "恢复参加" },
    import: { usage: "import", summary: "从表格导入人员，确认计划后才会改动名册", label: "导入人员" },
    sync: {
      usage: "sync [#频道|@用户组|workspace]",
      summary: "从频道、用户组或整个工作区同步人员，确认计划后才会改动名册",
      label: "从 Slack 同步人员",
    },
    excluded: { usage: "excluded", summary: "查看哪些人被排除、到何时、为什么", label: "排除名单" },
    export: {
      usage: "export [第几次]",
      summary: "把本期活动的中奖名单以表格发给管理员，或把某次抽奖的记录发给任何人用于验证",
      label: "导出结果",
    },
    operators: {
      usage: "operators [add|remove @成员]",
      summary: "查看和更改抽奖管理员",
      label: "管理员名单",
    },
    channels: {
      usage: "channels [add|remove #频道]",
      summary: "查看和更改可以抽奖的频道",
      label: "抽奖频道",
    },
    log: { usage: "log [成员|第几次]", summary: "查看谁在何时做了哪些更改", label: "操作日志" },
    help: { usage: "help", summary: "显示本说明", label: "全部命令" },
  },
  help: {
    title: "*可用的命令：*",
    line: (usage, summary) => `• \`${command} ${usage}\`：${summary}`,
    operatorsOnly: "_（仅限抽奖管理员）_",
  },
  unknownCommand: (typed) => `我不认识 \`${typed}\`。可用的命令：`,
  operatorsOnly: "只有抽奖管理员可以执行此操作。如需权限，请联系抽奖系统的维护人员。",
  otherWorkspace:
    "这个抽奖系统属于另一个 Slack 工作区，因此没有执行任何操作。如果这里就是正确的工作区，请联系抽奖系统的维护人员。",
  trouble: "出了点问题，没有做任何改动。请稍后再试；如果再次出现，请联系抽奖系统的维护人员。",
  notConfirmed:
    "无法确认这次更改是否已经生效。请稍后重复同样的操作，不会重复执行。如果再次出现此消息，请联系抽奖系统的维护人员。",
  accounts: {
    guest: "本工作区的访客无法执行此操作。没有执行任何操作。",
    external: "只有本工作区的成员可以执行此操作。没有执行任何操作。",
    bot: "机器人无法执行此操作。没有执行任何操作。",
    deactivated: "你的 Slack 账号已停用，无法执行此操作。没有执行任何操作。",
    missing: "Slack 找不到你的账号，因此没有执行任何操作。请联系抽奖系统的维护人员。",
    unknown:
      "Slack 没有及时确认你是本工作区的成员，因此没有执行任何操作。请稍后再试；如果再次出现，请联系抽奖系统的维护人员。",
  },
  late: `处理时间过长，无法确认是否已有改动。请等一分钟，先用 \`${command} winners\` 查看，再决定是否重试。`,
  malformedItem:
    "有一条记录格式不正确，无法执行此操作。没有做任何改动。请联系抽奖系统的维护人员，日志中写明了是哪一条。",
  forms: {
    notice: "抽奖",
    close: "关闭",
    expired: "Slack 等待表单的时间过长，未能打开。没有做任何更改，请再试一次。",
    postponed: "Slack 目前限制了请求数量，表单未能打开或更新。没有做任何更改，请一分钟后再试。",
    notConfirmed: "Slack 未能及时确认表单。如果表单没有打开或没有更新，请再试一次。没有做任何更改。",
    unauthorized: "Slack 不接受我的访问权限，因此我无法打开表单。没有做任何更改，请联系抽奖系统的维护人员。",
    tooDeep: "同时打开的表单太多。请关闭当前表单后再试。",
    refused: (reason) => `Slack 拒绝了表单（\`${reason}\`）。没有做任何更改，请联系抽奖系统的维护人员。`,
  },
  draw: {
    usage: `请输入中奖人数（1 到 1000），也可以加上奖品：\`${command} draw 2\` 或 \`${command} draw 2 AirPods\`。`,
    grouped: (digits) => `人数中请不要使用分隔符：\`${command} draw ${digits}\`。没有进行抽奖。`,
    numberPrize: (winners, prize, otherReading) =>
      `“${prize}”是奖品吗？如果是，请加上引号：\`${command} draw ${winners} "${prize}"\`。${otherReading === undefined ? "" : `还是想输入 \`${command} draw ${otherReading}\`？`}没有进行抽奖。`,
    prizeTooLong: (longest) => `奖品说明太长，请控制在 ${n(longest)} 个字符以内。没有进行抽奖。`,
    notHere: {
      "direct-message": "我无法在私信中公布中奖者。没有进行抽奖。请在要公布结果的频道中使用此命令。",
      "not-invited":
        "我不是这个私有频道的成员，无法在这里公布中奖者。没有进行抽奖。请用 `/invite` 邀请我，然后重试。",
      "not-allowed": `只能在指定的频道中抽奖，本频道不在其中。没有进行抽奖。可以抽奖的频道见 \`${command} channels\`。`,
      archived: "本频道已归档，我无法在这里公布中奖者。没有进行抽奖。请在其他频道中使用此命令。",
    },
    started: (winners, prize) =>
      `正在抽取 ${n(winners)} 位中奖者${prize ? `，奖品：*${prize}*` : ""}。结果稍后会在本频道公布。`,
    startedSealed: (winners, prize) =>
      `正在封存抽奖，共抽 ${n(winners)} 位中奖者${prize ? `，奖品：*${prize}*` : ""}。我会立即在本频道发布封条，约 15 秒后抽奖并公布结果。`,
    notStarted: `无法确认抽奖是否已经开始：AWS 没有及时响应。请等一分钟，先用 \`${command} winners\` 查看，再决定是否重试。`,
    startedOther: `此前已用这个表单以其他内容开始抽奖，因此这次没有开始新的抽奖。用 \`${command} winners\` 可以查看。如要再次抽奖，请重新打开表单。`,
    moreThanLeft: ({ winners, prize, left }) =>
      `你要为 *${prize}* 抽取 ${n(winners)} 位中奖者，但该奖品${left === 0 ? "已没有剩余" : `只剩 ${n(left)} 份`}。仍要抽奖吗？`,
    drawAnyway: "仍要抽奖",
    form: {
      submit: "开始抽奖",
      prize: "本次抽取的奖品",
      prizeOption: (name, left, quantity) =>
        `${name.length > 45 ? `${name.slice(0, 44)}…` : name}（共 ${n(quantity)} 份，剩余 ${n(left)} 份）`,
      otherPrize: "其他奖品，或没有奖品",
      otherPrizeName: "其他奖品的名称",
      winners: "中奖人数",
      overdraw: (left) => (left === 0 ? "该奖品已没有剩余" : `该奖品只剩 ${n(left)} 份`),
      overdrawOption: (winners) => `仍要抽取 ${n(winners)} 位`,
      who: "谁可以中奖",
      whoOptions: { all: "所有人", only: "仅限部分部门", not: "部分部门除外" },
      departments: "选择部门",
      department: (name, people) => `${name.length > 50 ? `${name.slice(0, 49)}…` : name}（${n(people)} 人）`,
      otherDepartments: (count, most, longest) =>
        `有 ${n(count)} 个部门不在菜单中：菜单最多列出人数最多的 ${n(most)} 个部门，名称不超过 ${n(longest)} 个字符。如要选择，请在名册中缩短名称。`,
      joinedBefore: "仅限在此日期之前入职的人",
      joinedHint: "名册中没有入职日期的人此时不能中奖。",
      earlierWinners: "以前的中奖者",
      again: "本次活动中已中奖的人可以再次中奖",
      counting: "正在统计可以中奖的人数……",
      notCounted: "未能及时统计可以中奖的人数。抽奖时会重新统计。",
      count: "重新统计",
      canWin: (people, time) =>
        `${people === 0 ? "没有人可以中奖" : `*${n(people)}* 人可以中奖`}（截至 ${time}）。`,
      channel: "公布频道",
      preview: ({ prize, winners, campaign }) =>
        `*公布内容预览*${campaign === undefined ? "" : `（${campaign}）`}\n🎉 ${prize === undefined ? "" : `*${prize}*：`}${n(winners)} 位中奖者`,
      started: ({ winners, prize, channel, isSealed }) =>
        `${isSealed ? "正在封存抽奖：" : "正在抽奖："}${n(winners)} 位中奖者${prize === undefined ? "" : `，奖品：*${prize}*`}。${isSealed ? "封条公布约 15 秒后，" : "稍后"}结果将在 ${channel} 公布。`,
      errors: {
        faults: {
          winners: "请输入 1 到 1000 之间的整数。",
          prizeTooLong: "奖品最多 150 个字符。",
          unknownPrize: "该奖品已不在列表中，请选择其他奖品。",
          noDepartments: "请至少选择一个部门。",
          tooManyDepartments: "最多选择 100 个部门。",
          joined: "请选择日期。",
          noChannel: "请选择一个频道。无法在私信中公布中奖者。",
        },
        overdraw: (left) =>
          `如要超出剩余数量，请勾选此项；否则${left === 0 ? "请选择其他奖品" : `请输入不超过 ${n(left)} 的人数`}。`,
        tooFew: (people) =>
          people === 0
            ? "按照这些规则，没有人可以中奖。没有进行抽奖。"
            : `按照这些规则，只有 ${n(people)} 人可以中奖。没有进行抽奖。`,
        otherCampaign: `在此期间已开始新的活动，没有进行抽奖。请关闭此表单，重新输入 ${command} draw。`,
        channels: {
          "direct-message": "无法在私信中公布中奖者，请选择一个频道。",
          "not-allowed": `不允许在此频道抽奖。${command} channels 会显示可以抽奖的频道。`,
          "not-invited": "我不是此频道的成员。请先用 /invite 邀请我，然后再试一次。",
          archived: "此频道已归档，请选择其他频道。",
        },
      },
    },
  },
  campaign: {
    named: (name) => `“${name}”`,
    numbered: (no) => `第 ${no} 期活动`,
    first: "第一期活动",
    usage: `查看当前活动：\`${command} campaign\`。开始新活动：\`${command} campaign new &lt;名称&gt;\`。给当前活动改名：\`${command} campaign rename &lt;名称&gt;\`。`,
    title: (campaign) => `*当前活动：${campaign}*`,
    started: (time, by) => `开始于 ${time}${by === undefined ? "" : `，由 ${by} 发起`}`,
    totals: ({ draws, winners }) => `已抽奖 ${n(draws)} 次，共 ${n(winners)} 人中奖`,
    eligible: (count) => (count === 0 ? "已经没有人可以中奖。" : `还有 ${n(count)} 人可以中奖。`),
    notCounted: "名册太大，无法及时统计还有多少人可以中奖。每次抽奖都会公布人数。",
    running: (draws) => `第 ${draws} 次抽奖正在进行。`,
    runningEarlier: (draws) => `第 ${draws} 次抽奖正在进行，属于以前的活动。`,
    noPrizes: `尚未列出奖品。抽奖管理员可以用 \`${command} prizes\` 添加。`,
    noPrizesLeft: "列出的奖品已全部抽完。",
    prizesLeft: "*剩余奖品*",
    morePrizes: (count) => `……还有 ${n(count)} 种奖品：请看 \`${command} prizes\`。`,
    once: "同一期活动中，每人最多中奖一次。",
    question: (name) => `要开始活动“${name}”吗？`,
    effect: (current) =>
      `所有人都可以再次中奖，包括${current}的中奖者。奖品列表将从空白开始。以前的抽奖和中奖记录都会保留。`,
    stays: (draws, _count, current) => `第 ${draws} 次抽奖正在进行，仍属于${current}。`,
    isStarted: (name) => `活动“${name}”已经开始，所有人都可以再次中奖。`,
    isRenamed: (name) => `当前活动现在名为“${name}”。以前的抽奖保留当时的名称。`,
    tooLate: `在此期间已经开始了另一期活动，因此没有任何更改。请看 \`${command} campaign\`。`,
    renameEffect: "以前的抽奖保留当时的活动名称。",
    start: "确认开始",
    startTitle: "开始新活动",
    rename: "改名",
    renameTitle: "给活动改名",
    name: "活动名称",
    nameHint: "例如：2027 年年会",
    nameMissing: "请输入名称。没有任何更改。",
    nameTooLong: (longest) => `名称太长：最多 ${n(longest)} 个字符。没有任何更改。`,
  },
  prizes: {
    title: "本次奖品",
    campaign: (name) => (name === undefined ? "*奖品*" : `*${name}的奖品*`),
    empty: "奖品列表为空。",
    start: "请添加第一个奖品，或粘贴整个列表。",
    prize: ({ name, value, quantity, left, drawn }) =>
      `*${name}*${value === undefined ? "" : `（${value}）`}：共 ${n(quantity)} 份，剩余 ${n(left)} 份${drawn > quantity ? `（已抽出 ${n(drawn)} 份）` : ""}`,
    total: ({ left, quantity }) => `合计：共 ${n(quantity)} 份，剩余 ${n(left)} 份`,
    add: "添加奖品",
    edit: "编辑列表",
    save: "保存",
    saved: "列表已保存。",
    name: "奖品名称",
    quantity: "奖品数量",
    value: "奖品价值",
    valueHint: "例如：500 元。会显示在列表和导出文件中。",
    list: "每行一个奖品",
    listPart: (part) => `列表第 ${part} 部分`,
    listHint: "数量 × 名称，价值。数量和价值可以省略。可以粘贴电子表格中的行，也可以调整各行的顺序。",
    example: "1 × 特等奖，1000 元",
    errors: {
      line: (line, text, reason) => `第 ${line} 行（${text}）：${reason}`,
      more: (count) => `另有 ${n(count)} 行有误。`,
      reasons: {
        "no-name": "缺少名称。",
        "name-too-long": "名称超过 150 个字符。",
        quantity: "数量必须在 1 到 1000 之间。如果数字属于名称，请在前面加上“1 ×”。",
        "value-too-long": "价值超过 100 个字符。",
        twice: "已有同名的奖品。",
      },
      tooMany: (most) => `列表最多包含 ${n(most)} 个奖品。`,
      hasWinners: (name, drawn) =>
        `“${name}”已有 ${n(drawn)} 名中奖者，因此必须保留在列表中。可以在原位置改名，或减少数量。`,
    },
    conflict: "其他人在此期间更改了列表，你的更改没有保存。当前列表如下：",
    otherCampaign: "在此期间已开始新的活动，你的更改没有保存。新活动的列表如下：",
    yourInput: "下面是你的版本。请按需要修改后再次保存，它将替换上面的列表。",
    busy: "其他人正在更改列表，没有保存任何内容。请再试一次。",
  },
  home: {
    title: "抽奖活动",
    campaign: ({ since, draws, winners }) =>
      `${since === undefined ? "" : `${since} 开始 · `}已抽奖 ${n(draws)} 次 · ${n(winners)} 人中奖`,
    unreadable: "这一部分暂时无法读取，请稍后刷新。",
    you: "我的情况",
    onRoster: (name) => `你在名册上：${name}。`,
    canWin: "你可以中奖。每次抽奖还可能有自己的规则，例如限定部门。",
    obstacles: {
      left: () => "名册上标记你已离职，因此不能中奖。",
      excluded: ({ excluded_until: day = "always" }) =>
        `你${day === "always" ? "目前" : `在 ${day} 之前（含当天）`}不参与抽奖，原因请咨询主办方。`,
      opted_out: () => `你已自行退出抽奖，因此不能中奖。用 \`${command} me\` 可以重新参加。`,
      won: ({ draw_no: drawNo }) =>
        `你${drawNo === undefined ? "" : `在第 ${drawNo} 次抽奖中`}已中奖，在下一期活动或允许再次中奖的抽奖中可以再中。`,
    },
    noWins: "你还没有中过奖。",
    wins: "*我的奖品*",
    win: ({ drawNo, prize, time, earlierCampaign }) =>
      [
        prize === undefined ? "🎁" : `🎁 *${prize}*`,
        drawNo === undefined ? "启用抽奖编号之前" : `第 ${drawNo} 次抽奖`,
        ...(time === undefined ? [] : [time]),
        ...(earlierCampaign === undefined ? [] : [earlierCampaign || "较早的活动"]),
      ].join(" · "),
    moreWins: (count) => `以及更早的 ${n(count)} 次中奖`,
    notOnRoster:
      "我找不到你：名册上没有人使用你的 Slack 账号。如果你应该参加，请向主办方确认你是否在名册上、登记的是哪个 Slack 账号。",
    notSearched: `名册较大，或数据表响应较慢，暂时查不到你。请刷新重试。也可以用工号查看你在第 1 次抽奖中的条目：\`${command} verify 1 me E0042\`。`,
    severalEntries: (ids) => `名册上有多个条目使用你的 Slack 账号：${ids}。请联系主办方更正。`,
    prizes: "剩余奖品",
    noPrizesLeft: "所有奖品都已抽出。",
    morePrizes: (count) => `以及另外 ${n(count)} 种奖品`,
    draws: "近期抽奖",
    noDraws: "还没有进行过抽奖。",
    more: "更多：按抽奖或按人员",
    asOf: (time) => `更新于 ${time}`,
    refresh: "刷新",
    optional: (argument) => `${argument}（可不填）`,
    typedHint: (usage) => `也可以在频道中输入 ${command} ${usage}。`,
    run: "继续",
  },
  ...createPeopleChinese(command),
  ...createImportChinese(command),
  cancel: "取消",
  cancelled: "没有做任何改动。",
  expired: "这个问题已经过期，因为情况可能有变。没有执行任何操作，请重新输入命令。",
  revision: {
    inProgress: (drawNo) => `第 ${drawNo} 次抽奖仍在进行，还没有中奖者。请稍后再试。`,
    sealed: (drawNo) => `第 ${drawNo} 次抽奖已封存，决定结果的随机数将在几秒后公布。请到时再试。`,
    interrupted: (drawNo) => `第 ${drawNo} 次抽奖没有中奖者：抽奖中断了，下一次抽奖会将其标记为失败。`,
    failed: (drawNo, reason) => `第 ${drawNo} 次抽奖没有中奖者，抽奖失败：${reason}`,
    isVoid: (drawNo) => `第 ${drawNo} 次抽奖已作废，无法更改。`,
    namesErased: (drawNo) => `第 ${drawNo} 次抽奖已超过保留期限，其中所有人的姓名都已删除，因此无法更改。`,
    audience: (hasChannel) =>
      hasChannel
        ? "我会在该次抽奖的频道中公布，并通过邮件通知订阅者。"
        : "我会通过邮件通知订阅者。该次抽奖没有频道，不会在 Slack 中公布。",
    started: (drawNo) =>
      `正在更改第 ${drawNo} 次抽奖。稍后可用 \`${command} winners ${drawNo}\` 查看结果；该次抽奖如有频道，我会在其中公布。`,
    notStarted: (drawNo) =>
      `无法确认第 ${drawNo} 次抽奖的更改是否已经开始：AWS 没有及时响应。请等一分钟，先用 \`${command} winners ${drawNo}\` 查看，再决定是否重试。`,
    reasonTooLong: (longest) => `原因太长，请控制在 ${n(longest)} 个字符以内。没有做任何改动。`,
    reason: (reason) => `原因：${reason}`,
    receipt: (kind, receipt) => `${kind === "void" ? "作废" : "本次重抽"}的凭证 \`${receipt}\``,
  },
  redraw: {
    usage: `请输入第几次抽奖和哪位中奖者（姓名、工号、名次或 @ 提及），也可以加上原因：\`${command} redraw 3 张伟 未到场\`。`,
    unknownWinner: (drawNo) =>
      `第 ${drawNo} 次抽奖中找不到这位中奖者。用 \`${command} winners ${drawNo}\` 查看名单；可以输入姓名、工号、名次（\`#2\`）或 @ 提及。`,
    whichWinner: (drawNo) => `你指的是第 ${drawNo} 次抽奖的哪位中奖者？`,
    choose: "选择",
    moreCandidates: (count, drawNo) =>
      `……以及另外 ${n(count)} 位。请输入更完整的姓名，或使用工号。用 \`${command} winners ${drawNo}\` 查看全部中奖者。`,
    alreadyCancelled: (drawNo, winner) => `${winner} 在第 ${drawNo} 次抽奖中的中奖资格已经取消。`,
    erasedWinner: (drawNo) =>
      `第 ${drawNo} 次抽奖中这位中奖者的资料已删除，无法重抽。\`${command} void ${drawNo}\` 可使整次抽奖作废。`,
    question: (drawNo, winner, reason) =>
      `要取消 ${winner} 在第 ${drawNo} 次抽奖中的中奖资格吗？${reason ? `（${reason}）` : ""}\n将由抽奖顺序中下一位仍可中奖的人递补，该顺序在抽奖时已经确定。此操作无法撤销。`,
    confirm: "重抽",
    note: (drawNo, voided, replacement, by) =>
      `第 ${drawNo} 次抽奖：${by === undefined ? `${voided} 的中奖资格已取消` : `${by} 取消了 ${voided} 的中奖资格`}，按抽奖顺序递补的是 ${replacement}。恭喜！`,
  },
  void: {
    usage: `请输入第几次抽奖，也可以加上原因：\`${command} void 3 名册有误\`。`,
    question: (drawNo, names, reason) =>
      `要将第 ${drawNo} 次抽奖整体作废吗？${reason ? `（${reason}）` : ""}\n中奖者：${names}。他们的中奖资格将取消，以后仍可中奖。此操作无法撤销。`,
    confirm: "整次作废",
    note: (drawNo, by) =>
      `第 ${drawNo} 次抽奖已${by === undefined ? "" : `由 ${by} `}整体作废，全部中奖资格均已取消。原中奖者以后仍可中奖。`,
  },
  verify: {
    usage: `请输入第几次抽奖：\`${command} verify 3\`。用 \`${command} verify 3 me\` 查看自己在第 3 次抽奖中的条目、是否中奖以及原因。`,
    valid: (drawNo) => `✅ *第 ${drawNo} 次抽奖验证通过。*`,
    invalid: (drawNo) => `❌ *第 ${drawNo} 次抽奖验证未通过。* 记录被改动过，或抽奖没有遵守规则：`,
    proved: {
      sealed: ({ seconds, isRosterSealed }) =>
        `${isRosterSealed ? "人员名单" : "名单大小"}和规则在随机数产生之前 ${n(seconds)} 秒就已固定，并公布在频道中。`,
      earlierSeals: (count) => `此前有 ${n(count)} 个封条公布得太晚，不作数。`,
      random: ({ round, time }) => `随机数真实：drand 于 ${time} 公布为第 ${round} 轮，并附有签名。`,
      order: (isSealed) =>
        isSealed ? "它与封条早已固定的秘密值一起决定查看人员的顺序。" : "查看人员的顺序由种子决定。",
      winners: (count) => `按要求有 ${n(count)} 人中奖，即按此顺序最先可以中奖的人。`,
      rules: (rules) => `抽奖的规则：${rules}。`,
      onList: (size) => `所有被查看的人员都在 ${n(size)} 人的名单上，与封存时完全一致。`,
    },
    skipped: (reasons) => `跳过：${reasons.join("，")}。`,
    skippedFor: {
      changed: (count) => `${n(count)} 个条目在封存后有改动`,
      gap: (count) => `${n(count)} 个空号`,
      left: (count) => `${n(count)} 人已离职`,
      excluded: (count) => `${n(count)} 人不参加抽奖`,
      opted_out: (count) => `${n(count)} 人自行退出抽奖`,
      department: (count) => `${n(count)} 人属于其他部门`,
      joined: (count) => `${n(count)} 人入职太晚或入职日期不详`,
      won: (count) => `${n(count)} 人此前已中奖`,
      held: (count) => `${n(count)} 人被其他抽奖占用`,
      lost: (count) => `${n(count)} 人被其他抽奖抢先占用`,
    },
    notProved: {
      everyone: "不能证明名单没有遗漏任何人：从不查证的人可能不在名单上。",
      seed: "不能证明没有人挑选过种子，因为这次抽奖没有封存：AWS 账户（或主机）的所有者可能反复尝试种子，直到某人中奖。",
      posted: "不能证明封条早于随机数，因为它没有公布在频道中：只有台账的所有者知道。",
      largeList: (size) =>
        `不能证明名单此前没有改动：它有 ${n(size)} 个序号，超过 100,000 的名单只封存大小。`,
      erased: (count) => `此记录中有 ${n(count)} 人的姓名已被删除，不影响验证。`,
    },
    seal: (seal, posted) =>
      `封条 \`${seal}\`，${posted === undefined ? "未公布在频道中" : `公布于 ${posted.time}${posted.isLate ? "，太晚" : ""}`}`,
    faults: {
      order: "抽取顺序与种子不符，或多查看了人员",
      count: "中奖人数与要求不符",
      winners: "中奖者不是被选中的人",
      receipt: "凭证与记录不符",
      person: "姓名、工号或原因事后被改动",
      seal: "封条与抽奖不符：封存之后有内容被改动",
      late: "封条公布时随机数已经可知，或者它替换了一个及时公布的封条",
      beacon: "随机数不真实：没有 drand 的签名",
      seed: "种子与随机数和封存的秘密值得出的不符",
      roster: "查看到的人员与封存的名单不符",
      sealed: "有人被跳过或被加入，与封存名单的记载矛盾",
      void: "取消了并不存在的中奖资格，或整次作废时有遗漏",
    },
    where: (position, revision) =>
      `${position === undefined ? "" : `（第 ${position + 1} 个位置）`}${revision === undefined ? "" : `（第 ${revision} 次更改）`}`,
    drawn: (time) => `*抽奖：* ${time}`,
    campaign: (campaign) => `*活动：* ${campaign}`,
    receipt: (receipt) => `抽奖的凭证 \`${receipt}\``,
    change: ({ number, kind, time, by, voided, replacement }) =>
      `*第 ${number} 次更改，${kind === "void" ? "整次作废" : "重抽"}：* ${time}${by === undefined ? "" : `，由 ${by} 发起`}\n取消中奖资格：${voided}。${replacement && `按抽奖顺序递补：${replacement}。`}`,
    moreChanges: "更多更改",
    changesTitle: (drawNo) => `*第 ${drawNo} 次抽奖的全部更改*`,
    lost: (drawNo) => `被选中，但${drawNo === undefined ? "另一次" : `第 ${drawNo} 次`}抽奖抢先占用了此人`,
    cancelledBy: (revision) => `，中奖资格被第 ${revision} 次更改取消`,
    showPositions: "逐个位置查看",
    morePositions: "更多位置",
    positionsTitle: (drawNo) => `*第 ${drawNo} 次抽奖，逐个位置*`,
    order: ({ seed, rosterSize, visited, round }) =>
      `种子 \`${seed}\`${round === undefined ? "" : `，由 drand 第 ${round} 轮和秘密值得出`}。最大序号 ${rosterSize}，共查看 ${n(visited)} 个位置。`,
    outcomes: {
      changed: () => "名单上的这一条目与封存时的不同",
      gap: () => "空号，没有员工",
      left: () => "已经离职",
      excluded: ({ excluded_until: day }) => (day === "always" ? "不参加抽奖" : `到 ${day} 为止不参加抽奖`),
      opted_out: () => "已自行退出抽奖",
      department: () => "不属于这次抽奖的部门",
      joined: () => "入职太晚，或入职日期不详",
      won: ({ draw_no: drawNo }) => (drawNo === undefined ? "此前已中奖" : `已在第 ${drawNo} 次抽奖中奖`),
      held: ({ draw_no: drawNo }) => `当时被${drawNo === undefined ? "另一次" : `第 ${drawNo} 次`}抽奖占用`,
      chosen: () => "*选中*",
    },
    since: {
      left: "（封存之后离职）",
      returned: "（封存时标记为已离职）",
      taken: "（封存时还可以中奖）",
      freed: "（封存时已中奖或被占用）",
      excluded: "（封存时还可以参加）",
      admitted: "（封存时不能参加）",
    },
  },
  handed: {
    usage: `\`${command} handed 3 张伟\` 会标记张伟在第 3 次抽奖中的奖品已发放。\`${command} handed 3\` 会列出第 3 次抽奖的所有中奖者，每人带一个按钮。`,
    done: "✅ 已发放",
    doneBy: (time, by) => `✅ 已发放（${time}${by === undefined ? "" : `，由 ${by} 标记`}）`,
    mark: "标记为已发放",
    unmark: "撤销标记",
    open: "发放奖品",
    title: (drawNo, done, all) => `*第 ${drawNo} 次抽奖*：已发放 ${n(done)}/${n(all)} 份奖品`,
    marked: (drawNo, winner) => `${winner} 在第 ${drawNo} 次抽奖中的奖品已标记为已发放。`,
    notMarked: (drawNo, winner) => `${winner} 在第 ${drawNo} 次抽奖中的奖品没有标记为已发放。`,
    warn: (time, by) =>
      `⚠️ 该奖品已标记为已发放（${time}${by === undefined ? "" : `，由 ${by} 标记`}）。请先收回奖品，或另外准备一份。`,
    warnSeveral: (count) => `⚠️ 本次抽奖已有 ${n(count)} 份奖品标记为已发放。请先收回这些奖品。`,
  },
  exclude: {
    usage: `请输入人员（姓名、工号或提及），也可以加上日期和原因：\`${command} exclude 张伟 until 2027-01-31 休假\`。不写日期时长期有效。只有抽奖管理员能看到原因。`,
    includeUsage: `请输入人员（姓名、工号或提及）：\`${command} include 张伟\`。用 \`${command} excluded\` 查看被排除的人员。`,
    listUsage: `\`${command} excluded\` 列出被排除的人员。\`${command} exclude 张伟\` 排除一个人。`,
    unknown:
      "在名册中找不到此人，没有做任何改动。请检查写法，或使用工号。刚刚加入名册的人可能只能用工号找到。",
    notLinked: "名册中没有人使用这个 Slack 账号，没有做任何改动。请改用姓名或工号。",
    searchLate: `名册太大，无法及时查找，没有做任何改动。请使用工号：\`${command} exclude E0042 until 2027-01-31\` 或 \`${command} include E0042\`。`,
    tooMany: (count) => `可能有 ${n(count)} 人符合，没有做任何改动。请输入完整的姓名，或使用工号。`,
    listLate:
      "名册太大，无法及时列出被排除的人员。请再试一次；如果仍然不行，请向抽奖系统的维护人员索取名册中的 `excluded_until` 列。",
    gone: "此人已不在名册中，没有做任何改动。",
    whichPerson: "你指的是哪一位？",
    choose: "就是此人",
    moreChoices: (count) => `……还有 ${n(count)} 人。请输入更完整的姓名，或使用工号。`,
    noDay:
      "无法识别日期，没有做任何改动。请写明四位数的年份、月份和日期：`until 2027-01-31`、`until 2027年1月31日` 或 `until 31.01.2027`。",
    ambiguousDay: (monthFirst, dayFirst) =>
      `你指的是 ${monthFirst} 还是 ${dayFirst}？没有做任何改动。请这样写日期：\`until ${monthFirst}\` 或 \`until ${dayFirst}\`。`,
    past: (day) => `${day} 已经过去，没有做任何改动。请输入此人不参加抽奖的最后一天，今天或以后。`,
    reasonTooLong: (longest) => `原因超过了 ${n(longest)} 个字符，没有做任何改动。请缩短后再试。`,
    excluded: (person, until) =>
      until === "always"
        ? `${person} 从现在起不参加任何抽奖。此前的中奖仍然有效。`
        : `${person} 从现在起不参加任何抽奖，直到 ${until}（含当日，UTC）。此前的中奖仍然有效。`,
    reason: (reason) => `原因（只有抽奖管理员能看到）：${reason}`,
    howToInclude: (employeeId) => `用 \`${command} include ${employeeId}\` 可以取消排除。`,
    included: (person) => `${person} 已取消排除，可以重新参加抽奖。`,
    notExcluded: (person) => `${person} 没有被排除，没有做任何改动。`,
    includedButOptedOut: (person) =>
      `${person} 不再被排除，但已自行退出抽奖，因此不能中奖。只有本人可以用 \`${command} me\` 更改。`,
    hasOptedOut: (person) =>
      `${person} 没有被排除，但已自行退出抽奖。只有本人可以用 \`${command} me\` 更改。没有做任何改动。`,
    running: (drawNo) => `第 ${drawNo} 次抽奖正在进行，可能已按改动之前的情况查看过此人。`,
    runningSealed: (drawNo) =>
      `第 ${drawNo} 次抽奖正在进行，名单已经封存。如果抽奖轮到此人，它会停止且没有人中奖，因为谁也不能再改变跳过的人。届时重新抽奖即可。`,
    title: (count) => `*${n(count)} 人被排除在抽奖之外：*`,
    nobody: `没有人被排除。\`${command} exclude 张伟 until 2027-01-31\` 可以排除一个人。`,
    line: (person, until, reason) =>
      `• ${person}：${until === "always" ? "长期" : `直到 ${until}`}${reason === undefined ? "" : `。原因：${reason}`}`,
    optedOutLine: (person) => `• ${person}：自行退出。只有本人可以用 \`${command} me\` 更改。`,
    alsoOptedOut: `此人也已自行退出抽奖，只有本人可以用 \`${command} me\` 更改。`,
    more: "更多人员",
    first: "回到开头",
  },
  export: {
    usage: `\`${command} export 3\` 会把第 3 次抽奖的记录发给你，任何人都可以用它验证。\`${command} export\` 会把本期活动的中奖名单以表格发给管理员。`,
    preparing: "正在准备文件，稍后会通过我们的私信发给你。",
    notRequested: "无法请求文件：AWS 没有及时响应。没有做任何改动。请稍后再试。",
    notFound: `已经没有可以导出的内容。\`${command} winners\` 会列出历次抽奖。`,
    notPrepared: "无法准备文件，因此没有发送。请稍后再试；如果再次出现，请联系抽奖系统的维护人员。",
    refused: {
      busy: () => "Slack 繁忙或没有及时响应，你的私信中可能没有这个文件。请几分钟后再试。",
      scope: () =>
        "我还没有发送文件的权限，因此没有发送。请让抽奖系统的维护人员按当前权限（`files:write`、`im:write`）重新安装本应用。",
      token: (code) =>
        `Slack 不接受我的令牌${code === undefined ? "" : `（\`${code}\`）`}，因此没有发送。请联系抽奖系统的维护人员。`,
      recipient: (code) =>
        `Slack 不允许我给你发私信${code === undefined ? "" : `（\`${code}\`）`}，因此没有发送。请先打开与我的私信，或请工作区管理员允许本应用发消息。`,
      forbidden: (code) =>
        `你的工作区不允许这个文件${code === undefined ? "" : `（\`${code}\`）`}，因此没有发送。请让工作区管理员允许本应用发送文件。`,
      other: (code) =>
        `Slack 没有接受这个文件${code === undefined ? "" : `（\`${code}\`）`}，因此没有发送。请联系抽奖系统的维护人员。`,
    },
    winners: {
      fileName: (campaignNo, day) => `winners-campaign-${campaignNo}-${day}`,
      title: (campaign) => (campaign === undefined ? "中奖名单" : `中奖名单：${campaign}`),
      comment: ({ campaign, wins, draws, voided, newest }) =>
        `${campaign === undefined ? "本期活动" : `*${campaign}* `}的中奖名单：${n(draws)} 次抽奖共 ${n(wins)} 个中奖资格，截至第 ${newest} 次抽奖。${voided === 0 ? "" : `另有 ${n(voided)} 次抽奖已作废。`}时间为 UTC，部门以当前名册为准，已取消的中奖资格有标记。文件中有个人信息，不再需要时请删除。`,
      empty: "本期活动还没有人中奖，没有可以导出的内容。",
      tooMany: (count, most) =>
        `本期活动有 ${n(count)} 个中奖资格，而从 Slack 导出的表格最多 ${n(most)} 个。没有发送。抽奖系统的维护人员可以导出全部记录。`,
      sheet: "中奖名单",
      titles: {
        draw: "第几次抽奖",
        rank: "序号",
        prize: "所抽奖品",
        value: "奖品的价值",
        name: "中奖者姓名",
        employeeId: "工号",
        department: "部门",
        wonAt: "中奖时间（UTC）",
        isVoid: "是否取消",
        handedAt: "发放时间（UTC）",
        handedBy: "标记人",
      },
      yes: "已取消",
    },
    draw: {
      fileName: (drawNo) => `draw-${drawNo}`,
      title: (drawNo) => `第 ${drawNo} 次抽奖的记录`,
      comment: (drawNo) =>
        `第 ${drawNo} 次抽奖的记录。要脱离本应用进行验证，请打开验证页面（\`docs/verify.html\`，可离线使用）并选择这个文件，然后将页面上的凭证与公布消息中的凭证对照，每一个字符都应相同。文件中有姓名，不再需要时请删除。`,
    },
  },
  entry: {
    title: (drawNo) => `*第 ${drawNo} 次抽奖：你自己的条目*`,
    notFound: (drawNo) =>
      `找不到你：目前的名册中没有你的 Slack 账号。如果名册中没有登记 Slack 账号，请加上工号：\`${command} verify ${drawNo} me E0042\`。否则请向抽奖系统的维护人员确认你是否在名册中，以及登记的是哪个 Slack 账号。这并不说明你是否在第 ${drawNo} 次抽奖的名单上：我只能通过目前名册中的条目在名单中查找。`,
    notYours: (drawNo) =>
      `无法显示这个工号的条目：目前的名册中没有它，或者它属于另一个 Slack 账号。请检查工号，写法必须与名册一致。如果这确实是你的工号，请联系抽奖系统的维护人员更正名册中你的 Slack 账号。登记之后，\`${command} verify ${drawNo} me\` 不需要工号。`,
    askForId: (drawNo) =>
      `名册太大，无法按 Slack 账号查找。请加上工号：\`${command} verify ${drawNo} me E0042\`。`,
    severalEntries: (drawNo, ids) =>
      `名册中有几个条目登记了你的 Slack 账号：${ids}。请用工号选择其中一个：\`${command} verify ${drawNo} me E0042\`，并告知抽奖系统的维护人员。`,
    sealed: ({ name, serial, rosterSize, drawNo }) =>
      `${name}，在为第 ${drawNo} 次抽奖封存的名单上，你是 ${n(rosterSize)} 个序号中的第 ${serial} 号。`,
    sealedAs: {
      free: "封存时你可以中奖。",
      taken: "封存时你已中过奖，或正被另一次抽奖占用。",
      left: "封存时你被标记为已离职。",
      excluded: "封存时你不参加抽奖。",
      opted_out: "封存时你已自行退出抽奖。",
      department: "封存时你不属于这次抽奖的部门。",
      joined: "封存时你的入职日期太晚或不详。",
    },
    current: (name, serial) => `${name}，你在目前的名册中是第 ${serial} 号。`,
    gap: (serial, drawNo) =>
      `在为第 ${drawNo} 次抽奖封存的名单上，第 ${serial} 号是空号。除非你当时是另一个序号，否则你不在名单上。`,
    changed: (serial, drawNo) =>
      `在为第 ${drawNo} 次抽奖封存的名单上，第 ${serial} 号不是你现在的条目：你的姓名或工号后来有过更改，或者这个序号当时属于别人。名单中只有摘要，没有当时的姓名和工号，就无法证明你的条目。抽奖系统的维护人员也许知道有过哪些更改。`,
    erased: (serial, drawNo) =>
      `第 ${drawNo} 次抽奖中第 ${serial} 号的个人数据已被删除，因此再也无法证明这是谁的条目。`,
    beyond: (serial, rosterSize, drawNo) =>
      `第 ${drawNo} 次抽奖的名册到第 ${rosterSize} 号为止。除非你当时不是第 ${serial} 号，否则你不在其中：之后加入的人得到更大的序号。`,
    large: (drawNo) =>
      `无法证明你的条目：第 ${drawNo} 次抽奖的名册太大，没有封存名单。只有被查看过的人得到证明，见 \`${command} verify ${drawNo}\`。`,
    unsealed: (drawNo) => `第 ${drawNo} 次抽奖没有封存，因此无法证明有哪些人可以中奖。`,
    notSealedYet: (drawNo) =>
      `第 ${drawNo} 次抽奖还没有封存。请过几秒再试 \`${command} verify ${drawNo} me\`。`,
    waiting: (round, time) =>
      `现在还不知道谁会中奖：结果取决于公共 drand 网络的第 ${round} 轮${time === undefined ? "" : `，公布时间 ${time}`}。你的条目及其证明不会再变。`,
    considered: (position, revision, found) =>
      `${revision === undefined ? "抽奖" : `第 ${revision} 次更改（重抽）`}在抽取顺序的第 ${position + 1} 个位置查看了你：${found}。`,
    lost: (drawNo) => `你被选中，但${drawNo === undefined ? "另一次" : `第 ${drawNo} 次`}抽奖抢先占用了你`,
    found: {
      changed: () => "你在名册中的条目与封存的不同，因此被跳过",
      gap: () => "这是空号",
      left: () => "你被标记为已离职",
      excluded: ({ excluded_until: day }) =>
        day === "always" ? "你不参加抽奖" : `你到 ${day} 为止不参加抽奖`,
      opted_out: () => "你已自行退出抽奖",
      department: () => "你不属于这次抽奖的部门",
      joined: () => "你的入职日期太晚或不详",
      won: ({ draw_no: drawNo }) => (drawNo === undefined ? "你此前已中奖" : `你已在第 ${drawNo} 次抽奖中奖`),
      held: ({ draw_no: drawNo }) => `你当时被${drawNo === undefined ? "另一次" : `第 ${drawNo} 次`}抽奖占用`,
      chosen: () => "*你中奖了*",
    },
    cancelled: (revision, kind) =>
      kind === "void"
        ? `之后整次抽奖作废（第 ${revision} 次更改），这一中奖资格已取消。`
        : `之后的重抽（第 ${revision} 次更改）取消了这一中奖资格。`,
    notVisited: ({ serial, position, considered, isRedrawn }) =>
      `你没有中奖：抽奖${isRedrawn ? "及其重抽" : ""}只查看了抽取顺序的前 ${n(considered)} 个位置，第 ${serial} 号${position === undefined ? "不在其中" : `在第 ${position + 1} 个位置`}。`,
    ofAnother: (serial) => `抽奖查看第 ${serial} 号时，这个序号不是你的。`,
    proof: (seal, channel, blocks) =>
      `*条目的证明。* 如果不想依赖本程序，请打开验证页面（\`docs/verify.html\`，可离线使用），粘贴${blocks === 1 ? "下面的文字" : `下面的 ${n(blocks)} 段文字（按顺序）`}。${
        channel === undefined
          ? `封条是 \`${seal}\`。它没有发布在任何频道中，因此不能说明名单是何时固定的。`
          : `然后将封条 \`${seal}\` 与我抽奖前在 ${channel} 中发布的比对：每一位都必须相同。`
      }`,
  },
  rules: explainInChinese,
  seal: {
    announcement: ({ drawNo, winners, prize, eligible, seconds }) =>
      `🔒 第 ${drawNo} 次抽奖：${n(seconds)} 秒后将从 ${n(eligible)} 名可中奖的人中抽取 ${n(winners)} 名中奖者${prize ? `，奖品：*${prize}*` : ""}。`,
    rules: (rules) => `规则：${rules}`,
    campaign: (campaign) => `活动：${campaign}`,
    fixed: (seal) => `名单和规则现已固定。\n封条 \`${seal}\``,
    round: (round, time) =>
      `随机数来自公共的 drand 网络：第 ${round} 轮，公布时间 ${time}。在此之前无人能够知道。`,
    requestedBy: (mention) => `由 ${mention} 发起`,
    replaces: "这个封条取代上一个封条。上一个封条未能及时出现在频道中，因此不作数。",
    noLongerCounts: "它的封条不再作数。",
  },
  announcement: {
    voided: ({ drawNo, time, by }) =>
      `${drawNo === undefined ? "本次抽奖" : `第 ${drawNo} 次抽奖`}已${time === undefined ? "" : `于 ${time} `}${by === undefined ? "" : `由 ${by} `}整体作废，全部中奖资格均已取消。`,
    receipt: (receipt, drawNo) => `凭证 \`${receipt}\`\n用 \`${command} verify ${drawNo}\` 验证`,
    receipts: ({ drawNo, original, newest, kind }) =>
      `抽奖的凭证 \`${original}\`\n${kind === "void" ? "作废" : "最近一次重抽"}的凭证 \`${newest}\`\n用 \`${command} verify ${drawNo}\` 验证`,
    title: (drawNo) => `第 ${drawNo} 次抽奖`,
    winners: (drawNo, count) =>
      `恭喜${drawNo === undefined ? "" : `第 ${drawNo} 次抽奖的`} ${n(count)} 位中奖者：`,
    summary: (drawNo, prize, names) =>
      `${prize ? `${prize}（第 ${drawNo} 次抽奖）` : `第 ${drawNo} 次抽奖`}：${names}。恭喜！`,
    more: (count, drawNo) =>
      `……以及另外 ${n(count)} 位。用 \`${command} winners ${drawNo}\` 查看全部，用 \`${command} verify ${drawNo} me\` 查看自己是否中奖。`,
    campaign: (campaign) => `活动：${campaign}`,
    drawn: (time, eligible) => `抽奖时间：${time}，可中奖人数：${n(eligible)}`,
    requestedBy: (mention) => `发起人：${mention}`,
    sealed: (seconds, seals) =>
      `🔒 在随机数出现之前 ${n(seconds)} 秒已封存${seals > 1 ? `（共 ${n(seals)} 个封条，以最后一个为准）` : ""}`,
    refused: (drawNo, reason, isOutside) =>
      `第 ${drawNo} 次抽奖已有结果，但 Slack 不允许我在频道中公布（\`${reason}\`）。${
        isOutside ? "请用 `/invite` 邀请我进入该频道" : "请联系频道管理者或抽奖系统的维护人员"
      }。未来 24 小时内，每次抽奖时我都会再次尝试公布。用 \`${command} winners ${drawNo}\` 查看中奖者。`,
    notEditable: (drawNo, reason) =>
      `Slack 不允许我修改第 ${drawNo} 次抽奖的公告（\`${reason}\`），因此我发布了一条新的。旧消息显示的仍是之前的中奖者。`,
  },
  history: {
    title: "历次抽奖",
    empty: `还没有抽过奖。用 \`${command} draw 2\` 开始第一次。`,
    draw: (drawNo) => `第 ${drawNo} 次抽奖`,
    campaign: (campaign) => `*活动：${campaign}*`,
    voided: "_已整体作废，全部中奖资格均已取消_",
    redrawn: (times) => `_重抽过 ${n(times)} 次_`,
    drawing: (winners) => `_进行中，共抽 ${n(winners)} 位_`,
    sealed: (winners) => `_已封存，几秒后抽取 ${n(winners)} 位_`,
    interrupted: "_已中断，下一次抽奖会将其标记为失败_",
    failed: (reason) => `_失败：${reason}_`,
    more: (count) => `以及另外 ${n(count)} 位`,
    older: "更早的抽奖",
    newest: "最近的抽奖",
    next: "更多中奖者",
    shown: ({ from, to, all }) => `第 ${n(from)} 到 ${n(to)} 位，共 ${n(all)} 位中奖者。`,
    findYourself: (drawNo) =>
      `你参加了这次抽奖吗？用 \`${command} verify ${drawNo} me\` 查看自己是否中奖以及原因。`,
    unknownDraw: (drawNo) => `没有第 ${drawNo} 次抽奖。用 \`${command} winners\` 查看全部抽奖。`,
    malformed: (drawNo) => `*第 ${drawNo} 次抽奖*：记录格式不正确。请联系抽奖系统的维护人员。`,
    usage: `\`${command} winners\` 列出历次抽奖，\`${command} winners 3\` 查看第 3 次。`,
  },
  operators: {
    title: "*抽奖管理员可以抽奖、重抽和作废，也可以使用其他所有命令。*",
    configured: "在抽奖系统配置中的管理员：",
    addedTitle: "在 Slack 中添加的管理员：",
    nobodyAdded: "没有在 Slack 中添加过管理员。",
    addedLine: (person, by, time) => `• ${person}，由 ${by} 添加，${time}`,
    usage: `添加或移除一位成员：\`${command} operators add @成员\`、\`${command} operators remove @成员\`。请从 Slack 的列表中选择，或输入成员 ID。`,
    yourself: "你已经是抽奖管理员，无需添加。",
    isOperator: (person) => `${person} 已经是抽奖管理员。没有做任何更改。`,
    cannotAdd: {
      guest: (person) => `${person} 是本工作区的访客。只有成员可以成为抽奖管理员。没有做任何更改。`,
      external: (person) =>
        `${person} 属于另一个工作区。只有本工作区的成员可以成为抽奖管理员。没有做任何更改。`,
      bot: (person) => `${person} 是机器人，不能成为抽奖管理员。没有做任何更改。`,
      deactivated: (person) => `${person} 的账号已停用。没有做任何更改。`,
      missing: (person) => `Slack 在本工作区找不到 ${person}。没有做任何更改。`,
      unknown: (person) => `Slack 没有及时说明 ${person} 是否为本工作区的成员。没有做任何更改，请稍后再试。`,
    },
    full: (most) => `已添加 ${n(most)} 位抽奖管理员，达到上限。请先移除一位。没有做任何更改。`,
    askToAdd: (person) =>
      `要将 ${person} 设为抽奖管理员吗？对方将可以抽奖、重抽和作废，也可以添加和移除管理员。`,
    add: "添加管理员",
    added: (person) => `${person} 现在是抽奖管理员。`,
    isConfigured: (person) =>
      `${person} 是配置中的抽奖管理员，只有抽奖系统的维护人员可以更改。没有做任何更改。`,
    noOperator: (person) => `${person} 不是抽奖管理员。没有做任何更改。`,
    nobodyLeft: "你是最后一位账号有效的抽奖管理员。请先添加其他人，以免无人可以操作。没有做任何更改。",
    changedMeanwhile: `其他人同时更改了抽奖管理员。没有做任何更改，请查看 \`${command} operators\`。`,
    askToRemove: (person) => `要移除抽奖管理员 ${person} 吗？对方将无法再抽奖。`,
    askToRemoveSelf: "要移除你自己的管理员权限吗？你将无法再抽奖，只有其他管理员可以重新添加你。",
    remove: "移除管理员",
    removed: (person) => `${person} 不再是抽奖管理员。`,
  },
  channels: {
    any: "可以在任何频道中抽奖。",
    only: (channels) => `只能在以下频道中抽奖：${channels}。`,
    usage: `限制可以抽奖的频道：\`${command} channels add #频道\`、\`${command} channels remove #频道\`。请从 Slack 的列表中选择，或输入频道 ID。`,
    full: (most) => `列表中已有 ${n(most)} 个频道，达到上限。请先移除一个。没有做任何更改。`,
    askToLimit: (channel) => `要限制只能在 ${channel} 中抽奖吗？其他频道将不能再抽奖，之后可以继续添加频道。`,
    limit: "限制抽奖频道",
    askToOpen: (channel) => `${channel} 是列表中的最后一个频道。移除后，可以在任何频道中抽奖。要移除吗？`,
    open: "允许任何频道",
    results: {
      added: (channel) => `已添加 ${channel}。`,
      "is-listed": (channel) => `${channel} 已在列表中。没有做任何更改。`,
      removed: (channel) => `已移除 ${channel}。`,
      "not-listed": (channel) => `${channel} 不在列表中。没有做任何更改。`,
    },
  },
  log: {
    title: "操作日志：全部记录",
    notSearched: `⚠️ 无法确定此人的工号，因此这里缺少与工号有关的条目。用 \`${command} log E0007\` 可以查看某个工号的条目。`,
    titleOf: (subject) => `操作日志：${subject}`,
    draw: (drawNo) => `第 ${drawNo} 次抽奖`,
    empty: "没有记录。",
    usage: `可以不加参数，或输入第几次抽奖、成员或工号：\`${command} log\`、\`${command} log 7\`、\`${command} log @成员\`、\`${command} log E0007\`。`,
    older: "更早的记录",
    newest: "最新的记录",
    malformed: (time) => `⚠️ ${time} 的记录格式不正确。请联系抽奖系统的维护人员。`,
    commandLine: (account) => `${account}（命令行）`,
    systems: { aws: "AWS 中的操作（未通过 Slack）", retention: "抽奖系统（保留期限已到）" },
    actions: {
      "draw.request": "申请抽奖",
      "draw.redraw": "申请重抽",
      "draw.void": "申请作废",
      "campaign.start": "开始活动",
      "campaign.name": "命名活动",
      "prizes.save": "更改奖品",
      "employee.add": "加入名册",
      "employee.link": "关联 Slack 账号",
      "employee.return": "人员返回",
      "employee.leave": "人员离职",
      "employee.exclude": "排除人员",
      "employee.opt-out": "自行退出抽奖",
      "employee.opt-in": "重新参加抽奖",
      "employee.include": "取消排除",
      "employee.erase": "删除个人数据",
      "hand-over.mark": "奖品已发放",
      "hand-over.unmark": "撤销发放标记",
      "operators.add": "添加了管理员",
      "operators.remove": "移除了管理员",
      "channels.add": "允许在频道中抽奖",
      "channels.remove": "从允许的频道中移除",
      "roster.import": "导入名册",
      "names.erase": "删除姓名",
      "table.restore": "恢复数据表",
      "letters.replay": "重新投递失败的消息",
    },
    fields: {
      num_of_winners: "人数",
      prize: "奖品",
      channel_id: "频道",
      channels: "允许的频道",
      reason: "原因",
      added_by: "添加者",
      added_at: "添加时间",
      handed_at: "发放时间",
      campaign_no: "活动期数",
      name: "名称",
      prizes: "奖品列表",
      quantity: "数量",
      value: "价值",
      left_at: "离职日期",
      excluded_until: "排除至",
      employees: "名册人数",
      left: "其中已离职",
      created: "新增人员",
      changed: "更改的人员",
      returning: "重新加入",
      marked_left: "标记为离职",
      planned_changes: "计划的改动",
      overtaken: "期间被其他人改动的人",
      table: "数据表",
      copied: "复制的条目",
      replayed: "已重新投递",
      failed: "失败",
      roster: "名册条目",
      wins: "中奖",
      records: "抽奖记录",
      positions: "抽奖顺序中的位置",
      salts: "盐值",
      executions: "抽奖请求",
      interrupted: "中途中断",
      queue: "消息队列",
      operators: "管理员列表条目",
      handOvers: "发放记录",
      logEntries: "操作日志条目",
      imports: "名册导入",
    },
    changed: (field, before, after) => `${field}：${before} → ${after}`,
    is: (field, after) => `${field}：${after}`,
    more: (count) => `……另有 ${n(count)} 项`,
  },
  failure: (drawNo, reason) =>
    `${drawNo === undefined ? "抽奖" : `第 ${drawNo} 次抽奖`}没有进行：${reason}没有人因此中奖或失去机会。`,
  revisionFailure: (drawNo, reason) => `第 ${drawNo} 次抽奖没有更改：${reason}`,
  erasedPerson: "已删除的人员",
  erasedReason: "已删除",
  listSeparator: "、",
  reasons: {
    CustomError: () => "这是一次演练。",
    InvalidInput: () => "请求没有写清楚要抽几位。",
    TooManyWinners: ({ most = 1000 }) => `一次最多抽 ${n(most)} 位，更多请分几次抽。`,
    NotEnoughEntrants: ({ asked, eligible, roster, ruled_out: ruledOut = 0 }) => {
      if (Number(ruledOut) > 0 && asked !== undefined && eligible !== undefined && roster !== 0)
        return `要抽 ${n(asked)} 位中奖者，但只有 ${n(eligible)} 人可以参加且还能中奖。另有 ${n(ruledOut)} 人被排除，或不属于本次抽奖的范围。请更改规则或减少人数。`;
      if (roster === 0) return "名册是空的。请先在名册中添加人员，再重新抽奖。";
      if (asked === undefined || eligible === undefined)
        return "还可以中奖的人少于要抽的人数。请少抽几位，或在名册中添加人员。";
      if (eligible === 0) return "名册上的人都已中过奖或已离职。请先在名册中添加人员，再重新抽奖。";
      return `要抽 ${n(asked)} 位，但只剩 ${n(eligible)} 人还可以中奖。请少抽几位，或在名册中添加人员。`;
    },
    EntrantsHeld: () => "还可以中奖的人中有一部分正被其他进行中的抽奖占用。请过几分钟再试。",
    DuplicateSerial: ({ serial = 0, first = "两名员工", second }) =>
      `${second === undefined ? first : `${first} 和 ${second}`} 的 lottery_serial 相同（${serial}）。请在名册中更正后重试。`,
    InvalidItem: () =>
      "有一条记录格式不正确。请联系抽奖系统的维护人员，Step Functions 的执行记录中写明了是哪一条。",
    UnknownDraw: () => "没有这次抽奖。",
    UnknownWinner: () => "此人不在这次抽奖的中奖者之中。",
    AlreadyVoid: () => "要取消的内容此前已经取消。",
    WinnerErased: () => "这位中奖者的资料已删除，无法重抽，只能使整次抽奖作废。",
    NamesErased: () => "该次抽奖已超过保留期限，其中所有人的姓名都已删除，因此无法更改。",
    NoRunnerUp: () =>
      "该次抽奖的顺序中目前没有其他人可以递补。顺序在抽奖时已经确定，之后加入名册的人不在其中。如需把奖品给别人，请重新发起一次抽奖。",
    RevisionUnderWay: () => "另一项更改正在进行。请过一分钟再试。",
    RevisionEnded: () => "这项更改未完成就已停止。请重试。",
    DrawFailed: () => "它此前已经失败。",
    DrawNotDecided: () => "它还没有中奖者。",
    RosterChanged: () => "封存之后，名册中决定本次结果的一条记录被改动过。请重新抽奖，抽奖期间不要改动名册。",
    SealNotPosted: ({ reason }) =>
      `Slack 不允许我在频道中发布封条${reason === undefined ? "" : `（\`${reason}\`）`}，因此在任何人可能知道结果之前就已停止。请用 \`/invite\` 邀请我进入该频道，或向频道管理者确认我可以发消息，再重新抽奖。`,
    SlackUnreachable: () => "Slack 没有响应，封条未能发布。请待 Slack 恢复后重新抽奖。",
    SealLate: () => "Slack 发布封条太慢，公共随机数可能在此之前就已为人所知。请重新抽奖。",
    BeaconUnreachable: () => "连续几分钟都无法获取决定结果的公共随机数。请稍后重新抽奖。",
    LeaseExpired: () => "用时过长。请重试。",
    Abandoned: () => "它未完成就中断了。请重新抽奖。",
    NumberUnused: () => "同一请求送达了两次，这个编号没有用到。",
    LedgerBusy: () => "同一时刻发起的抽奖太多。请重新抽奖。",
    "States.Timeout": () => "用时过长，已被停止。请重试。",
    Aborted: () => "它未完成就被停止了。",
    Unknown: () =>
      "发生了内部错误。请重试；如果仍然失败，请联系抽奖系统的维护人员，详情见 Step Functions 的执行记录。",
  },
});
