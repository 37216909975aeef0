//! Which words stand for a value of the state. The words themselves stand in `text`.

use super::state_card::Action;
use crate::{
    api::ErrorCode,
    state::{Again, Filter, NoRows, Progress, Report},
    text::{Key, Words},
};
use bounces_core::{
    BounceCode, Column, Dates, Day, Direction, Group, Recent, SortKey, SortKeys, wire::Lacking,
};

/// The short name of a reason, for chips, which stand for all codes of a kind.
pub(super) fn reason(code: BounceCode<'_>) -> Key {
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
pub(super) fn row_reason(words: Words, code: BounceCode<'_>) -> String {
    match code {
        BounceCode::Unknown("") => words.text(Key::UnknownReason),
        BounceCode::Unknown(code) => words.fill(Key::UnknownCode, &[("code", code.into())]),
        BounceCode::NonExistent
        | BounceCode::Suspended
        | BounceCode::Undeliverable
        | BounceCode::Full
        | BounceCode::Blocked
        | BounceCode::Other
        | BounceCode::Vacation => words.text(reason(code)),
    }
}

/// The letter in a reason's badge.
pub(super) fn letter(code: BounceCode<'_>) -> &'static str {
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

/// The class that gives a group its colour.
pub(super) fn tone(group: Group) -> &'static str {
    match group {
        Group::Hard => "tone-hard",
        Group::Soft => "tone-soft",
        Group::Blocked => "tone-blocked",
        Group::Other => "tone-other",
        Group::Delivered => "tone-delivered",
    }
}

/// The heading of a column.
pub(super) fn column(column: Column) -> Key {
    match column {
        Column::Email => Key::ColumnEmail,
        Column::Name => Key::ColumnName,
        Column::Reason => Key::ColumnReason,
        Column::Date => Key::ColumnDate,
    }
}

/// The direction of a sort, in the terms of its column.
pub(super) fn direction(sort: SortKey) -> Key {
    match (sort.column, sort.direction) {
        (Column::Email | Column::Name, Direction::Ascending) => Key::AscendingText,
        (Column::Email | Column::Name, Direction::Descending) => Key::DescendingText,
        (Column::Reason, Direction::Ascending) => Key::AscendingReason,
        (Column::Reason, Direction::Descending) => Key::DescendingReason,
        (Column::Date, Direction::Ascending) => Key::AscendingDate,
        (Column::Date, Direction::Descending) => Key::DescendingDate,
    }
}

/// How far back the latest dates reach.
pub(super) fn recent(recent: Recent) -> Key {
    match recent {
        Recent::Day => Key::LastDay,
        Recent::ThreeDays => Key::LastThreeDays,
        Recent::Week => Key::LastWeek,
        Recent::ThirtyDays => Key::LastThirtyDays,
    }
}

/// What a filter shows.
pub(super) fn filter(words: Words, report: Report, filter: Filter) -> String {
    match filter {
        Filter::Codes => {
            let codes = report.with_query(|query| query.codes);
            let codes: Vec<_> = codes.iter().map(letter).collect();
            words.fill(Key::FilterTag, &[("codes", (&codes.join(", ")).into())])
        }
        Filter::Search => report.with_query(|query| {
            words.fill(Key::SearchTag, &[("text", query.search.trim().into())])
        }),
        Filter::Domain => report.with_query(|query| {
            let domain = query.domain.as_deref().unwrap_or_default();
            words.fill(Key::DomainTag, &[("domain", domain.into())])
        }),
        Filter::Dates => dates(words, report.dates()),
        Filter::Removable => words.text(Key::RemovableTag),
    }
}

fn dates(words: Words, dates: Dates) -> String {
    let day = |key, day: Day| {
        let day = words.day(day.start_in_utc());
        words.fill(key, &[("day", (&day).into())])
    };
    match dates {
        Dates::Any | Dates::Days { from: None, before: None } => words.text(Key::AnyDate),
        Dates::Last(past) => words.text(recent(past)),
        Dates::Days { from: Some(from), before: None } => day(Key::FromTag, from),
        Dates::Days { from: None, before: Some(before) } => day(Key::UntilTag, before.plus(-1)),
        Dates::Days { from: Some(from), before: Some(before) } => words.days(from, before.plus(-1)),
    }
}

/// How rows are sorted: by a column, then by others.
pub(super) fn sorted(words: Words, sort: &SortKeys) -> String {
    let said = sort.as_slice().iter().enumerate().map(|(place, key)| {
        let [column, direction] = [column(key.column), direction(*key)].map(|key| words.text(key));
        let values = [("column", (&column).into()), ("direction", (&direction).into())];
        words.fill(if place == 0 { Key::SaySorted } else { Key::SayThenSorted }, &values)
    });
    said.collect::<Vec<_>>().join(", ")
}

/// What an activity's role is called; unknown roles are not named.
pub(super) fn role(role: &str) -> Option<Key> {
    Some(match role.to_ascii_lowercase().as_str() {
        "primary_email" => Key::RolePrimary,
        "resend" => Key::RoleResend,
        "permalink" => Key::RolePermalink,
        _ => return None,
    })
}

/// What an activity's status is called; unknown ones are not named.
pub(super) fn status(status: &str) -> Option<Key> {
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
pub(super) fn no_rows(no_rows: NoRows, restricted: bool) -> (Key, Key) {
    match no_rows {
        NoRows::Draft => (Key::DraftTitle, Key::DraftText),
        NoRows::Scheduled => (Key::ScheduledTitle, Key::ScheduledText),
        NoRows::Sending => (Key::SendingTitle, Key::SendingText),
        NoRows::SendFailed => (Key::SendFailedTitle, Key::SendFailedText),
        NoRows::Removed => (Key::RemovedTitle, Key::RemovedText),
        NoRows::NobodyBounced if restricted => (Key::NobodyInCodesTitle, Key::NobodyInCodesText),
        NoRows::NobodyBounced => (Key::NobodyTitle, Key::NobodyText),
        NoRows::Unexplained => (Key::UnexplainedTitle, Key::UnexplainedText),
    }
}

/// Title and text of an error.
pub(super) fn error(code: ErrorCode, lacking: Option<Lacking>) -> (Key, Key) {
    match code {
        ErrorCode::SignedOut => (Key::SignedOutTitle, Key::SignedOutText),
        ErrorCode::Forbidden => (
            Key::ForbiddenTitle,
            match lacking {
                Some(Lacking::Privilege) => Key::ForbiddenPrivilegeText,
                Some(Lacking::Scope) => Key::ForbiddenScopeText,
                None => Key::ForbiddenText,
            },
        ),
        ErrorCode::NotFound => (Key::NotFoundTitle, Key::NotFoundText),
        ErrorCode::UnsupportedRole => (Key::UnsupportedRoleTitle, Key::UnsupportedRoleText),
        ErrorCode::RateLimited => (Key::RateLimitedTitle, Key::RateLimitedText),
        ErrorCode::QuotaExhausted => (Key::QuotaTitle, Key::QuotaText),
        ErrorCode::Offline => (Key::OfflineTitle, Key::OfflineText),
        ErrorCode::Unavailable => (Key::UnavailableTitle, Key::UnavailableText),
        ErrorCode::BadAnswer => (Key::BadAnswerTitle, Key::BadAnswerText),
    }
}

/// The next step after an error.
pub(super) fn next_step(code: ErrorCode, lacking: Option<Lacking>) -> Action {
    match code {
        ErrorCode::SignedOut => Action::SignIn,
        // A scope is granted when one signs in.
        ErrorCode::Forbidden if lacking == Some(Lacking::Scope) => Action::SignIn,
        ErrorCode::Forbidden
        | ErrorCode::NotFound
        | ErrorCode::UnsupportedRole
        | ErrorCode::RateLimited
        | ErrorCode::QuotaExhausted
        | ErrorCode::Offline
        | ErrorCode::Unavailable
        | ErrorCode::BadAnswer => Action::TryAgain,
    }
}

/// A text with its values: `{total}` rows are read, and another try helps from `{time}` on.
pub(super) fn what_to_do(words: Words, report: Report, text: Key) -> String {
    let time = match report.again() {
        Again::From(time) => words.moment(time),
        Again::WhenAsked | Again::InSeconds(_) => String::new(),
    };
    let total = report.rows_read().into();
    words.fill(text, &[("total", total), ("time", (&time).into())])
}

/// How much is read, while more is to come.
pub(super) fn read_so_far(words: Words, report: Report) -> String {
    let read = report.rows_read().into();
    match report.rows_expected() {
        Some(total) => words.fill(Key::ReadOf, &[("read", read), ("total", total.into())]),
        None => words.fill(Key::ReadSoFar, &[("read", read)]),
    }
}

/// The same where there is little room.
pub(super) fn read_in_short(words: Words, report: Report) -> String {
    let total = report.rows_expected();
    let key = match (report.progress(), total) {
        (Progress::Complete, _) => Key::AllRead,
        (Progress::Stopped, None) => Key::StoppedShort,
        (Progress::Stopped, Some(_)) => Key::StoppedShortOf,
        (Progress::Idle | Progress::Reading | Progress::Failed(_), None) => Key::ReadShort,
        (Progress::Idle | Progress::Reading | Progress::Failed(_), Some(_)) => Key::ReadShortOf,
    };
    let values = [("read", report.rows_read().into()), ("total", total.unwrap_or_default().into())];
    words.fill(key, &values)
}
