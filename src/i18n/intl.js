// What the widget asks of the browser's `Intl`. Bad locales and time zones fall back instead of throwing.

const languageOf = (locale) => locale.toLowerCase().split("-")[0];

const isLocale = (locale) => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};

/** The locale of a report: `lang` if there is one, else the page's, else the user's. */
export function localeOf(lang) {
  const wanted = [lang, document.documentElement.lang, ...navigator.languages];
  return wanted.find((locale) => locale && isLocale(locale)) ?? "en";
}

// How a language without a country writes dates and numbers, where the language alone means one country's way.
const WITHOUT_COUNTRY = { en: "en-GB" };

/** The locale to write in with words of `language` around. */
export function writtenLocale(locale, language) {
  const variants = [locale, ...navigator.languages].filter((one) => isLocale(one) && languageOf(one) === language);
  return variants.find((one) => one.includes("-")) ?? WITHOUT_COUNTRY[language] ?? language;
}

// The first formatter of a document takes the browser some 15 ms: time that there is while the wasm is on its way.
globalThis.requestIdleCallback?.(() => new Intl.NumberFormat());

// `new Intl.…`, which takes longer than writing a page of rows.
const made = new Map();

/** How numbers, dates and plurals are written in a locale and a time zone; an empty time zone is the user's. */
export function formatsOf(locale, timeZone) {
  const key = `${locale} ${timeZone}`;
  if (!made.has(key)) made.set(key, new Formats(locale, timeZone));
  return made.get(key);
}

class Formats {
  constructor(locale, timeZone) {
    const zone = isTimeZone(timeZone) ? { timeZone } : {};
    this.numbers = new Intl.NumberFormat(locale);
    this.shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
    this.plurals = new Intl.PluralRules(locale);
    this.moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", ...zone });
    this.dates = new Intl.DateTimeFormat(locale, { dateStyle: "medium", ...zone });
    this.dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  }

  count(count) {
    return this.numbers.format(count);
  }

  share(share) {
    return this.shares.format(share);
  }

  plural(count) {
    return this.plurals.select(count);
  }

  moment(milliseconds) {
    return this.moments.format(milliseconds);
  }

  date(milliseconds) {
    return this.dates.format(milliseconds);
  }

  day(milliseconds) {
    return this.dayFormat.format(milliseconds);
  }

  days(first, last) {
    return this.dayFormat.formatRange(first, last);
  }
}

/** When a day begins in a time zone, of which `utc` is the midnight in UTC. An empty time zone is the user's. */
export function startOfDay(timeZone, utc) {
  const clock = clockOf(timeZone);
  const guess = utc - offset(clock, utc);
  // The offset may be another one on the other side of the guess.
  const start = utc - offset(clock, guess);
  // Where clocks are put forward at midnight, the day begins when they have been.
  return offset(clock, start) === offset(clock, guess) ? start : Math.max(start, guess);
}

const clockOf = (timeZone) => {
  const zone = isTimeZone(timeZone) ? { timeZone } : {};
  const parts = Object.fromEntries(
    ["year", "month", "day", "hour", "minute", "second"].map((part) => [part, "numeric"]),
  );
  return new Intl.DateTimeFormat("en-US", { ...parts, hourCycle: "h23", ...zone });
};

/** How far a time zone is ahead of UTC at a moment, in milliseconds. */
const offset = (clock, moment) => {
  const parts = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
};

const isTimeZone = (timeZone) => {
  try {
    return timeZone !== "" && new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
};

/** Folds a list of characters, so that they are found whatever their accents and their case are. */
export function fold(characters) {
  return characters.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Weighs distinct characters as the locale sorts them: three numbers for each (letter, accent, case), from 0.
 * A letter of 0 does not count.
 */
export function weigh(locale, text) {
  const characters = Array.from(text);
  const [letters, accents, variants] = ["base", "accent", "variant"].map(
    (sensitivity) => new Intl.Collator(locale, { sensitivity }).compare,
  );
  const order = characters.map((_, place) => place).sort((a, b) => variants(characters[a], characters[b]));
  const weights = new Uint32Array(characters.length * 3);
  let [letter, accent, variant] = [0, 0, 0];
  let former = "";
  for (const place of order) {
    const character = characters[place];
    if (letters(former, character) !== 0) [letter, accent, variant] = [letter + 1, 0, 0];
    else if (accents(former, character) !== 0) [accent, variant] = [accent + 1, 0];
    else if (former !== "") variant += 1;
    weights.set([letter, accent, variant], place * 3);
    former = character;
  }
  return weights;
}

/** Whether two texts differ in accents and case at most. */
export function sameBase(locale, a, b) {
  return new Intl.Collator(locale, { sensitivity: "base" }).compare(a, b) === 0;
}
