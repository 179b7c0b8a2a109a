import type { RosterFault } from "../../../../workflow/roster/file/roster-fault.ts";
import type { RosterRow } from "../../../../workflow/roster/file/roster-row.ts";

/** A kind of file, of which `shapes/` has a small one, and what results from it. */
export interface Shape {
  file: string;
  /** Who writes such a file, and what is special about it. */
  from: string;
  /** What the first person must be, with how many others. */
  first?: RosterRow;
  people?: number;
  ignored?: readonly string[];
  /** Of the answer to `ambiguous-dates`. */
  dateOrder?: "day-first" | "month-first";
  faults?: readonly RosterFault["kind"][];
}

const ann = { employee_id: "E1001", employee_name: "Ann Lee" };
const joined = { employee_entry_date: "20200131" };
const fang = { employee_name: "王小芳", department: "人力资源部" };
const joerg = { employee_name: "Jörg Müller", ...joined };

/** Text: CSV and its relatives. */
export const textShapes: readonly Shape[] = [
  {
    file: "excel-utf8.csv",
    from: "Excel, “CSV UTF-8”: a mark at the beginning, commas, dates such as 1/31/2020",
    first: { ...ann, ...joined, department: "Research", email: "ann.lee@example.com" },
    people: 3,
  },
  {
    file: "excel-german.csv",
    from: "Excel in German: Windows-1252, semicolons, dates such as 31.01.2020 and 03.02.21",
    first: { ...joerg, employee_id: "00017", department: "Entwicklung", email: "joerg.mueller@example.com" },
    people: 3,
  },
  {
    file: "excel-chinese.csv",
    from: "Excel in Chinese: GB18030, dates such as 2020/1/31",
    first: { ...fang, ...joined, employee_id: "007" },
    people: 3,
  },
  {
    file: "excel-unicode-text.txt",
    from: "Excel, “Unicode Text”: UTF-16 (little endian), tabs, dates such as 31/01/2020",
    first: { ...ann, ...joined, department: "R&D" },
    people: 2,
  },
  {
    file: "excel-sep-line.csv",
    from: "Excel with a first line `sep=;`",
    first: ann,
    people: 2,
    ignored: ["Salary"],
  },
  {
    file: "excel-uk.csv",
    from: "Excel in British English: only one of the dates shows that the day is first",
    first: { ...ann, employee_entry_date: "20200203" },
    people: 2,
  },
  {
    file: "excel-serial-numbers.csv",
    from: "Excel, cells formatted as numbers: dates such as 43861",
    first: { ...ann, ...joined },
    people: 2,
  },
  {
    file: "excel-whole-row-in-one-cell.csv",
    from: "Excel, after it has opened a CSV file with another separator: each line in one cell",
    first: { ...ann, department: "Research" },
    people: 2,
  },
  {
    file: "excel-trailing-columns.csv",
    from: "Excel, empty columns at the end, short rows, rows of separators, notes beside the table",
    first: { ...ann, department: "Research" },
    people: 3,
  },
  {
    file: "excel-totals.csv",
    from: "Excel in German: a row with totals, addresses in angle brackets, numbers as formulas",
    first: {
      employee_id: "00042",
      employee_name: "Jörg Müller",
      employee_entry_date: "20190201",
      department: "Größen & Maße",
      email: "joerg.mueller@example.com",
    },
    people: 3,
  },
  {
    file: "dates-in-heading.csv",
    from: "Programs for payroll in the USA: “Hire Date (MM/DD/YYYY)”, headings of two lines",
    first: {
      employee_id: "E1001",
      employee_name: "Lee, Ann",
      employee_entry_date: "20200304",
      email: "ann@example.com",
    },
    people: 3,
    ignored: ["#", "Manager"],
  },
  {
    file: "excel-hashes.csv",
    from: "Excel, a column too narrow for its dates: ########",
    faults: ["formula-error"],
  },
  {
    file: "excel-rounded-ids.csv",
    from: "Excel, long numbers shown as 3.10101E+17",
    faults: ["rounded-number", "rounded-number"],
  },
  {
    file: "excel-question-marks.csv",
    from: "Excel in English, “CSV”: Chinese characters saved as ??",
    faults: ["damaged-text"],
  },
  {
    file: "excel-macintosh.csv",
    from: "Excel, “CSV (Macintosh)”: Mac OS Roman, lines that end with CR",
    faults: ["damaged-text", "damaged-text"],
  },
  { file: "excel-ms-dos.csv", from: "Excel, “CSV (MS-DOS)”: code page 850", faults: ["damaged-text"] },
  {
    file: "excel-mixed-dates.csv",
    from: "Excel, rows copied from two countries: 13/02/2021 and 02/14/2021",
    faults: ["mixed-dates"],
  },
  {
    file: "utf-16-big-endian.csv",
    from: "Java programs: UTF-16 (big endian) without a mark",
    first: { employee_id: "007", employee_name: "王小芳" },
    people: 2,
  },
  {
    file: "utf-16-without-mark.txt",
    from: "Windows programs: UTF-16 (little endian) without a mark, tabs",
    first: ann,
    people: 2,
  },
  {
    file: "wps.csv",
    from: "WPS: GB18030, a tab after long numbers, dates such as 2020年1月31日 and 2021年2月3日 星期三",
    first: { ...fang, ...joined, employee_id: "10000000000000001" },
    people: 2,
  },
  {
    file: "google-sheets.csv",
    from: "Google Sheets: UTF-8 without a mark, no end of the last line",
    first: { ...ann, ...joined, slack_user_id: "U0ANNLEE" },
    people: 2,
  },
  {
    file: "google-sheets.tsv",
    from: "Google Sheets, tabs, dates such as Jan 31, 2020",
    first: { ...ann, ...joined, employee_id: "1001", department: "Research" },
    people: 2,
  },
  {
    file: "google-sheets-ambiguous.csv",
    from: "Google Sheets, no date of the column shows whether the day or the month is first",
    faults: ["ambiguous-dates"],
  },
  {
    file: "google-sheets-ambiguous.csv",
    from: "The same, with the answer that the day is first",
    dateOrder: "day-first",
    first: { ...ann, employee_entry_date: "20200203" },
    people: 3,
  },
  {
    file: "numbers.csv",
    from: "Numbers in German: a title, empty rows, dates such as 31. Januar 2020",
    first: { ...joerg, employee_id: "17", department: "Entwicklung" },
    people: 2,
  },
  {
    file: "libreoffice.csv",
    from: "LibreOffice: all cells in quotation marks, a line break in a name",
    first: { ...ann, ...joined, employee_id: "007" },
    people: 2,
  },
  {
    file: "sap-list.txt",
    from: "SAP, a list saved as text: a title, an empty first column, 31.12.9999 and 00.00.0000",
    first: { ...joerg, employee_id: "00001017", left_at: "99991231" },
    people: 2,
    ignored: ["Kostenstelle"],
  },
  {
    file: "sap-successfactors.csv",
    from: "SAP SuccessFactors: a second line with headings",
    first: { ...ann, ...joined, employee_id: "1017", department: "Research" },
    people: 2,
  },
  {
    file: "workday.csv",
    from: "Workday: title lines, “Worker”, “Supervisory Organization”",
    first: {
      ...ann,
      ...joined,
      employee_id: "21017",
      department: "Research (Ann Lee)",
      email: "ann.lee@example.com",
    },
    people: 2,
    ignored: ["Cost Center"],
  },
  {
    file: "workday-time-zone.csv",
    from: "Workday web services: dates such as 2020-01-31-08:00",
    first: { ...ann, ...joined, employee_id: "21017" },
    people: 2,
    ignored: ["Legal_Name"],
  },
  {
    file: "personio.csv",
    from: "Personio in German: first and last name, its own ID beside the number of the employee",
    first: { ...joerg, employee_id: "P-017", department: "Entwicklung", email: "joerg.mueller@example.com" },
    people: 2,
    ignored: ["ID", "Status"],
  },
  {
    file: "bamboohr.csv",
    from: "BambooHR: “Employee #”, 0000-00-00 for people who have not left",
    first: { ...ann, ...joined, employee_id: "17", department: "Research", email: "ann.lee@example.com" },
    people: 2,
    ignored: ["Preferred Name"],
  },
  {
    file: "oracle-hcm.csv",
    from: "Oracle HCM: dates such as 31-JAN-2020",
    first: { ...joined, employee_id: "300017", employee_name: "Lee, Ann", department: "Research" },
    people: 2,
  },
  {
    file: "adp.csv",
    from: 'ADP: numbers as formulas, ="000017", so that Excel keeps the zeros',
    first: { ...joined, employee_id: "000017", employee_name: "Lee, Ann" },
    people: 2,
    ignored: ["Status"],
  },
  {
    file: "pandas.csv",
    from: "pandas: numbers such as 1017.0, dates with time, a column without a heading",
    first: { ...ann, ...joined, employee_id: "1017", email: "ann.lee@example.com" },
    people: 2,
  },
  {
    file: "dingtalk.csv",
    from: "钉钉: title and instructions above, 姓名*, a tab before numbers, 无",
    first: { ...fang, ...joined, employee_id: "0017" },
    people: 2,
    ignored: ["手机号"],
  },
  {
    file: "feishu.csv",
    from: "飞书: headings in two languages",
    first: { ...fang, ...joined, employee_id: "F017", email: "xiaofang@example.com" },
    people: 2,
  },
  {
    file: "wecom.csv",
    from: "企业微信: 姓 and 名, digits of full width",
    first: { ...fang, ...joined, employee_id: "W017", department: "总公司/人力资源部" },
    people: 2,
  },
  { file: "slack-members.csv", from: "Slack’s list of members", faults: ["missing-columns"] },
  { file: "without-headings.csv", from: "A list without headings", faults: ["missing-columns"] },
  { file: "headings-only.csv", from: "Headings without people", faults: ["no-rows"] },
  { file: "empty.csv", from: "An empty file", faults: ["empty-file"] },
  { file: "repeated-column.csv", from: "Two columns with the same heading", faults: ["repeated-column"] },
  { file: "open-quote.csv", from: "A quotation mark without an end", faults: ["open-quote"] },
  {
    file: "invalid-cells.csv",
    from: "Invalid cells (all are listed)",
    faults: [
      "missing-value",
      "not-an-email",
      "not-a-slack-id",
      "not-a-date",
      "no-such-date",
      "invisible-value",
      "not-a-date",
      "damaged-text",
      "no-such-date",
      "too-long",
      "formula-error",
    ],
  },
];

/** Excel workbooks, and files that are taken for one. */
export const workbookShapes: readonly Shape[] = [
  {
    file: "excel.xlsx",
    from: "Excel: a cover sheet before the list, formulas, an error in a column that is not read",
    first: { ...ann, ...joined, department: "Research", email: "ann.lee@example.com" },
    people: 3,
    ignored: ["Age"],
  },
  {
    file: "excel-strict.xlsx",
    from: "Excel, “Strict Open XML”",
    first: { ...ann, ...joined },
    people: 2,
  },
  {
    file: "excel-1904.xlsx",
    from: "Excel for Mac: dates that count from 1904",
    first: { ...ann, ...joined, employee_id: "1017" },
    people: 2,
  },
  {
    file: "excel-rich-text.xlsx",
    from: "Excel: parts of a name in bold, Japanese with readings, characters as codes",
    first: ann,
    people: 3,
  },
  {
    file: "excel-zeros-by-format.xlsx",
    from: "Excel: numbers that the format 00000 shows with zeros",
    first: { ...joined, employee_id: "00017", employee_name: "王小芳" },
    people: 2,
  },
  {
    file: "excel-cell-far-away.xlsx",
    from: "Excel: something in the last cell of the sheet (XFD1048576)",
    first: ann,
    people: 1,
  },
  {
    file: "wps.xlsx",
    from: "WPS: dates in different forms in one column",
    first: { ...fang, ...joined, employee_id: "007" },
    people: 2,
  },
  {
    file: "google-sheets.xlsx",
    from: "Google Sheets: responses of a form",
    first: { ...ann, ...joined, employee_id: "1001" },
    people: 2,
    ignored: ["Timestamp"],
  },
  {
    file: "numbers.xlsx",
    from: "Numbers: a sheet “Export Summary”, and the name of the table above the headings",
    first: { ...ann, ...joined, employee_id: "1001" },
    people: 2,
  },
  {
    file: "successfactors.xlsx",
    from: "SAP SuccessFactors and other programs with Microsoft’s Open XML SDK: prefixes, cells without an address",
    first: { ...ann, ...joined, employee_id: "1017", department: "Research" },
    people: 2,
  },
  {
    file: "personio.xlsx",
    from: "Personio in German: “Vorname” and “Name”",
    first: { ...joerg, employee_id: "P-017" },
    people: 2,
  },
  {
    file: "dingtalk.xlsx",
    from: "钉钉: a hidden sheet first, merged cells above the headings",
    first: { ...fang, ...joined, employee_id: "0017" },
    people: 2,
    ignored: ["性别"],
  },
  {
    file: "feishu.xlsx",
    from: "飞书: text in the cells themselves",
    first: { ...fang, ...joined, employee_id: "F017" },
    people: 2,
    ignored: ["直属上级"],
  },
  {
    file: "openpyxl.xlsx",
    from: 'openpyxl (Python): an empty row and a title first, dates that count from 1904, a number with the format "E-"0000',
    first: { ...joined, employee_id: "00017", employee_name: "王芳", department: "R&D" },
    people: 2,
  },
  {
    file: "xlsxwriter.xlsx",
    from: "XlsxWriter (Python): ZIP64, rows written one by one",
    first: { ...joined, employee_id: "00017", employee_name: "王芳", department: "R&D" },
    people: 2,
  },
  {
    file: "sheetjs.xlsm",
    from: "SheetJS: a workbook for macros, a cover sheet first",
    first: { ...joined, employee_id: "00017", employee_name: "王芳", department: "R&D" },
    people: 2,
  },
  {
    file: "excel-faults.xlsx",
    from: "Excel: an error and an empty cell in required columns",
    faults: ["formula-error", "missing-value"],
  },
  {
    file: "excel-rounded-ids.xlsx",
    from: "Excel: ids of 18 digits as numbers, of which it keeps 15",
    faults: ["rounded-number"],
  },
  { file: "excel-cut-off.xlsx", from: "A download that stopped in the middle", faults: ["damaged-workbook"] },
  { file: "excel-password.xlsx", from: "Excel with a password", faults: ["unsupported-format"] },
  { file: "excel-97.xls", from: "Excel 97", faults: ["unsupported-format"] },
  { file: "excel-binary.xlsb", from: "Excel, binary workbook", faults: ["unsupported-format"] },
  { file: "xml-spreadsheet-2003.xls", from: "Excel, “XML Spreadsheet 2003”", faults: ["unsupported-format"] },
  {
    file: "web-page.xls",
    from: "Programs that write a web page and call it .xls",
    faults: ["unsupported-format"],
  },
  { file: "libreoffice.ods", from: "LibreOffice’s own format", faults: ["unsupported-format"] },
  { file: "apple.numbers", from: "Numbers’ own format", faults: ["unsupported-format"] },
  { file: "archive.zip", from: "A ZIP archive of files", faults: ["unsupported-format"] },
  { file: "printed-list.pdf", from: "A PDF document", faults: ["unsupported-format"] },
  { file: "picture.csv", from: "A picture named .csv", faults: ["unsupported-format"] },
];
