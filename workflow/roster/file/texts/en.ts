import { groupDigits as n } from "../../../../data/runtime/group-digits.ts";
import type { RosterFileTexts } from "./texts.ts";

const columns: RosterFileTexts["columns"] = {
  employee_id: "employee_id (Employee ID, 工号, Personalnummer)",
  employee_name: "employee_name (Name, 姓名)",
  employee_entry_date: "employee_entry_date (Hire date, 入职日期, Eintrittsdatum)",
  email: "email (E-mail, 邮箱)",
  slack_user_id: "slack_user_id (Slack ID)",
  department: "department (部门, Abteilung)",
  left_at: "left_at (Termination date, 离职日期, Austrittsdatum)",
};

const formats = {
  binary: "a file that has no text",
  html: "a web page, even if its name ends in .xls",
  "locked-workbook": "a workbook with a password",
  numbers: "a Numbers document",
  ods: "an OpenDocument spreadsheet",
  pdf: "a PDF document",
  xls: "a workbook of an old version of Excel (.xls)",
  xlsb: "a binary workbook (.xlsb)",
  xml: "an XML document",
  zip: "a ZIP archive without a workbook",
};

const list = new Intl.ListFormat("en", { type: "conjunction" });
const megabytes = (bytes: number) => `${n(bytes / 1_000_000)} MB`;
const quote = (text: string) => `“${text}”`;
const at = ({ line, heading }: { line: number; heading: string }) => `Line ${line}, column ${quote(heading)}`;

export const english: RosterFileTexts = {
  columns,
  faults: {
    "empty-file": () => "The file is empty. It needs a line with headings, and a line for each person.",
    "too-large": ({ limit }) =>
      `The file has more than ${megabytes(limit)}. Save only the sheet with the people, without pictures.`,
    "unpacks-too-large": ({ limit }) =>
      `The workbook unpacks to more than ${megabytes(limit)}. Copy the list of people into a new workbook, or save it as CSV UTF-8.`,
    "too-many-rows": ({ limit }) => `The file has more than ${n(limit)} rows. Split it into several files.`,
    "too-many-cells": ({ limit }) =>
      `The sheet has more than ${n(limit)} cells. Copy the list of people into a new workbook.`,
    "unsupported-format": ({ format }) =>
      `This is ${formats[format]}. Open it in a spreadsheet program and save it as an Excel workbook (.xlsx, without a password) or as CSV UTF-8.`,
    "damaged-workbook": () =>
      "The workbook is damaged. Open it in a spreadsheet program and save it again as an Excel workbook (.xlsx).",
    "open-quote": ({ line }) =>
      `Line ${line}: a cell begins with a quotation mark (") that has no end, or whose end is some lines below. Correct it, or save the file as an Excel workbook (.xlsx).`,
    "missing-columns": ({ columns: missing, line, headings }) =>
      `${missing.length === 1 ? "The column" : "The columns"} ${list.format(missing.map((column) => columns[column]))} ${missing.length === 1 ? "is" : "are"} missing. ${
        headings.length > 0
          ? `Line ${line} has ${list.format(headings.map(quote))}.`
          : "There is no line with headings."
      }`,
    "repeated-column": ({ line, column, headings }) =>
      `Line ${line}: ${list.format(headings.map(quote))} are the same column, ${columns[column]}. Remove one of them.`,
    "no-rows": () => "The file has headings, but no people below them.",
    "surplus-cells": ({ line }) =>
      `Line ${line}: more values than headings. A value with a comma, a semicolon or a tab in it needs quotation marks around it, such as "Lee, Ann". Or save the file as an Excel workbook (.xlsx).`,
    "missing-value": (fault) => `${at(fault)}: empty. Every person needs ${columns[fault.column]}.`,
    "invisible-value": (fault) => `${at(fault)}: only invisible characters. Type the value again.`,
    "too-long": (fault) => `${at(fault)}: longer than ${fault.limit} characters.`,
    "damaged-text": (fault) =>
      `${at(fault)}: ${quote(fault.value)} is damaged. Save the original file again as an Excel workbook (.xlsx) or as CSV UTF-8.`,
    "formula-error": (fault) =>
      `${at(fault)}: ${quote(fault.value)} is an error of the spreadsheet. Correct the formula, or make the column wider and save the file again.`,
    "rounded-number": (fault) =>
      `${at(fault)}: the spreadsheet has rounded this number to ${quote(fault.value)}. Format the column as text and enter the number again.`,
    "not-an-email": (fault) =>
      `${at(fault)}: ${quote(fault.value)} is not an email address, such as ann@example.com.`,
    "not-a-slack-id": (fault) =>
      `${at(fault)}: ${quote(fault.value)} is not a Slack member ID, such as U012AB3CD. It is in the person’s profile in Slack, under “Copy member ID”.`,
    "not-a-date": (fault) => `${at(fault)}: ${quote(fault.value)} is not a date, such as 2026-01-31.`,
    "no-such-date": (fault) => `${at(fault)}: there is no day ${quote(fault.value)} in the calendar.`,
    "ambiguous-dates": ({ heading, examples }) =>
      `Column ${quote(heading)}: in ${list.format(examples.map(quote))}, the day or the month may be first, and no date in the column shows which. Write dates as 2026-01-31, or say which is first.`,
    "mixed-dates": ({ heading, dayFirst, monthFirst }) =>
      `Column ${quote(heading)}: in line ${dayFirst.line} the day is first (${quote(dayFirst.value)}), and in line ${monthFirst.line} the month (${quote(monthFirst.value)}). Write all dates in the same way, such as 2026-01-31.`,
  },
  moreFaults: (count) => `… and ${n(count)} more.`,
};
