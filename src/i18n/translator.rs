//! Messages, numbers and dates in the language, locale and time zone of a report. Everything is reactive.

use super::{
    catalog::Catalog,
    format_locale,
    formats::{Formats, day_to_milliseconds, formats_of, to_milliseconds, to_number},
    interpolation::{Value, interpolate, split_around},
    languages::Language,
    locale_of,
    messages::Key,
    time_zone::{day_of, today},
};
use crate::{
    erased::{AttrFn, ErasedMemo, ErasedSignal, ErasedValue, TextFn, attr_fn, text_fn},
    platform::panic_boundary::spawn_local,
};
use bounces_core::{Day, Timestamp};
use leptos::prelude::*;
use std::sync::Arc;

/// The message of a key, as text.
pub(crate) fn t(key: Key) -> TextFn {
    let i18n: Translator = expect_context();
    text_fn(move || i18n.text(key))
}

/// The message of a key, as an attribute.
pub(crate) fn t_attr(key: Key) -> AttrFn {
    let i18n: Translator = expect_context();
    attr_fn(move || Some(i18n.text(key)))
}

/// The messages and formats of a report.
#[derive(Clone, Copy)]
pub(crate) struct Translator {
    requested: ErasedMemo<Language>,
    /// `None` until the first language is loaded.
    loaded: ErasedSignal<Option<LoadedLanguage>>,
    /// The messages in use: the host's over the loaded ones.
    catalog: ErasedMemo<Arc<Catalog>>,
    /// The locale of numbers and dates.
    format_locale: ErasedMemo<String>,
    time_zone: Signal<String>,
    /// The formats that were used last.
    cached_formats: ErasedValue<Option<CachedFormats>>,
}

/// Formats with the locale and time zone that they were created for.
struct CachedFormats {
    locale: String,
    time_zone: String,
    formats: Formats,
}

#[derive(Clone, Debug, Default)]
struct LoadedLanguage {
    requested: Language,
    /// The language of the messages: English if the requested one could not be loaded.
    language: Language,
    catalog: Arc<Catalog>,
}

fn language_of(loaded: Option<&LoadedLanguage>) -> Language {
    loaded.map_or(Language::English, |loaded| loaded.language)
}

impl Translator {
    /// `messages` override those of the language. An empty `lang` or `time_zone` means the user's own.
    pub(crate) fn new(
        lang: Signal<String>,
        time_zone: Signal<String>,
        messages: Signal<Vec<(String, String)>>,
    ) -> Self {
        let locale = ErasedMemo::new(move |_| lang.with(|lang| locale_of(lang)));
        let requested = ErasedMemo::new(move |_| locale.with(|locale| Language::of(locale)));
        let is_english = requested.get_untracked() == Language::English;
        let loaded = ErasedSignal::new(is_english.then(LoadedLanguage::default));
        let catalog = ErasedMemo::new(move |_| {
            let language = loaded.with(|loaded| Some(Arc::clone(&loaded.as_ref()?.catalog)));
            let language = language.unwrap_or_default();
            messages.with(|messages| {
                if messages.is_empty() {
                    language
                } else {
                    Arc::new(Catalog::clone(&language).with(messages))
                }
            })
        });
        let language = move || loaded.with(|loaded| language_of(loaded.as_ref()));
        let format_locale = ErasedMemo::new(move |_| {
            locale.with(|locale| format_locale(locale, language().code()))
        });
        let cached_formats = ErasedValue::new(None);
        let translator =
            Self { requested, loaded, catalog, format_locale, time_zone, cached_formats };
        Effect::new(move || translator.fetch(requested.get()));
        translator
    }

    /// Loads a language unless it is loaded.
    fn fetch(self, requested: Language) {
        let is_loaded = |loaded: &Option<LoadedLanguage>| {
            loaded.as_ref().is_some_and(|loaded| loaded.requested == requested)
        };
        if self.loaded.with_untracked(is_loaded) {
            return;
        }
        spawn_local(async move {
            let loaded = match requested.fetch().await {
                Some(catalog) => {
                    LoadedLanguage { requested, language: requested, catalog: Arc::new(catalog) }
                }
                None => LoadedLanguage { requested, ..LoadedLanguage::default() },
            };
            // Another language may have been requested, or the report unmounted.
            if self.requested.try_get_untracked() == Some(requested) {
                self.loaded.set(Some(loaded));
            }
        });
    }

    /// Whether any language is loaded. Texts are empty until then, so that no English flashes first.
    pub(crate) fn is_loaded(self) -> bool {
        self.loaded.with(Option::is_some)
    }

    /// Whether the requested language is loaded, or English in its place.
    pub(crate) fn is_current_language(self) -> bool {
        let requested = self.requested.get();
        self.loaded.with(|loaded| loaded.as_ref().is_some_and(|it| it.requested == requested))
    }

    /// Subscribes to everything that a text can depend on.
    pub(crate) fn track(self) {
        self.loaded.track();
        self.catalog.track();
        self.format_locale.track();
        self.time_zone.track();
    }

    /// The language of the messages, as a BCP 47 code.
    pub(crate) fn language(self) -> &'static str {
        self.loaded.with(|loaded| language_of(loaded.as_ref())).code()
    }

    /// The message of a key.
    pub(crate) fn text(self, key: Key) -> String {
        if !self.is_loaded() {
            return String::new();
        }
        self.catalog.with(|catalog| catalog.text(key).to_owned())
    }

    /// The message of a key with values in its placeholders.
    pub(crate) fn format(self, key: Key, values: &[(&str, Value<'_>)]) -> String {
        if !self.is_loaded() {
            return String::new();
        }
        let formats = self.formats();
        self.catalog.with(|catalog| interpolate(catalog.text(key), values, &formats))
    }

    /// The message of a key with values in its placeholders, in three parts. The second one reaches from the first to the
    /// last of the placeholders `around`, in the order of the message.
    pub(crate) fn format_around(
        self,
        key: Key,
        around: &[&str],
        values: &[(&str, Value<'_>)],
    ) -> [String; 3] {
        if !self.is_loaded() {
            return <[String; 3]>::default();
        }
        let formats = self.formats();
        self.catalog.with(|catalog| {
            let parts = split_around(catalog.text(key), around);
            parts.map(|part| interpolate(part, values, &formats))
        })
    }

    /// A text of the host with values in its placeholders.
    pub(crate) fn fill(self, text: &str, values: &[(&str, Value<'_>)]) -> String {
        interpolate(text, values, &self.formats())
    }

    /// `Complete: yes`
    pub(crate) fn labeled(self, label: &str, value: &str) -> String {
        self.format(Key::LabeledValue, &[("label", label.into()), ("value", value.into())])
    }

    /// A text as a sentence, which another one follows.
    pub(crate) fn sentence(self, text: &str) -> String {
        self.format(Key::Sentence, &[("text", text.into())])
    }

    /// `12,480`
    pub(crate) fn count(self, count: impl TryInto<u64>) -> String {
        self.formats().count(to_number(count.try_into().unwrap_or(u64::MAX)))
    }

    /// `1.71%`, for a rate from 0 to 1.
    pub(crate) fn percent(self, rate: f64) -> String {
        self.formats().percent(rate)
    }

    /// `44.4%`, `0%`: a part of a whole, with this many digits after the decimal point.
    pub(crate) fn share(self, part: u32, whole: u32, digits: u8) -> String {
        self.formats().share(f64::from(part) / f64::from(whole.max(1)), digits)
    }

    /// `12 Nov 2026, 09:41`
    pub(crate) fn date_time(self, time: Timestamp) -> String {
        self.formats().date_time(to_milliseconds(time))
    }

    /// `09:41`: the hour of a time, in the time zone.
    pub(crate) fn hour(self, time: Timestamp) -> String {
        self.formats().hour(to_milliseconds(time))
    }

    /// A time in the report's time zone, without the year if it is this year.
    pub(crate) fn short_date_time(self, time: Timestamp) -> String {
        self.formats().short_date_time(to_milliseconds(time))
    }

    /// The day of a time in the report's time zone, without the year if it is this year.
    pub(crate) fn short_date(self, time: Timestamp) -> String {
        self.formats().short_date(to_milliseconds(time))
    }

    /// `12 Nov 2026`: the day of a time, in the time zone.
    pub(crate) fn date(self, time: Timestamp) -> String {
        self.formats().date(to_milliseconds(time))
    }

    /// Whether a time is of the current day, in the time zone.
    pub(crate) fn is_today(self, time: Timestamp) -> bool {
        self.time_zone.with(|time_zone| day_of(time_zone, time) == today(time_zone))
    }

    /// `12 Nov 2026`: a day without a time or time zone.
    pub(crate) fn day(self, day: Day) -> String {
        self.formats().day(day_to_milliseconds(day))
    }

    /// `12–14 Nov 2026`
    pub(crate) fn days(self, first: Day, last: Day) -> String {
        self.formats().days(day_to_milliseconds(first), day_to_milliseconds(last))
    }

    /// The formats of the current locale and time zone. They are cached: looking them up in
    /// JavaScript costs more than formatting with them.
    pub(crate) fn formats(self) -> Formats {
        self.format_locale.with(|locale| {
            self.time_zone.with(|time_zone| {
                let known = self.cached_formats.with_value(|cached| {
                    let cached = cached.as_ref()?;
                    let is_same = cached.locale == *locale && cached.time_zone == *time_zone;
                    is_same.then(|| cached.formats.clone())
                });
                known.unwrap_or_else(|| {
                    let formats = formats_of(locale, time_zone);
                    let (locale, time_zone) = (locale.clone(), time_zone.clone());
                    let cached = CachedFormats { locale, time_zone, formats: formats.clone() };
                    self.cached_formats.set_value(Some(cached));
                    formats
                })
            })
        })
    }
}
