//! Labels of active filters.

use crate::{
    i18n::{Key, Translator},
    state::{FilterKind, HistoryKnowledge, Report},
};
use bounces_core::{CodeSet, DateFilter, Day, ProviderFamily, RelativeRange, SendPeriod};

/// The largest number of reasons whose names fit on one filter tag.
const MAX_NAMED_REASONS: usize = 2;

/// The name of a period after sending.
pub(crate) fn send_period(period: SendPeriod) -> Key {
    match period {
        SendPeriod::FirstHour => Key::FirstHour,
        SendPeriod::FirstDay => Key::FirstDay,
        SendPeriod::Later => Key::LaterThanFirstDay,
    }
}

/// The name of a relative date range.
pub(crate) fn relative_range(range: RelativeRange) -> Key {
    match range {
        RelativeRange::Day => Key::Last24Hours,
        RelativeRange::ThreeDays => Key::Last3Days,
        RelativeRange::Week => Key::Last7Days,
        RelativeRange::ThirtyDays => Key::Last30Days,
    }
}

/// The text on the tag of an active filter.
pub(crate) fn filter(i18n: Translator, report: Report, filter: FilterKind) -> String {
    match filter {
        FilterKind::Codes => {
            let codes = report.query().with(|query| query.codes);
            i18n.format(Key::FilterTag, &[("codes", (&reasons(i18n, codes)).into())])
        }
        FilterKind::Search => report
            .query()
            .with(|query| i18n.format(Key::SearchTag, &[("text", query.search.trim().into())])),
        FilterKind::Domain => report.query().with(|query| {
            let provider = query.provider.map(ProviderFamily::name);
            let domain = query.domain.as_deref().or(provider).unwrap_or_default();
            i18n.format(Key::DomainTag, &[("domain", domain.into())])
        }),
        FilterKind::Dates => dates(i18n, report.query().dates()),
        FilterKind::Removable => i18n.text(Key::RemovableTag),
        FilterKind::Repeats => i18n.text(match report.history().knowledge() {
            HistoryKnowledge::Unknown => Key::BouncedBeforeUnknown,
            HistoryKnowledge::Awaited | HistoryKnowledge::Known => Key::BouncedBefore,
        }),
        FilterKind::Step => report.query().step().map_or_else(String::new, |step| {
            let step = i18n.text(super::step(step));
            i18n.format(Key::StepTag, &[("step", (&step).into())])
        }),
    }
}

/// The names of a few reasons, or the letters of many.
fn reasons(i18n: Translator, codes: CodeSet) -> String {
    let has_names = codes.iter().count() <= MAX_NAMED_REASONS;
    let reasons = codes.iter().map(|code| {
        if has_names { i18n.text(super::reason(code)) } else { super::letter(code).to_owned() }
    });
    reasons.collect::<Vec<_>>().join(", ")
}

fn dates(i18n: Translator, dates: DateFilter) -> String {
    let day = |key, day: Day| i18n.format(key, &[("day", (&i18n.day(day)).into())]);
    match dates {
        DateFilter::Any | DateFilter::Days { from: None, before: None } => i18n.text(Key::AnyDate),
        DateFilter::AfterSending(period) => {
            let period = i18n.text(send_period(period));
            i18n.format(Key::WhenTag, &[("period", (&period).into())])
        }
        DateFilter::Last(period) => i18n.text(relative_range(period)),
        DateFilter::Days { from: Some(from), before: None } => day(Key::FromTag, from),
        DateFilter::Days { from: None, before: Some(before) } => {
            day(Key::UntilTag, before.plus_days(-1))
        }
        DateFilter::Days { from: Some(from), before: Some(before) } => {
            i18n.days(from, before.plus_days(-1))
        }
    }
}
