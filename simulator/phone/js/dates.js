// Times and days as a messenger prints them, in the reader's own time zone.

const CLOCK = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
const PRECISE = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const THIS_YEAR = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long" });
const ANY_YEAR = new Intl.DateTimeFormat("ru", { day: "numeric", month: "long", year: "numeric" });

/** «09:05» of a Unix time in seconds. */
export function clockOf(seconds) {
  return CLOCK.format(new Date(seconds * 1000));
}

/** «09:05:07» of a Unix time in seconds. */
export function preciseClockOf(seconds) {
  return PRECISE.format(new Date(seconds * 1000));
}

/** Days since the epoch by local midnight: equal for two times of one calendar day. */
export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  return Math.round(new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime() / 86400000);
}

/** «Сегодня», «Вчера», «12 октября» or «12 октября 2025 г.». */
export function dayName(seconds, now = Date.now() / 1000) {
  const age = dayOf(now) - dayOf(seconds);
  if (age === 0) return "Сегодня";
  if (age === 1) return "Вчера";
  const date = new Date(seconds * 1000);
  const sameYear = date.getFullYear() === new Date(now * 1000).getFullYear();
  return (sameYear ? THIS_YEAR : ANY_YEAR).format(date);
}
