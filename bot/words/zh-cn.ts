import type { Words } from "./words.ts";

export const chinese: Words = {
  help: {
    title: "*我能做这些*",
    operatorsOnly: "仅限抽奖管理员",
  },
  unknownCommand: (typed) => `我不认识 \`${typed}\`。我能做这些：`,
  operatorsOnly: "只有抽奖管理员才能这样做。请联系管理员，或请维护人员把你加入管理员名单。",
  trouble: "我这边出了点问题，没有做任何改动。请稍后再试；如果一直这样，请告诉维护人员。",
  malformedItem:
    "数据表中有一条记录格式不对，我无法回答；没有做任何改动。请告诉维护人员，日志中写明了是哪一条。",
  draw: {
    usage:
      "请告诉我要抽几位中奖者（1 到 1000 的整数），也可以写上奖品：`/lottery draw 2` 或 `/lottery draw 2 AirPods`。",
    prizeTooLong: (longest) => `奖品说明太长了，请控制在 ${longest} 个字符以内；没有进行抽奖。`,
    started: (winners, prize) =>
      `正在抽取 ${winners} 位中奖者${prize ? `，奖品：*${prize}*` : ""}。结果马上会在本频道公布。`,
    notStarted:
      "无法确认抽奖是否已经开始：AWS 没有及时响应。请等一分钟，先用 `/lottery winners` 查看，再决定是否重试。",
  },
  cancel: "取消",
  cancelled: "没有做任何改动。",
  revision: {
    undecided: (drawNo) => `第 ${drawNo} 次抽奖没有中奖者：它还在进行，或未成功。`,
    reasonTooLong: (longest) => `原因请控制在 ${longest} 个字符以内；没有做任何改动。`,
    reason: (reason) => `原因：${reason}`,
  },
  redraw: {
    usage:
      "请写明第几次抽奖和哪位中奖者（姓名、工号或名单中的序号），也可以写上原因：`/lottery redraw 3 张伟 未到场`。",
    unknownWinner: (drawNo) =>
      `第 ${drawNo} 次抽奖中找不到这位中奖者。用 \`/lottery winners ${drawNo}\` 查看名单；姓名、工号和序号都可以。`,
    severalWinners: (list) => `有几位中奖者同名，请用工号：\n${list}`,
    question: (drawNo, winner, reason) =>
      `要取消 ${winner} 在第 ${drawNo} 次抽奖中的中奖资格吗？${reason ? `（${reason}）` : ""}\n将由抽奖时已确定顺序的下一位递补，并通知频道和订阅者。此操作无法撤销。`,
    confirm: "重抽",
    note: (drawNo, voided, replacement) =>
      `第 ${drawNo} 次抽奖：${voided} 的中奖资格已取消，按同一顺序递补的是 ${replacement}。恭喜！`,
  },
  void: {
    usage: "请写明第几次抽奖，也可以写上原因：`/lottery void 3 名册有误`。",
    question: (drawNo, names, reason) =>
      `要将第 ${drawNo} 次抽奖整体作废吗？${reason ? `（${reason}）` : ""}\n${names} 的中奖资格将取消，以后仍可中奖。频道和订阅者会收到通知。此操作无法撤销。`,
    confirm: "整次作废",
    note: (drawNo) => `第 ${drawNo} 次抽奖已整体作废，原中奖者以后仍可中奖。`,
  },
  revisionStarted: (drawNo) => `正在更改第 ${drawNo} 次抽奖，马上会通知频道。`,
  verify: {
    usage: "请写明第几次抽奖：`/lottery verify 3`。",
    fits: (drawNo, receipt) => `✅ *第 ${drawNo} 次抽奖与记录一致。* 凭证 \`${receipt}\``,
    differs: (drawNo) => `❌ *第 ${drawNo} 次抽奖与记录不一致。* 记录被改动过，或抽奖没有遵守规则：`,
    facts: ({ seed, rosterSize, visited, chosen, won, held, left, gap }) =>
      `种子 \`${seed}\` 和名册人数 ${rosterSize} 决定顺序。共查看 ${visited} 个位置：选中 ${chosen}，此前已中奖 ${won}，被其他抽奖占用 ${held}，已离职 ${left}，空号 ${gap}。`,
    faults: {
      walk: "种子对应的不是这个人",
      count: "中奖人数与要求不符",
      winners: "中奖者不是被选中的人",
      receipt: "凭证不符",
      void: "取消了并不存在的中奖资格",
    },
    where: (place, revision) =>
      `${place === undefined ? "" : `（第 ${place} 个位置）`}${revision === undefined ? "" : `（第 ${revision} 次更改）`}`,
    showPlaces: "逐个位置查看",
    morePlaces: "更多位置",
    placesTitle: (drawNo) => `*第 ${drawNo} 次抽奖，逐个位置*`,
    outcome: (outcome, drawNo) => {
      if (outcome === "gap") return "空号";
      if (outcome === "left") return "已离职";
      if (outcome === "chosen") return "*选中*";
      const draw = drawNo === undefined ? "" : `（第 ${drawNo} 次抽奖）`;
      return outcome === "won" ? `此前已中奖${draw}` : `被其他抽奖占用${draw}`;
    },
  },
  announcement: {
    voided: (drawNo) => `第 ${drawNo} 次抽奖已作废。`,
    receipt: (receipt, drawNo) => `凭证 \`${receipt}\` · 用 \`/lottery verify ${drawNo}\` 核对`,
    title: (drawNo) => `🎉 第 ${drawNo} 次抽奖`,
    winners: (count) => `恭喜 ${count} 位中奖者：`,
    summary: (drawNo, prize, names) => `第 ${drawNo} 次抽奖${prize ? `（${prize}）` : ""}：${names}。恭喜！`,
    more: (count, drawNo) => `……以及另外 ${count} 位。用 \`/lottery winners ${drawNo}\` 查看全部。`,
    drawn: (time, rosterSize) => `抽奖时间：${time}，名册人数：${rosterSize}`,
    requestedBy: (mention) => `发起人：${mention}`,
    refused: (drawNo, reason, isOutside) =>
      `第 ${drawNo} 次抽奖已完成并记录，但 Slack 不允许我在频道中公布（\`${reason}\`）。${
        isOutside ? "请用 `/invite` 邀请我进入该频道" : "请联系频道管理者或抽奖管理员"
      }。未来 24 小时内，每次抽奖时我都会再次尝试公布。用 \`/lottery winners ${drawNo}\` 查看中奖者。`,
    notEditable: (drawNo, reason) =>
      `Slack 不允许我修改第 ${drawNo} 次抽奖的公告（\`${reason}\`），因此我重新发布了一条。旧消息显示的仍是原来的中奖者。`,
  },
  history: {
    title: "历次抽奖",
    empty: "还没有抽过奖。用 `/lottery draw 2` 开始第一次。",
    draw: (drawNo) => `第 ${drawNo} 次抽奖`,
    voided: "_已整体作废_",
    redrawn: (times) => `_重抽过 ${times} 次_`,
    drawing: (winners) => `_进行中，共抽 ${winners} 位_`,
    failed: (reason) => `_未成功：${reason}_`,
    more: (count) => `以及另外 ${count} 位`,
    older: "更早的抽奖",
    newest: "最近的抽奖",
    next: "更多中奖者",
    unknownDraw: (drawNo) => `没有第 ${drawNo} 次抽奖。用 \`/lottery winners\` 查看全部。`,
    malformed: (drawNo) => `*第 ${drawNo} 次抽奖*：账本中的这条记录格式不对。请告诉维护人员。`,
    usage: "`/lottery winners` 列出历次抽奖，`/lottery winners 3` 查看第 3 次。",
  },
  failure: (drawNo, reason) =>
    `${drawNo === undefined ? "抽奖" : `第 ${drawNo} 次抽奖`}没有进行：${reason}没有人因此中奖或失去机会。`,
  revisionFailure: (drawNo, reason) => `第 ${drawNo} 次抽奖保持不变：${reason}`,
  listSeparator: "、",
  reasons: {
    CustomError: () => "这是一次演练。",
    InvalidInput: () => "请求没有写清楚要抽几位。",
    TooManyWinners: ({ most = 1000 }) => `一次最多抽 ${most} 位，更多请分几次抽。`,
    NotEnoughEntrants: ({ asked, eligible, roster }) => {
      if (roster === 0) return "名册是空的。请先在名册中添加人员。";
      if (asked === undefined || eligible === undefined)
        return "还可以中奖的人少于要抽的人数。请少抽几位，或在名册中添加人员。";
      if (eligible === 0) return "名册上的人都已中过奖。请先在名册中添加人员。";
      return `要抽 ${asked} 位，但只剩 ${eligible} 人还可以中奖。请少抽几位，或在名册中添加人员。`;
    },
    EntrantsHeld: () => "还可以中奖的人正被其他进行中的抽奖占用。请过几分钟再试。",
    DuplicateSerial: ({ serial = 0, first = "两名员工", second }) =>
      `${second === undefined ? first : `${first} 和 ${second}`} 的 lottery_serial 相同（${serial}）。请在名册中改正后再抽。`,
    InvalidItem: () => "数据表中有一条记录格式不对。账本中本次抽奖的记录写明了是哪一条，请名册维护人员改正。",
    UnknownDraw: () => "账本中没有这次抽奖。",
    UnknownWinner: () => "此人没有在这次抽奖中中奖。",
    AlreadyVoid: () => "此前已经取消过了。",
    NoRunnerUp: () => "名册上没有其他人可以递补。请在名册中添加人员后再重抽。",
    RevisionUnderWay: () => "另一位管理员正在更改它。请过一分钟再看。",
    RevisionEnded: () => "这项更改此前已经放弃。",
    DrawFailed: () => "它此前已经失败。",
    DrawNotDecided: () => "它没有产生结果。",
    LeaseExpired: () => "用时过长。请重新抽奖。",
    Abandoned: () => "它中途停止了。请重新抽奖。",
    LedgerBusy: () => "同一时刻发起的抽奖太多。请重新抽奖。",
    "States.Timeout": () => "用时过长，已被停止。请重新抽奖。",
    Aborted: () => "有人停止了它。",
    Unknown: () => "内部出了问题，详情见账本。请重新抽奖；如果仍然失败，请告诉维护人员。",
  },
};
