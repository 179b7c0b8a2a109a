import * as z from "zod";
import { rosterColumn } from "./roster-row.ts";

/** What a column of a file can be: one of the roster, a part of the name, or a name that may be another than in the others. */
const fileColumn = z.enum([...rosterColumn.options, "given_name", "family_name", "other_name"]);

export type FileColumn = z.output<typeof fileColumn>;

/**
 * Names of columns in English, German and Chinese (simplified and traditional), as programs for spreadsheets and human
 * resources write them. If a file has several names of one column, the earliest counts.
 */
const NAMES: Readonly<Record<FileColumn, string>> = {
  employee_id: `employee_id, employee number, employee no, employee nr, employee code, employee #, emp id, emp no, emp code,
    staff id, staff no, staff number, staff code, personnel number, personnel no, personnel id, pers no, pernr, person number,
    worker id, worker number, payroll number, payroll id, workday id,
    工号, 员工工号, 员工编号, 员工号, 员工编码, 员工代码, 员工id, 职工号, 职工编号, 职工工号, 人员编号, 人员编码, 人员工号, 雇员编号, 雇员号,
    工號, 員工工號, 員工編號, 員工編碼, 員工代號, 員工號, 職工編號, 人員編號,
    personalnummer, personalnr, persnr, personal id, mitarbeiternummer, mitarbeiternr, mitarbeiter id, ma nr, ma nummer,
    stammnummer, id, 编号, 編號`,
  employee_name: `employee_name, full name, name, display name, employee full name, worker name, staff name, complete name,
    姓名, 员工姓名, 人员姓名, 职工姓名, 雇员姓名, 成员姓名, 真实姓名, 中文名, 中文姓名, 名字, 員工姓名, 人員姓名, 職工姓名,
    vollständiger name, vollstaendiger name, mitarbeitername, name des mitarbeiters, anzeigename, vor und nachname,
    vor und zuname, vorname nachname, vorname und nachname, nachname vorname, nachname und vorname, name vorname`,
  given_name: `first name, given name, given names, forename, legal first name, vorname, vornamen, rufname, 名`,
  family_name: `last name, surname, family name, legal last name, nachname, familienname, zuname, 姓, 姓氏`,
  other_name: `preferred name, legal name, worker, employee, 员工, 員工, mitarbeiter, mitarbeiterin, mitarbeitende`,
  employee_entry_date: `employee_entry_date, entry date, entry, hire date, hiring date, date of hire, hired on, date hired, hired,
    original hire date, most recent hire date, joining date, date of joining, join date, joined on, date joined, joined,
    employment start date, employment start, start date,
    入职日期, 入职时间, 入职日, 员工入职日期, 实际入职日期, 实际入职时间, 入司日期, 入司时间, 入厂日期, 加入日期, 到岗日期, 到职日期,
    入職日期, 入職日, 到職日期, 到職日,
    eintrittsdatum, eintritt, eintritt am, einstellungsdatum, eingestellt am, einstellung, beginn der beschäftigung,
    beschäftigungsbeginn, startdatum`,
  email: `email, e mail, mail, email address, work email, work email address, email work, primary work email, business email,
    business email address, company email, corporate email, office email,
    邮箱, 工作邮箱, 企业邮箱, 公司邮箱, 电子邮箱, 电子邮件, 邮箱地址, 邮件地址, 邮件, 郵箱, 公司郵箱, 電子郵件, 電子郵箱, 電子信箱, 信箱,
    email adresse, e mail adresse, mailadresse, geschäftliche email, geschäftliche e mail, dienstliche e mail,
    e mail geschäftlich, e mail dienstlich`,
  slack_user_id: `slack_user_id, slack id, slack user, slack member id, slack user name id, slack 用户 id, slack 成员 id, slack 账号 id,
    slack benutzer id, slack mitglieds id, slack mitglied`,
  department: `department, department name, dept, dept name, org unit, organizational unit, organisational unit, organization unit,
    supervisory organization, division, team, business unit,
    部门, 部门名称, 所属部门, 所在部门, 主部门, 部門, 部門名稱, 所屬部門,
    abteilung, abteilungsname, organisationseinheit, orgeinheit, fachbereich, bereich`,
  left_at: `left_at, left, left on, leaving date, date of leaving, leave date, date left, termination date, date of termination,
    terminated on, exit date, separation date, departure date, last day, last day of work, last working day,
    employment end date, end of employment, end date,
    离职日期, 离职时间, 离职日, 实际离职日期, 最后工作日, 离司日期, 離職日期, 離職日, 最後工作日,
    austrittsdatum, austritt, austritt am, ausscheidedatum, ausgeschieden am, letzter arbeitstag, ende der beschäftigung,
    beschäftigungsende, enddatum`,
};

/** No heading that is known is longer. */
const LONGEST_HEADING = 100;

/** Ignores width, case, spaces, punctuation, and remarks in brackets, such as "(required)". */
function normalizeHeading(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/gu, "")
    .replace(/[^\p{L}\p{N}#]/gu, "");
}

interface NamedColumn {
  column: FileColumn;
  /** Of several names in a file, the lowest counts. */
  rank: number;
}

const columnOf = new Map<string, NamedColumn>();
for (const column of fileColumn.options)
  for (const [rank, name] of NAMES[column].split(",").entries()) {
    const key = normalizeHeading(name);
    if (!columnOf.has(key)) columnOf.set(key, { column, rank });
  }

/** Returns the column that a heading names, also one in two languages, such as "工号 Employee ID"; undefined if it is unknown. */
export function findColumn(heading: string): NamedColumn | undefined {
  if (heading.length > LONGEST_HEADING) return undefined;
  const key = normalizeHeading(heading);
  const named = columnOf.get(key);
  if (named || key === "") return named;
  const chinese = key.replace(/[^\p{Script=Han}]/gu, "");
  const other = key.replace(/\p{Script=Han}/gu, "");
  if (chinese === "" || other === "") return undefined;
  const [first, second] = [columnOf.get(chinese), columnOf.get(other)];
  return first && second && first.column === second.column ? first : undefined;
}
