/** A roster of so many people. */
export function inventPeople(size: number) {
  return Array.from({ length: size }, (_, i) => inventPerson(i + 1));
}

/** The employee with this serial. */
export function inventPerson(serial: number) {
  return {
    employee_id: `E${String(serial).padStart(7, "0")}`,
    employee_name: `张伟 Zhang Wei ${serial}`,
    employee_entry_date: "20200101",
    lottery_serial: serial,
  };
}

/** The golden ratio's fraction: its multiples are spread evenly, however many are taken. */
const SPREAD = (Math.sqrt(5) - 1) / 2;

/** Whether this person is among the share of the roster that has won before. */
export function isFormerWinner(serial: number, share: number): boolean {
  return (serial * SPREAD) % 1 < share;
}
