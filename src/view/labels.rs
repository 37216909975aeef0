//! Which words stand for a value of the state. The words themselves stand in `text`.

use crate::{
    i18n::{Key, Translator},
    state::{ExportOutcome, FilterKind, NoRows, OptionalColumn, Report},
};
use bounces_core::{
    BounceCode, BounceTable, DateFilter, Day, Group, Query, RelativeRange, RowId, SortColumn,
    SortDirection, SortKey, SortKeys, mask_address,
};

/// The short name of a reason, for chips, which stand for all codes of a kind.
pub(crate) fn reason(code: BounceCode<'_>) -> Key {
    match code {
        BounceCode::NonExistent => Key::NonExistent,
        BounceCode::Suspended => Key::Suspended,
        BounceCode::Undeliverable => Key::Undeliverable,
        BounceCode::Full => Key::Full,
        BounceCode::Blocked => Key::Blocked,
        BounceCode::Other => Key::Other,
        BounceCode::Vacation => Key::Vacation,
        BounceCode::Unknown(_) => Key::UnknownGroup,
    }
}

/// The name of one row's reason; an unknown code is named by its text.
pub(crate) fn row_reason(i18n: Translator, code: BounceCode<'_>) -> String {
    match code {
        BounceCode::Unknown("") => i18n.text(Key::UnknownReason),
        BounceCode::Unknown(code) => i18n.format(Key::UnknownCode, &[("code", code.into())]),
        BounceCode::NonExistent
        | BounceCode::Suspended
        | BounceCode::Undeliverable
        | BounceCode::Full
        | BounceCode::Blocked
        | BounceCode::Other
        | BounceCode::Vacation => i18n.text(reason(code)),
    }
}

/// The letter in a reason's badge.
pub(crate) fn letter(code: BounceCode<'_>) -> &'static str {
    match code {
        BounceCode::NonExistent => "B",
        BounceCode::Suspended => "S",
        BounceCode::Undeliverable => "D",
        BounceCode::Full => "F",
        BounceCode::Blocked => "Z",
        BounceCode::Other => "X",
        BounceCode::Vacation => "V",
        BounceCode::Unknown(_) => "?",
    }
}

/// What kind of bounce it is.
pub(crate) fn group(group: Group) -> Key {
    match group {
        Group::Hard => Key::GroupHard,
        Group::Soft => Key::GroupSoft,
        Group::Blocked => Key::GroupBlocked,
        Group::Other => Key::GroupOther,
        Group::Delivered => Key::GroupDelivered,
    }
}

/// What a code means, and what to do about it: a sentence each.
pub(crate) fn advice(i18n: Translator, code: BounceCode<'_>) -> (String, String) {
    let (meaning, advice) = match code {
        BounceCode::NonExistent => (Key::NonExistentDescription, Key::NonExistentAdvice),
        BounceCode::Suspended => (Key::SuspendedDescription, Key::SuspendedAdvice),
        BounceCode::Undeliverable => (Key::UndeliverableDescription, Key::UndeliverableAdvice),
        BounceCode::Full => (Key::FullDescription, Key::FullAdvice),
        BounceCode::Blocked => (Key::BlockedDescription, Key::BlockedAdvice),
        BounceCode::Other => (Key::OtherDescription, Key::OtherAdvice),
        BounceCode::Vacation => (Key::VacationDescription, Key::VacationAdvice),
        BounceCode::Unknown("") => (Key::NoReasonDescription, Key::UnknownAdvice),
        BounceCode::Unknown(_) => (Key::UnknownDescription, Key::UnknownAdvice),
    };
    (i18n.format(meaning, &[("code", code.as_str().into())]), i18n.text(advice))
}

/// The heading of a column that can be hidden.
pub(crate) fn optional_column(column: OptionalColumn) -> Key {
    match column {
        OptionalColumn::Name => Key::ColumnName,
        OptionalColumn::Date => Key::ColumnDate,
        OptionalColumn::Notes => Key::ColumnNotes,
    }
}

/// How many rows are selected, and how many of them the filter hides.
pub(crate) fn selected(i18n: Translator, report: Report) -> String {
    let selected = report.rows_selected();
    let hidden = selected.saturating_sub(report.selected_matching());
    let sentence = match (selected, hidden) {
        (0, _) => Key::NothingSelected,
        (_, 0) => Key::Selected,
        (_, _) => Key::SelectedWithHidden,
    };
    i18n.format(sentence, &[("count", selected.into()), ("hidden", hidden.into())])
}

/// The class that gives a group its colour.
pub(crate) fn tone(group: Group) -> &'static str {
    match group {
        Group::Hard => "group-hard",
        Group::Soft => "group-soft",
        Group::Blocked => "group-blocked",
        Group::Other => "group-other",
        Group::Delivered => "group-delivered",
    }
}

/// The heading of a column.
pub(crate) fn column(column: SortColumn) -> Key {
    match column {
        SortColumn::Email => Key::ColumnEmail,
        SortColumn::Name => Key::ColumnName,
        SortColumn::Reason => Key::ColumnReason,
        SortColumn::Date => Key::ColumnDate,
    }
}

/// The direction of a sort, in the terms of its column.
pub(crate) fn direction(sort: SortKey) -> Key {
    match (sort.column, sort.direction) {
        (SortColumn::Email | SortColumn::Name, SortDirection::Ascending) => Key::AscendingText,
        (SortColumn::Email | SortColumn::Name, SortDirection::Descending) => Key::DescendingText,
        (SortColumn::Reason, SortDirection::Ascending) => Key::AscendingReason,
        (SortColumn::Reason, SortDirection::Descending) => Key::DescendingReason,
        (SortColumn::Date, SortDirection::Ascending) => Key::AscendingDate,
        (SortColumn::Date, SortDirection::Descending) => Key::DescendingDate,
    }
}

/// How far back the latest dates reach.
pub(crate) fn recent(recent: RelativeRange) -> Key {
    match recent {
        RelativeRange::Day => Key::Last24Hours,
        RelativeRange::ThreeDays => Key::Last3Days,
        RelativeRange::Week => Key::Last7Days,
        RelativeRange::ThirtyDays => Key::Last30Days,
    }
}

/// What a filter shows.
pub(crate) fn filter(i18n: Translator, report: Report, filter: FilterKind) -> String {
    match filter {
        FilterKind::Codes => {
            let codes = report.with_query(|query| query.codes);
            // More names than two would be as long as a line.
            let are_few = codes.iter().count() <= 2;
            let codes = codes.iter().map(|code| {
                if are_few { i18n.text(reason(code)) } else { letter(code).to_owned() }
            });
            let codes: Vec<_> = codes.collect();
            i18n.format(Key::FilterTag, &[("codes", (&codes.join(", ")).into())])
        }
        FilterKind::Search => report.with_query(|query| {
            i18n.format(Key::SearchTag, &[("text", query.search.trim().into())])
        }),
        FilterKind::Domain => report.with_query(|query| {
            let domain = query.domain.as_deref().unwrap_or_default();
            i18n.format(Key::DomainTag, &[("domain", domain.into())])
        }),
        FilterKind::Dates => dates(i18n, report.dates()),
        FilterKind::Removable => i18n.text(Key::RemovableTag),
    }
}

fn dates(i18n: Translator, dates: DateFilter) -> String {
    let day = |key, day: Day| {
        let day = i18n.day(day.start_in_utc());
        i18n.format(key, &[("day", (&day).into())])
    };
    match dates {
        DateFilter::Any | DateFilter::Days { from: None, before: None } => i18n.text(Key::AnyDate),
        DateFilter::Last(past) => i18n.text(recent(past)),
        DateFilter::Days { from: Some(from), before: None } => day(Key::FromTag, from),
        DateFilter::Days { from: None, before: Some(before) } => {
            day(Key::UntilTag, before.plus_days(-1))
        }
        DateFilter::Days { from: Some(from), before: Some(before) } => {
            i18n.days(from, before.plus_days(-1))
        }
    }
}

/// How rows are sorted: by a column, then by others.
pub(crate) fn sorted(i18n: Translator, sort: &SortKeys) -> String {
    let said = sort.as_slice().iter().enumerate().map(|(place, key)| {
        let [column, direction] = [column(key.column), direction(*key)].map(|key| i18n.text(key));
        let values = [("column", (&column).into()), ("direction", (&direction).into())];
        i18n.format(if place == 0 { Key::AnnounceSorted } else { Key::AnnounceThenSorted }, &values)
    });
    said.collect::<Vec<_>>().join(", ")
}

/// What an activity's role is called; unknown roles are not named.
pub(crate) fn role(role: &str) -> Option<Key> {
    Some(match role.to_ascii_lowercase().as_str() {
        "primary_email" => Key::RolePrimary,
        "resend" => Key::RoleResend,
        "permalink" => Key::RolePermalink,
        _ => return None,
    })
}

/// What an activity's status is called; unknown ones are not named.
pub(crate) fn status(status: &str) -> Option<Key> {
    Some(match status.to_ascii_uppercase().as_str() {
        "DRAFT" => Key::StatusDraft,
        "SCHEDULED" => Key::StatusScheduled,
        "EXECUTING" => Key::StatusSending,
        "DONE" => Key::StatusSent,
        "ERROR" => Key::StatusFailed,
        "REMOVED" => Key::StatusRemoved,
        _ => return None,
    })
}

/// Title and text of a report without rows.
pub(crate) fn no_rows(no_rows: NoRows, restricted: bool) -> (Key, Key) {
    match no_rows {
        NoRows::Draft => (Key::DraftTitle, Key::DraftText),
        NoRows::Scheduled => (Key::ScheduledTitle, Key::ScheduledText),
        NoRows::Sending => (Key::SendingTitle, Key::SendingText),
        NoRows::SendFailed => (Key::SendFailedTitle, Key::SendFailedText),
        NoRows::Removed => (Key::RemovedTitle, Key::RemovedText),
        NoRows::NoBounces if restricted => (Key::NoBouncesInCodesTitle, Key::NoBouncesInCodesText),
        NoRows::NoBounces => (Key::NoBouncesTitle, Key::NoBouncesText),
        NoRows::UnknownStatus => (Key::UnknownStatusTitle, Key::UnknownStatusText),
    }
}

/// Which rows are copied, exported or printed.
pub(crate) fn taken(i18n: Translator, report: Report) -> String {
    let key = match (report.rows_selected(), report.with_query(Query::is_unfiltered)) {
        (0, true) => Key::ExportScopeAll,
        (0, false) => Key::ExportScopeMatching,
        (_, _) => Key::ExportScopeSelected,
    };
    i18n.format(key, &[("count", report.export_row_count().into())])
}

/// That what is taken out is a part only.
pub(crate) fn incomplete(i18n: Translator, report: Report) -> String {
    let read = read_so_far(i18n, report);
    i18n.format(Key::Incomplete, &[("read", (&read).into())])
}

/// How a copy or an export went.
pub(crate) fn outcome(i18n: Translator, report: Report, outcome: ExportOutcome) -> String {
    let count = |key, count: usize| i18n.format(key, &[("count", count.into())]);
    match outcome {
        ExportOutcome::Copied(rows) => count(Key::CopiedAddresses, rows),
        ExportOutcome::CopiedSuggestion(row) => {
            let shown = address(report, &report.suggestion(row).unwrap_or_default());
            i18n.format(Key::CopiedAddress, &[("address", (&shown).into())])
        }
        ExportOutcome::CopyRefused => i18n.text(Key::CopyFailed),
        ExportOutcome::Exported(rows) => count(Key::Exported, rows),
        ExportOutcome::ExportedPart(rows) => count(Key::ExportedPartial, rows),
        ExportOutcome::Interrupted => i18n.text(Key::ExportInterrupted),
    }
}

/// The address of a row.
pub(crate) fn email(i18n: Translator, report: Report, table: &BounceTable, row: RowId) -> String {
    let email = table.email(row);
    if email.is_empty() { i18n.text(Key::NoAddress) } else { address(report, email) }
}

/// An address as it may be read on the screen and on paper.
pub(crate) fn address(report: Report, address: &str) -> String {
    if report.is_masked() { mask_address(address) } else { address.to_owned() }
}

/// When a row bounced.
pub(crate) fn date(i18n: Translator, table: &BounceTable, row: RowId) -> String {
    let time = table.time(row);
    time.map_or_else(|| i18n.text(Key::NoDate), |time| i18n.date_time(time))
}

/// What happened to a row's contact since.
pub(crate) fn notes(
    i18n: Translator,
    report: Report,
    table: &BounceTable,
    row: RowId,
) -> Vec<String> {
    let corrected = table.current_address(row).map(|current| {
        i18n.format(Key::CurrentAddress, &[("address", (&address(report, current)).into())])
    });
    let deleted = table.deletion(row).map(|day| match day {
        Some(day) => i18n.format(Key::ContactDeletedOn, &[("date", (&i18n.day(day)).into())]),
        None => i18n.text(Key::ContactDeleted),
    });
    corrected.into_iter().chain(deleted).collect()
}

/// How much is read, while more is to come.
pub(crate) fn read_so_far(i18n: Translator, report: Report) -> String {
    let read = report.rows_read().into();
    match report.rows_expected() {
        Some(total) => {
            i18n.format(Key::LoadedPartialOf, &[("read", read), ("total", total.into())])
        }
        None => i18n.format(Key::LoadedPartial, &[("read", read)]),
    }
}
