// All use of the browser's `Intl`: locales, formats, time zones and collation. Invalid locales and time zones fall
// back to the user's instead of throwing.

/** @param {string} locale */
const languageOf = (locale) => locale.toLowerCase().split("-")[0];

/** @param {string} locale */
function isLocale(locale) {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

/** @param {string} timeZone */
export function isTimeZone(timeZone) {
  try {
    return timeZone !== "" && new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

/** @param {string} timeZone */
const timeZoneOption = (timeZone) => (isTimeZone(timeZone) ? { timeZone } : {});

/**
 * The locale of a report: `lang` if it is valid, else the page's, else the user's.
 * @param {string} lang
 */
export function localeOf(lang) {
  const requested = [lang, document.documentElement.lang, ...navigator.languages];
  return requested.find((locale) => locale && isLocale(locale)) ?? "en";
}

/**
 * The locale of numbers and dates in a text in `language`: `locale` if it is a variant of that language, else the
 * user's variant of it, else the language alone.
 * @param {string} locale
 * @param {string} language
 */
export function formatLocale(locale, language) {
  const variants = [locale, ...navigator.languages].filter((one) => isLocale(one) && languageOf(one) === language);
  return variants.find((one) => one.includes("-")) ?? language;
}

/** @param {string} text */
export const lowerCase = (text) => text.toLowerCase();

/** @param {string} text */
export const upperCase = (text) => text.toUpperCase();

/**
 * Formats by locale and time zone. Creating them takes longer than formatting a page of rows.
 * @type {Map<string, Formats>}
 */
const cache = new Map();

/**
 * The formats of a locale and a time zone. An empty time zone is the user's.
 * @param {string} locale
 * @param {string} timeZone
 */
export function formatsOf(locale, timeZone) {
  const key = `${locale} ${timeZone}`;
  let formats = cache.get(key);
  if (!formats) {
    formats = new Formats(locale, timeZone);
    cache.set(key, formats);
  }
  return formats;
}

/** Each formatter is created when it is used first. */
class Formats {
  /** @type {Map<string, any>} */
  #formatters = new Map();
  #timeZone;
  /** When the present year starts and ends in the time zone. */
  #year = { start: 0, end: 0 };

  /**
   * @param {string} locale
   * @param {string} timeZone
   */
  constructor(locale, timeZone) {
    this.locale = locale;
    this.#timeZone = timeZone;
    this.zone = timeZoneOption(timeZone);
  }

  /**
   * @template T
   * @param {string} name
   * @param {() => T} create
   * @returns {T}
   */
  #cached(name, create) {
    let formatter = this.#formatters.get(name);
    if (!formatter) {
      formatter = create();
      this.#formatters.set(name, formatter);
    }
    return formatter;
  }

  /**
   * A format of times in the time zone.
   * @param {string} name
   * @param {Intl.DateTimeFormatOptions} options
   */
  #times(name, options) {
    return this.#cached(name, () => new Intl.DateTimeFormat(this.locale, { ...options, ...this.zone }));
  }

  /**
   * A format of percentages.
   * @param {number} digits
   */
  #percents(digits) {
    return this.#cached(`percent ${digits}`, () => {
      const [minimumFractionDigits, maximumFractionDigits] = [digits, digits];
      return new Intl.NumberFormat(this.locale, { style: "percent", minimumFractionDigits, maximumFractionDigits });
    });
  }

  get #days() {
    const options = /** @type {const} */ ({ dateStyle: "medium", timeZone: "UTC" });
    return this.#cached("day", () => new Intl.DateTimeFormat(this.locale, options));
  }

  get #momentsOfYear() {
    return this.#cached("moment of the year", () => {
      // "04:50" where times have two digits for the hour; with a date, `numeric` is one digit anywhere.
      const midnight = new Intl.DateTimeFormat(this.locale, { timeStyle: "short", timeZone: "UTC" }).format(0);
      const hour = midnight.startsWith("00") ? "2-digit" : "numeric";
      const options = /** @type {const} */ ({ month: "short", day: "numeric", hour, minute: "2-digit" });
      return new Intl.DateTimeFormat(this.locale, { ...options, ...this.zone });
    });
  }

  /** @param {number} count */
  count(count) {
    return this.#cached("count", () => new Intl.NumberFormat(this.locale)).format(count);
  }

  /** @param {number} rate from 0 to 1 */
  percent(rate) {
    return this.#percents(2).format(rate);
  }

  /**
   * @param {number} rate from 0 to 1
   * @param {number} digits after the decimal point; 0 and 1 have none
   */
  share(rate, digits) {
    const exact = rate === 0 || rate === 1 ? 0 : digits;
    return this.#percents(exact).format(rate);
  }

  /** @param {number} count */
  plural(count) {
    return this.#cached("plural", () => new Intl.PluralRules(this.locale)).select(count);
  }

  /** @param {number} milliseconds */
  dateTime(milliseconds) {
    return this.#times("date and time", { dateStyle: "medium", timeStyle: "short" }).format(milliseconds);
  }

  /**
   * Whether a time is in the present year of the time zone.
   * @param {number} milliseconds
   */
  isThisYear(milliseconds) {
    const now = Date.now();
    if (now < this.#year.start || now >= this.#year.end) {
      const year = new Date(dayAt(this.#timeZone, now)).getUTCFullYear();
      const [start, end] = [year, year + 1].map((each) => startOfDay(this.#timeZone, Date.UTC(each, 0)));
      this.#year = { start, end };
    }
    return this.#year.start <= milliseconds && milliseconds < this.#year.end;
  }

  /**
   * Without the year if it is this year.
   * @param {number} milliseconds
   */
  shortDateTime(milliseconds) {
    return this.isThisYear(milliseconds) ? this.#momentsOfYear.format(milliseconds) : this.dateTime(milliseconds);
  }

  /**
   * The day of a time, without the year if it is this year.
   * @param {number} milliseconds
   */
  shortDate(milliseconds) {
    if (!this.isThisYear(milliseconds)) return this.date(milliseconds);
    return this.#times("day of the year", { month: "short", day: "numeric" }).format(milliseconds);
  }

  /** @param {number} milliseconds */
  hour(milliseconds) {
    return this.#times("hour", { timeStyle: "short" }).format(milliseconds);
  }

  /** @param {number} milliseconds */
  date(milliseconds) {
    return this.#times("date", { dateStyle: "medium" }).format(milliseconds);
  }

  /** @param {number} milliseconds of midnight in UTC */
  day(milliseconds) {
    return this.#days.format(milliseconds);
  }

  /**
   * @param {number} first
   * @param {number} last
   */
  days(first, last) {
    return this.#days.formatRange(first, last);
  }
}

/**
 * The start of a day in a time zone; `utcMidnight` is the start of the same day in UTC. An empty or invalid time zone
 * means the user's.
 * @param {string} timeZone
 * @param {number} utcMidnight
 */
export function startOfDay(timeZone, utcMidnight) {
  const guess = utcMidnight - offsetAt(timeZone, utcMidnight);
  // The offset can differ between the guess and UTC midnight.
  const start = utcMidnight - offsetAt(timeZone, guess);
  // Where clocks go forward at midnight, the day starts after the skipped hour.
  return offsetAt(timeZone, start) === offsetAt(timeZone, guess) ? start : Math.max(start, guess);
}

const DAY_MS = 86_400_000;

/**
 * The calendar day of a time in a time zone, as the UTC midnight of that day. An empty or invalid time zone means the
 * user's.
 * @param {string} timeZone
 * @param {number} time
 */
export function dayAt(timeZone, time) {
  const local = time + offsetAt(timeZone, time);
  return Math.floor(local / DAY_MS) * DAY_MS;
}

/**
 * How far a time zone is ahead of UTC, in milliseconds. An empty or invalid time zone means the user's.
 * @param {string} timeZone
 * @param {number} time
 */
function offsetAt(timeZone, time) {
  const { year, month, day, hour, minute, second } = clockOf(timeZone)?.(time) ?? userClock(time);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

/**
 * What a clock with a calendar shows: `year`, `month` from 1, `day`, `hour`, `minute` and `second`.
 * @typedef {Record<string, number>} Reading
 */

/**
 * In the user's time zone, which needs no formatter: the first of its kind takes longer than drawing the first rows.
 * @param {number} time
 * @returns {Reading}
 */
function userClock(time) {
  const date = new Date(time);
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return { year, month, day, hour: date.getHours(), minute: date.getMinutes(), second: date.getSeconds() };
}

/** @type {Map<string, ((time: number) => Reading) | undefined>} */
const clocks = new Map();

/**
 * The clock of a time zone; `undefined` for an empty or invalid one.
 * @param {string} timeZone
 */
function clockOf(timeZone) {
  if (!clocks.has(timeZone)) clocks.set(timeZone, isTimeZone(timeZone) ? createClock(timeZone) : undefined);
  return clocks.get(timeZone);
}

/**
 * @param {string} timeZone
 * @returns {(time: number) => Reading}
 */
function createClock(timeZone) {
  const format = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
    timeZone,
  });
  return (time) => Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
}

/**
 * Folds characters for a search that ignores accents and case.
 * @param {string} characters
 */
export function fold(characters) {
  return characters.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The collation weights of distinct characters in a locale: three numbers for each (letter, accent, case), from 0. A
 * letter of 0 is ignored in comparisons.
 * @param {string} locale
 * @param {string} text
 */
export function collationWeights(locale, text) {
  const characters = Array.from(text);
  const compareLetters = new Intl.Collator(locale, { sensitivity: "base" }).compare;
  const compareAccents = new Intl.Collator(locale, { sensitivity: "accent" }).compare;
  const compareVariants = new Intl.Collator(locale, { sensitivity: "variant" }).compare;
  const sorted = characters.map((_, index) => index).sort((a, b) => compareVariants(characters[a], characters[b]));
  const weights = new Uint32Array(characters.length * 3);
  let [letter, accent, variant] = [0, 0, 0];
  let previous = "";
  for (const index of sorted) {
    const character = characters[index];
    if (compareLetters(previous, character) !== 0) [letter, accent, variant] = [letter + 1, 0, 0];
    else if (compareAccents(previous, character) !== 0) [accent, variant] = [accent + 1, 0];
    else if (previous !== "") variant += 1;
    weights.set([letter, accent, variant], index * 3);
    previous = character;
  }
  return weights;
}

/**
 * Whether two texts differ in accents and case at most.
 * @param {string} locale
 * @param {string} a
 * @param {string} b
 */
export function sameBase(locale, a, b) {
  return new Intl.Collator(locale, { sensitivity: "base" }).compare(a, b) === 0;
}
