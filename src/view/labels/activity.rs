//! Labels of the email activity.

use crate::{
    i18n::{Key, Translator, today},
    state::{NoRows, Report},
};
use bounces_core::{ActivityRole, ActivityStatus, html_entities};
use leptos::prelude::Get;

/// The decoded subject of the email, unless it is blank.
pub(crate) fn subject(report: Report) -> Option<String> {
    let subject = report
        .context()
        .with_activity(|activity| activity.subject.as_deref().map(html_entities::decode));
    subject.flatten().filter(|subject| !subject.trim().is_empty())
}

/// The name of a role; `None` for an undocumented one.
pub(crate) fn role(role: ActivityRole<'_>) -> Option<Key> {
    match role {
        ActivityRole::PrimaryEmail => Some(Key::RolePrimary),
        ActivityRole::Resend => Some(Key::RoleResend),
        ActivityRole::Permalink => Some(Key::RolePermalink),
        ActivityRole::Unknown(_) => None,
    }
}

/// The name of a status; `None` for an undocumented one.
pub(crate) fn status(status: ActivityStatus<'_>) -> Option<Key> {
    match status {
        ActivityStatus::Draft => Some(Key::StatusDraft),
        ActivityStatus::Scheduled => Some(Key::StatusScheduled),
        ActivityStatus::Executing => Some(Key::StatusSending),
        ActivityStatus::Done => Some(Key::StatusSent),
        ActivityStatus::Error => Some(Key::StatusFailed),
        ActivityStatus::Removed => Some(Key::StatusRemoved),
        ActivityStatus::Unknown(_) => None,
    }
}

/// The title and the text for a report without rows.
pub(crate) fn no_rows(no_rows: NoRows, is_restricted: bool) -> (Key, Key) {
    match no_rows {
        NoRows::Draft => (Key::DraftTitle, Key::DraftText),
        NoRows::Scheduled => (Key::ScheduledTitle, Key::ScheduledText),
        NoRows::Sending => (Key::SendingTitle, Key::SendingText),
        NoRows::SendFailed => (Key::SendFailedTitle, Key::SendFailedText),
        NoRows::Removed => (Key::RemovedTitle, Key::RemovedText),
        NoRows::NoBounces if is_restricted => {
            (Key::NoBouncesInCodesTitle, Key::NoBouncesInCodesText)
        }
        NoRows::NoBounces => (Key::NoBouncesTitle, Key::NoBouncesText),
        NoRows::UnknownStatus => (Key::UnknownStatusTitle, Key::UnknownStatusText),
    }
}

/// The heading of a printed page.
pub(crate) fn title(report: Report, i18n: Translator) -> String {
    let title = i18n.text(Key::Report);
    match subject(report) {
        Some(campaign) => i18n.labeled(&title, &campaign),
        None => title,
    }
}

/// The name of an exported file, without its extension.
pub(crate) fn file_name(report: Report, i18n: Translator) -> String {
    let activity_id = || report.inputs().campaign_activity_id.get();
    let campaign = subject(report).unwrap_or_else(activity_id);
    let date = today(&report.inputs().time_zone.get()).to_string();
    let name = if report.loader().is_complete() { Key::FileName } else { Key::FileNamePartial };
    i18n.format(name, &[("campaign", (&campaign).into()), ("date", (&date).into())])
}
