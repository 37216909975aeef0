// Days and years in the time zone of the user, which is read without `Intl`, and in those that hosts name.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { dayAt, formatsOf, startOfDay } from "../src/i18n/intl.js";

const HOUR = 3_600_000;
// Half hours, quarters of an hour, clocks that change at midnight, and a day that was left out (2011-12-30 in Apia).
const TIME_ZONES = [
  "America/Sao_Paulo",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Europe/Berlin",
  "Pacific/Apia",
  "UTC",
];
const { TZ } = process.env;

afterEach(() => {
  if (TZ === undefined) delete process.env.TZ;
  else process.env.TZ = TZ;
});

for (const timeZone of TIME_ZONES) {
  test(`days of a user in ${timeZone} are those of the time zone`, () => {
    process.env.TZ = timeZone;
    for (let time = Date.UTC(2011, 0); time < Date.UTC(2020, 0); time += 23 * HOUR) {
      assert.equal(dayAt("", time), dayAt(timeZone, time), new Date(time).toISOString());
      const day = dayAt("", time);
      assert.equal(startOfDay("", day), startOfDay(timeZone, day), new Date(day).toISOString());
    }
  });

  test(`the first day of a year in ${timeZone} is of this year, the day before is not`, (context) => {
    const start = startOfDay(timeZone, Date.UTC(2026, 0));
    const formats = formatsOf("en", timeZone);
    context.mock.timers.enable({ apis: ["Date"], now: start });
    assert.ok(formats.isThisYear(start));
    assert.ok(!formats.isThisYear(start - 1));
    context.mock.timers.setTime(start - 1);
    assert.ok(!formats.isThisYear(start));
    assert.ok(formats.isThisYear(start - 1));
  });
}

test("an invalid time zone is the user's", () => {
  process.env.TZ = "Asia/Kathmandu";
  const time = Date.UTC(2026, 0, 1, 18, 30);
  assert.equal(dayAt("Mars/One", time), Date.UTC(2026, 0, 2));
});
