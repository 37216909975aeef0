//! Texts about earlier emails, and what they say of a contact.

use crate::{
    i18n::{Key, Translator},
    state::{HistoryEntry, RepeatsState, Report},
};
use bounces_core::{
    BounceCode, BounceTable, RowId,
    history::{EarlierOutcome, Rate},
};

/// Behind a number that may grow.
pub(crate) const MORE: &str = "+";

/// The day of an earlier email, and its name where that is known.
pub(crate) fn earlier_email(i18n: Translator, email: &HistoryEntry) -> String {
    let date = i18n.short_date(email.sent);
    match &email.name {
        Some(name) => [&*date, ", ", name].concat(),
        None => date,
    }
}

/// Whether the email did not reach the contact. An auto-reply means that it did.
pub(crate) fn is_bounce(outcome: EarlierOutcome) -> bool {
    match outcome {
        EarlierOutcome::Bounced(bounce) => bounce.code != BounceCode::Vacation,
        EarlierOutcome::Unread | EarlierOutcome::NoBounce => false,
    }
}

/// In how many of the last emails the contact bounced, of those that are read.
pub(crate) fn count_of_last(
    i18n: Translator,
    outcomes: impl Iterator<Item = EarlierOutcome> + Clone,
) -> String {
    let count = outcomes.clone().filter(|outcome| is_bounce(*outcome)).count();
    let read = outcomes.filter(|outcome| *outcome != EarlierOutcome::Unread).count();
    i18n.format(Key::BeforeCount, &[("count", count.into()), ("of", read.into())])
}

/// The same for a row; empty if the contact did not bounce before.
pub(crate) fn count_before(i18n: Translator, table: &BounceTable, row: RowId) -> String {
    match table.earlier().count(row) {
        0 => String::new(),
        _ => count_of_last(i18n, table.earlier().outcomes(row).into_iter()),
    }
}

/// The class of the dot of an earlier email.
pub(crate) fn dot_class(outcome: EarlierOutcome) -> &'static str {
    match outcome {
        EarlierOutcome::Unread => "unread",
        EarlierOutcome::Bounced(_) if is_bounce(outcome) => "hit",
        EarlierOutcome::NoBounce | EarlierOutcome::Bounced(_) => "",
    }
}

/// Whether it is known who bounced in earlier emails, so that the rules of the next steps use it.
pub(crate) fn is_history_known(report: Report) -> bool {
    match report.history().repeats() {
        RepeatsState::Off | RepeatsState::Loading { .. } => false,
        RepeatsState::Ready => true,
        RepeatsState::Partly { read, .. } | RepeatsState::Reserve { read, .. } => read > 0,
    }
}

/// How many of the earlier emails are read, until all of them are.
pub(crate) fn history_progress(i18n: Translator, report: Report) -> String {
    match report.history().repeats() {
        RepeatsState::Off | RepeatsState::Ready | RepeatsState::Loading { .. } => String::new(),
        RepeatsState::Partly { read, of } => {
            with_progress(i18n, Key::HistoryIncomplete, (read, of))
        }
        RepeatsState::Reserve { read, of } => with_progress(i18n, Key::HistoryReserve, (read, of)),
    }
}

/// What is known once nothing more is read: how many emails, unless all are, and how many contacts bounced in them.
pub(crate) fn history_end(i18n: Translator, report: Report) -> String {
    let progress = history_progress(i18n, report);
    let read = if progress.is_empty() {
        i18n.sentence(&i18n.text(Key::EarlierEmailsRead))
    } else {
        progress
    };
    if is_history_known(report) {
        let is_partial = report.history().repeats() != RepeatsState::Ready;
        let count = report.history().count_repeats();
        [&*read, " ", &repeats(i18n, count, is_partial)].concat()
    } else {
        read
    }
}

/// How many contacts bounced before, at least.
pub(crate) fn repeats(i18n: Translator, count: u32, is_partial: bool) -> String {
    let shown = i18n.count(count) + if is_partial { MORE } else { "" };
    i18n.format(Key::RepeatsLine, &[("count", count.into()), ("shown", (&shown).into())])
}

/// Whether earlier emails are being read. The rows come first.
pub(crate) fn is_reading_history(report: Report) -> bool {
    reading(report).is_some()
}

/// How many of the earlier emails are read, while they are being read.
fn reading(report: Report) -> Option<(usize, usize)> {
    match report.history().repeats() {
        RepeatsState::Loading { read, of } if report.loader().is_complete() => Some((read, of)),
        RepeatsState::Off
        | RepeatsState::Loading { .. }
        | RepeatsState::Ready
        | RepeatsState::Partly { .. }
        | RepeatsState::Reserve { .. } => None,
    }
}

/// A sentence with that.
pub(crate) fn history_reading(i18n: Translator, report: Report) -> String {
    reading(report)
        .map_or_else(String::new, |progress| with_progress(i18n, Key::HistoryReading, progress))
}

/// The header of the column: its numbers are not final while earlier emails are being read.
pub(crate) fn before_header(i18n: Translator, report: Report) -> String {
    match reading(report) {
        Some(progress) => with_progress(i18n, Key::ColumnBeforeReading, progress),
        None => i18n.text(Key::ColumnBefore),
    }
}

fn with_progress(i18n: Translator, key: Key, (read, of): (usize, usize)) -> String {
    i18n.format(key, &[("read", read.into()), ("of", of.into())])
}

/// `2.1%`; below one percent with two digits, of which one would often be 0.
pub(crate) fn median(i18n: Translator, median: Rate) -> String {
    let digits = if median.millionths() < 10_000 { 2 } else { 1 };
    i18n.share(median.millionths(), 1_000_000, digits)
}
