//! Says things in the language, locale and time zone of a report, and follows when they change.

use super::{
    catalog::Catalog,
    interpolation::{Value, filled},
    languages::Language,
    messages::Key,
};
use crate::{
    erased::{ErasedMemo, ErasedSignal, ErasedValue},
    i18n::{Formats, locale_of, written_locale},
    platform::panic_boundary::spawn_local,
};
use bounces_core::{Day, Timestamp};
use leptos::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// The words of a report. All that it says is tracked.
#[derive(Clone, Copy)]
pub(crate) struct Translator {
    /// The language that is wanted.
    wanted: ErasedMemo<Language>,
    /// Nothing as long as the first words are on their way.
    arrived: ErasedSignal<Option<Arrived>>,
    /// What is said: the host's words before those that arrived.
    catalog: ErasedMemo<Arc<Catalog>>,
    /// The locale that numbers and dates are written in.
    written: ErasedMemo<String>,
    time_zone: Signal<String>,
    /// The formats that were asked for last.
    formats: ErasedValue<Option<Written>>,
}

/// How a locale writes in a time zone.
struct Written {
    locale: String,
    time_zone: String,
    formats: Formats,
}

/// The words that are here.
#[derive(Clone, Debug, Default)]
struct Arrived {
    /// The language that was wanted, and settled.
    wanted: Language,
    /// The language that came of it: English if the words could not be had.
    spoken: Language,
    catalog: Arc<Catalog>,
}

fn spoken(arrived: Option<&Arrived>) -> Language {
    arrived.map_or(Language::English, |arrived| arrived.spoken)
}

impl Translator {
    /// The words of a locale, some of them replaced by the host's. Empty texts mean the user's own
    /// locale and time zone.
    pub(crate) fn new(
        lang: Signal<String>,
        time_zone: Signal<String>,
        messages: Signal<HashMap<String, String>>,
    ) -> Self {
        let locale = ErasedMemo::new(move |_| lang.with(|lang| locale_of(lang)));
        let wanted = ErasedMemo::new(move |_| locale.with(|locale| Language::of(locale)));
        let is_english = wanted.get_untracked() == Language::English;
        let arrived = ErasedSignal::new(is_english.then(Arrived::default));
        let catalog = ErasedMemo::new(move |_| {
            let language = arrived.with(|arrived| Some(Arc::clone(&arrived.as_ref()?.catalog)));
            let language = language.unwrap_or_default();
            messages.with(|messages| {
                if messages.is_empty() {
                    language
                } else {
                    Arc::new(Catalog::clone(&language).with(messages))
                }
            })
        });
        let spoken = move || arrived.with(|arrived| spoken(arrived.as_ref()));
        let written =
            ErasedMemo::new(move |_| locale.with(|locale| written_locale(locale, spoken().code())));
        let formats = ErasedValue::new(None);
        let words = Self { wanted, arrived, catalog, written, time_zone, formats };
        Effect::new(move || words.fetch(wanted.get()));
        words
    }

    /// Has the words of a language come, unless they are here.
    fn fetch(self, wanted: Language) {
        let here = |arrived: &Option<Arrived>| arrived.as_ref().is_some_and(|a| a.wanted == wanted);
        if self.arrived.with_untracked(here) {
            return;
        }
        spawn_local(async move {
            let arrived = match wanted.fetch().await {
                Some(words) => Arrived { wanted, spoken: wanted, catalog: Arc::new(words) },
                None => Arrived { wanted, ..Arrived::default() },
            };
            // Another language may be wanted by now, or the report may be gone.
            if self.wanted.try_get_untracked() == Some(wanted) {
                self.arrived.set(Some(arrived));
            }
        });
    }

    /// Whether there are words. Until then nothing is said, so that nobody reads English first.
    pub(crate) fn is_loaded(self) -> bool {
        self.arrived.with(Option::is_some)
    }

    /// Whether the words are those of the language that is wanted, or all that could be had.
    pub(crate) fn is_current_language(self) -> bool {
        let wanted = self.wanted.get();
        self.arrived.with(|arrived| arrived.as_ref().is_some_and(|here| here.wanted == wanted))
    }

    /// Follows all that it says.
    pub(crate) fn track(self) {
        self.arrived.track();
        self.catalog.track();
        self.written.track();
        self.time_zone.track();
    }

    /// The code of the language that is spoken (BCP 47).
    pub(crate) fn language(self) -> &'static str {
        self.arrived.with(|arrived| spoken(arrived.as_ref())).code()
    }

    /// What a key says.
    pub(crate) fn text(self, key: Key) -> String {
        if !self.is_loaded() {
            return String::new();
        }
        self.catalog.with(|catalog| catalog.text(key).to_owned())
    }

    /// What a key says, with values in its places.
    pub(crate) fn format(self, key: Key, values: &[(&str, Value<'_>)]) -> String {
        if !self.is_loaded() {
            return String::new();
        }
        let formats = self.formats();
        self.catalog.with(|catalog| filled(catalog.text(key), values, &formats))
    }

    /// `12,480`
    pub(crate) fn count(self, count: impl TryInto<u64>) -> String {
        self.formats().count(count.try_into().unwrap_or(u64::MAX))
    }

    /// `1.71%`, of a share from 0 to 1.
    pub(crate) fn percent(self, rate: f64) -> String {
        self.formats().percent(rate)
    }

    /// `12 Nov 2026, 09:41`
    pub(crate) fn date_time(self, time: Timestamp) -> String {
        self.formats().date_time(time)
    }

    /// `12 Nov 2026`, the day of a moment.
    pub(crate) fn date(self, time: Timestamp) -> String {
        self.formats().date(time)
    }

    /// `12 Nov 2026`
    pub(crate) fn day(self, day: Timestamp) -> String {
        self.formats().day(day)
    }

    /// `12–14 Nov 2026`
    pub(crate) fn days(self, first: Day, last: Day) -> String {
        self.formats().days(first, last)
    }

    /// They are the same as long as locale and time zone are: to ask the browser for them costs
    /// more than to write with them.
    pub(crate) fn formats(self) -> Formats {
        self.written.with(|locale| {
            self.time_zone.with(|time_zone| {
                let known = self.formats.with_value(|written| {
                    let written = written.as_ref()?;
                    let is_same = written.locale == *locale && written.time_zone == *time_zone;
                    is_same.then(|| written.formats.clone())
                });
                known.unwrap_or_else(|| {
                    let formats = Formats::of(locale, time_zone);
                    let (locale, time_zone) = (locale.clone(), time_zone.clone());
                    let written = Written { locale, time_zone, formats: formats.clone() };
                    self.formats.set_value(Some(written));
                    formats
                })
            })
        })
    }
}
