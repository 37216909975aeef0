//! Numbers, shares and dates, as `Intl` writes them. No table of a locale stands in this crate.

use bounces_core::Timestamp;
use js_sys::{Array, Function, Object, Reflect, global};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};

/// Writes numbers and dates in one locale and one time zone.
#[derive(Debug)]
pub(crate) struct Formats {
    count: Option<Function>,
    share: Option<Function>,
    moment: Option<Function>,
    day: Option<Function>,
}

/// How English without a country writes dates.
const DEFAULT_LOCALE: &str = "en-GB";

impl Formats {
    /// The formats of a locale and a time zone; empty texts mean the user's own.
    ///
    /// They are made once for each pair, since making one takes longer than a page of rows.
    pub(crate) fn of(lang: &str, time_zone: &str) -> Rc<Self> {
        type Made = (String, String, Rc<Formats>);
        thread_local! {
            static MADE: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
        }
        MADE.with_borrow_mut(|made| {
            let known = made.iter().find(|(a, b, _)| a == lang && b == time_zone);
            if let Some((.., formats)) = known {
                return Rc::clone(formats);
            }
            let formats = Rc::new(Self::new(lang, time_zone));
            made.push((lang.to_owned(), time_zone.to_owned(), Rc::clone(&formats)));
            formats
        })
    }

    fn new(lang: &str, time_zone: &str) -> Self {
        let locale = locale(lang);
        let zone = ("timeZone", time_zone);
        let day = [("dateStyle", "medium")];
        Self {
            count: format("NumberFormat", &locale, &[]),
            share: format(
                "NumberFormat",
                &locale,
                &[("style", "percent"), ("maximumFractionDigits", "2")],
            ),
            moment: with_zone(&locale, &[day[0], ("timeStyle", "short"), zone]),
            day: with_zone(&locale, &[day[0], ("timeZone", "UTC")]),
        }
    }

    /// `12,480`
    #[expect(clippy::cast_precision_loss, reason = "no count comes near 2^53")]
    pub(crate) fn count(&self, count: u64) -> String {
        call(self.count.as_ref(), count as f64).unwrap_or_else(|| count.to_string())
    }

    /// `1.71 %`, of a share from 0 to 1.
    pub(crate) fn share(&self, share: f64) -> String {
        call(self.share.as_ref(), share).unwrap_or_default()
    }

    /// `12 Nov 2026, 09:41`, in the user's time zone or the one that was asked for.
    pub(crate) fn moment(&self, time: Timestamp) -> String {
        written(self.moment.as_ref(), time)
    }

    /// `12 Nov 2026`: a date without a time has no time zone.
    pub(crate) fn day(&self, day: Timestamp) -> String {
        written(self.day.as_ref(), day)
    }
}

/// The locale to write in: the one asked for if its words are here, else the user's own English.
fn locale(lang: &str) -> String {
    let is_english =
        |tag: &str| tag.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("en"));
    let users =
        || web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let wanted = (lang.len() > 2).then(|| lang.to_owned()).into_iter();
    wanted
        .chain(users().iter().filter_map(|tag| tag.as_string()))
        .find(|tag| is_english(tag))
        .unwrap_or_else(|| DEFAULT_LOCALE.to_owned())
}

/// A date format; without the time zone if there is no such.
fn with_zone(locale: &str, options: &[(&str, &str)]) -> Option<Function> {
    let without_zone = &options[..options.len() - 1];
    let zone = options.last().filter(|(_, zone)| !zone.is_empty()).map(|_| options);
    zone.and_then(|options| format("DateTimeFormat", locale, options))
        .or_else(|| format("DateTimeFormat", locale, without_zone))
}

/// The bound `format` function of an `Intl` object, or `None` if its options are refused.
///
/// By reflection: js-sys' own constructors do not catch what `Intl` throws on a bad locale.
fn format(kind: &str, locale: &str, options: &[(&str, &str)]) -> Option<Function> {
    let wanted = Object::new();
    for (name, value) in options {
        Reflect::set(&wanted, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &kind.into()).ok()?.dyn_into().ok()?;
    let construct =
        |locale: &str| Reflect::construct(&constructor, &Array::of2(&locale.into(), &wanted)).ok();
    let format = construct(locale).or_else(|| construct(DEFAULT_LOCALE))?;
    Reflect::get(&format, &"format".into()).ok()?.dyn_into().ok()
}

fn call(format: Option<&Function>, value: f64) -> Option<String> {
    format?.call1(&JsValue::UNDEFINED, &value.into()).ok()?.as_string()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of years 0 to 9999 are below 2^53")]
fn written(format: Option<&Function>, time: Timestamp) -> String {
    call(format, time.milliseconds() as f64).unwrap_or_default()
}
