import { groupDigits as n } from "../../../../data/runtime/group-digits.ts";
import type { RosterFileTexts } from "./texts.ts";

const columns: RosterFileTexts["columns"] = {
  employee_id: "employee_id（工号、员工编号、Employee ID）",
  employee_name: "employee_name（姓名、Name）",
  employee_entry_date: "employee_entry_date（入职日期、Hire date）",
  email: "email（邮箱、E-mail）",
  slack_user_id: "slack_user_id（Slack ID）",
  department: "department（部门、Department）",
  left_at: "left_at（离职日期、Termination date）",
};

const formats = {
  binary: "不含文本的文件",
  html: "网页（即使扩展名是 .xls）",
  "locked-workbook": "带密码的工作簿",
  numbers: "Numbers 文稿",
  ods: "OpenDocument 电子表格",
  pdf: "PDF 文档",
  xls: "旧版 Excel 工作簿（.xls）",
  xlsb: "二进制工作簿（.xlsb）",
  xml: "XML 文档",
  zip: "不含工作簿的 ZIP 压缩包",
};

const megabytes = (bytes: number) => `${n(bytes / 1_000_000)} MB`;
const quote = (text: string) => `“${text}”`;
const list = (texts: readonly string[]) => texts.join("、");
const at = ({ line, heading }: { line: number; heading: string }) => `第 ${line} 行，${quote(heading)}列`;

export const chinese: RosterFileTexts = {
  columns,
  faults: {
    "empty-file": () => "文件是空的。文件需要一行标题，下面每人一行。",
    "too-large": ({ limit }) => `文件超过 ${megabytes(limit)}。请只保存人员名单所在的工作表，并去掉图片。`,
    "unpacks-too-large": ({ limit }) =>
      `工作簿解压后超过 ${megabytes(limit)}。请把人员名单复制到新的工作簿，或另存为“CSV UTF-8”。`,
    "too-many-rows": ({ limit }) => `文件超过 ${n(limit)} 行。请拆分成几个文件。`,
    "too-many-cells": ({ limit }) => `工作表超过 ${n(limit)} 个单元格。请把人员名单复制到新的工作簿。`,
    "unsupported-format": ({ format }) =>
      `这是${formats[format]}。请用表格软件打开，并另存为 Excel 工作簿（.xlsx，不带密码）或“CSV UTF-8”。`,
    "damaged-workbook": () => "工作簿已损坏。请用表格软件打开，并重新另存为 Excel 工作簿（.xlsx）。",
    "open-quote": ({ line }) =>
      `第 ${line} 行：有单元格以引号（"）开头，但没有结束的引号，或结束的引号在后面几行。请改正，或把文件另存为 Excel 工作簿（.xlsx）。`,
    "missing-columns": ({ columns: missing, line, headings }) =>
      `缺少以下列：${list(missing.map((column) => columns[column]))}。${
        headings.length > 0 ? `第 ${line} 行有${list(headings.map(quote))}。` : "文件没有标题行。"
      }`,
    "repeated-column": ({ line, column, headings }) =>
      `第 ${line} 行：${list(headings.map(quote))}是同一列，即 ${columns[column]}。请去掉其中一列。`,
    "no-rows": () => "文件只有标题，标题下面没有人员。",
    "surplus-cells": ({ line }) =>
      `第 ${line} 行：内容的个数多于标题。含有逗号、分号或制表符的内容需要加引号，例如 "Lee, Ann"。也可以把文件另存为 Excel 工作簿（.xlsx）。`,
    "missing-value": (fault) => `${at(fault)}：为空。每个人都必须有 ${columns[fault.column]}。`,
    "invisible-value": (fault) => `${at(fault)}：只有不可见字符。请重新输入。`,
    "too-long": (fault) => `${at(fault)}：超过 ${fault.limit} 个字符。`,
    "damaged-text": (fault) =>
      `${at(fault)}：${quote(fault.value)}是乱码。请将原文件重新另存为 Excel 工作簿（.xlsx）或“CSV UTF-8”。`,
    "formula-error": (fault) =>
      `${at(fault)}：${quote(fault.value)}是表格软件的错误。请修正公式，或加宽该列后重新保存。`,
    "rounded-number": (fault) =>
      `${at(fault)}：表格软件已将该数字四舍五入为${quote(fault.value)}。请将该列设为文本格式并重新输入。`,
    "not-an-email": (fault) =>
      `${at(fault)}：${quote(fault.value)}不是邮箱地址。正确的形式如 ann@example.com。`,
    "not-a-slack-id": (fault) =>
      `${at(fault)}：${quote(fault.value)}不是 Slack 成员 ID。正确的形式如 U012AB3CD，可在 Slack 个人资料中点“复制成员 ID”获得。`,
    "not-a-date": (fault) => `${at(fault)}：${quote(fault.value)}不是日期。正确的形式如 2026-01-31。`,
    "no-such-date": (fault) => `${at(fault)}：日历中没有${quote(fault.value)}这一天。`,
    "ambiguous-dates": ({ heading, examples }) =>
      `${quote(heading)}列：${list(examples.map(quote))}可能是日在前，也可能是月在前，该列中没有日期能够说明。请把日期写成 2026-01-31，或说明哪个在前。`,
    "mixed-dates": ({ heading, dayFirst, monthFirst }) =>
      `${quote(heading)}列：第 ${dayFirst.line} 行是日在前（${quote(dayFirst.value)}），第 ${monthFirst.line} 行是月在前（${quote(monthFirst.value)}）。请统一日期的写法，例如 2026-01-31。`,
  },
  moreFaults: (count) => `……以及另外 ${n(count)} 处。`,
};
