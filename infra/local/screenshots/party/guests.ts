/** Somebody on the roster of the party, as in a line of the CSV file. */
export interface Guest {
  employee_id: string;
  employee_name: string;
  department: string;
  /** `YYYY-MM-DD`. */
  employee_entry_date: string;
  slack_user_id?: string;
}

const GIVEN = (
  "Ada Ben Carla Dev Elif Finn Greta Hugo Ines Jonas Kira Liam Mara Nils Olga Pia Quinn Rosa Sven Tara " +
  "Uma Vera Willem Xenia Yara Zoe Amal Boris Chloe Diego Emma Farid Gina Hana Igor June Kofi Lena Milan Noor"
).split(" ");
const FAMILY = (
  "Abel Brandt Castro Dubois Eriksen Fischer Garcia Haddad Ivanova Jensen Kowalski Lindgren Moreau Novak Okoro " +
  "Petrov Quist Rossi Silva Tanaka Ueda Vogel Weber Xavier Yilmaz Zimmer Adeyemi Bauer Costa Diallo"
).split(" ");
const CHINESE_FAMILY = [..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"];
const CHINESE_GIVEN = (
  "伟 芳 娜 敏 静 丽 强 磊 洋 艳 晓雯 文博 雨桐 子涵 思远 佳怡 浩然 梓萱 志强 海燕 " +
  "建华 春梅 国庆 美玲 俊杰 欣怡 明轩 雪琴 天宇 若曦 永康 慧敏 立新 婷婷 嘉豪 小龙 秀英 德明 一诺 安琪"
).split(" ");

/** Departments whose people do not take part. */
export const LEADERS = { name: "Executives", people: 40 };
export const INTERNS = { name: "Interns", people: 60 };

const STAFF_DEPARTMENTS = [
  "Customer Care",
  "Design",
  "Engineering",
  "Facilities",
  "Finance",
  "Legal",
  "Logistics",
  "Marketing",
  "People",
  "Production",
  "Sales",
  "研发中心",
];

/** How many people are invited. */
export const GUESTS = 2_000;

/** Those who also write in the simulated Slack, by their position on the list. */
const WRITERS: Readonly<Record<number, Pick<Guest, "employee_name" | "slack_user_id">>> = {
  300: { employee_name: "Olivia Operator", slack_user_id: "U0OPERATOR" },
  1300: { employee_name: "Max Member", slack_user_id: "U0MEMBER" },
};

/** Three western names, then two Chinese ones. No two people share a name. */
function nameOf(index: number): string {
  const [group, place] = [Math.floor(index / 5), index % 5];
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? "";
  if (place < 3) {
    // 7 and 1,200 have no common factor, so neighbours on the list are not relatives.
    const at = ((group * 3 + place) * 7) % (GIVEN.length * FAMILY.length);
    return `${pick(GIVEN, at)} ${pick(FAMILY, Math.floor(at / GIVEN.length))}`;
  }
  const at = ((group * 2 + place - 3) * 7) % (CHINESE_FAMILY.length * CHINESE_GIVEN.length);
  return pick(CHINESE_FAMILY, at) + pick(CHINESE_GIVEN, Math.floor(at / CHINESE_FAMILY.length));
}

function departmentOf(index: number, people: number): string {
  if (index < LEADERS.people) return LEADERS.name;
  if (index >= people - INTERNS.people) return INTERNS.name;
  return STAFF_DEPARTMENTS[index % STAFF_DEPARTMENTS.length] ?? "";
}

/** The invented people who are invited to the party. */
export function listGuests(people = GUESTS): Guest[] {
  return Array.from({ length: people }, (_, index) => ({
    employee_id: `E${String(index + 1).padStart(4, "0")}`,
    employee_name: nameOf(index),
    department: departmentOf(index, people),
    employee_entry_date: `${2005 + (index % 20)}-0${1 + (index % 9)}-15`,
    ...WRITERS[index],
  }));
}

/** The guests as the CSV file that the import reads. */
export function formatGuestFile(guests: readonly Guest[]): string {
  const columns = [
    "employee_id",
    "employee_name",
    "department",
    "employee_entry_date",
    "slack_user_id",
  ] as const;
  const lines = guests.map((guest) => columns.map((column) => guest[column] ?? "").join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

/** A spreadsheet with somebody who is not on the list yet, and somebody who is there with another spelling of the id. */
export function formatLateGuests(name: string): string {
  const known = listGuests()[41];
  if (!known) throw new Error("So few people are on the list.");
  const { employee_id, employee_name, department } = known;
  return [
    "Employee ID,Name,Department",
    `E${GUESTS + 1},${name},Design`,
    `${employee_id.toLowerCase()},${employee_name},${department}`,
    "",
  ].join("\n");
}
