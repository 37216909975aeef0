//! Labels of bounce codes and their groups.

use crate::i18n::{Key, Translator};
use bounces_core::{BounceCode, Group};

/// The short name of a reason. All unknown codes share one.
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

/// The reason of one row. An unknown code is quoted.
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

/// The code of one row as Constant Contact sent it, in its badge; a dash if there is none.
pub(crate) fn code_text(code: BounceCode<'_>) -> &str {
    if code == BounceCode::Unknown("") { "–" } else { code.as_str() }
}

/// What a screen reader says for the badge of a row.
pub(crate) fn code_name(i18n: Translator, code: BounceCode<'_>) -> String {
    if code == BounceCode::Unknown("") {
        return i18n.text(Key::CodeMissing);
    }
    i18n.format(Key::BadgeTitle, &[("code", code.as_str().into())])
}

/// The letter in the badge of a reason.
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

/// The name of a group.
pub(crate) fn group(group: Group) -> Key {
    match group {
        Group::Hard => Key::GroupHard,
        Group::Soft => Key::GroupSoft,
        Group::Blocked => Key::GroupBlocked,
        Group::Other => Key::GroupOther,
        Group::Delivered => Key::GroupDelivered,
    }
}

/// The CSS class that sets the color of a reason.
pub(crate) fn reason_class(code: BounceCode<'_>) -> &'static str {
    match code {
        BounceCode::NonExistent => "reason-b",
        BounceCode::Suspended => "reason-s",
        BounceCode::Undeliverable => "reason-d",
        BounceCode::Full => "reason-f",
        BounceCode::Blocked => "reason-z",
        BounceCode::Other | BounceCode::Unknown(_) => "reason-x",
        BounceCode::Vacation => "reason-v",
    }
}

/// The share of a reason at a domain, in words.
pub(crate) fn reason_share(code: BounceCode<'_>) -> Key {
    match code {
        BounceCode::NonExistent => Key::ShareNonExistent,
        BounceCode::Suspended => Key::ShareSuspended,
        BounceCode::Undeliverable => Key::ShareUndeliverable,
        BounceCode::Full => Key::ShareFull,
        BounceCode::Blocked => Key::ShareBlocked,
        BounceCode::Other | BounceCode::Unknown(_) => Key::ShareOther,
        BounceCode::Vacation => Key::ShareVacation,
    }
}

/// What a code means, and what to do about it.
pub(crate) fn advice(i18n: Translator, code: BounceCode<'_>) -> (String, String) {
    let (description, advice) = match code {
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
    (i18n.format(description, &[("code", code.as_str().into())]), i18n.text(advice))
}
