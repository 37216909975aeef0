//! The messages for each error, and the next step it offers.

use crate::{
    i18n::{Key, Translator},
    platform,
    state::{Report, RetryState},
    view::status::next_step::NextStep,
};
use bounces_core::{load::ErrorCode, wire::MissingPermission};
use leptos::prelude::With;

/// The title and the text of an error.
pub(crate) fn title_and_text(
    code: ErrorCode,
    missing_permission: Option<MissingPermission>,
) -> (Key, Key) {
    match code {
        ErrorCode::SignedOut => (Key::SignedOutTitle, Key::SignedOutText),
        ErrorCode::Forbidden => (
            Key::ForbiddenTitle,
            match missing_permission {
                Some(MissingPermission::Privilege) => Key::ForbiddenPrivilegeText,
                Some(MissingPermission::Scope) => Key::ForbiddenScopeText,
                None => Key::ForbiddenText,
            },
        ),
        ErrorCode::NotFound => (Key::NotFoundTitle, Key::NotFoundText),
        ErrorCode::NoProxy => (Key::NoProxyTitle, Key::NoProxyText),
        ErrorCode::UnsupportedRole => (Key::UnsupportedRoleTitle, Key::UnsupportedRoleText),
        ErrorCode::RateLimited => (Key::RateLimitedTitle, Key::RateLimitedText),
        ErrorCode::QuotaExhausted => (Key::QuotaExhaustedTitle, Key::QuotaExhaustedText),
        ErrorCode::Offline => (Key::OfflineTitle, Key::OfflineText),
        ErrorCode::Unavailable => (Key::UnavailableTitle, Key::UnavailableText),
        ErrorCode::InvalidResponse => (Key::InvalidResponseTitle, Key::InvalidResponseText),
        ErrorCode::InternalError => (Key::InternalErrorTitle, Key::InternalErrorText),
    }
}

/// The next step after an error.
pub(crate) fn next_step(
    code: ErrorCode,
    missing_permission: Option<MissingPermission>,
) -> NextStep {
    match code {
        ErrorCode::SignedOut => NextStep::SignIn,
        // Signing in again grants the missing scope.
        ErrorCode::Forbidden if missing_permission == Some(MissingPermission::Scope) => {
            NextStep::SignIn
        }
        ErrorCode::Forbidden
        | ErrorCode::NotFound
        | ErrorCode::NoProxy
        | ErrorCode::UnsupportedRole
        | ErrorCode::RateLimited
        | ErrorCode::QuotaExhausted
        | ErrorCode::Offline
        | ErrorCode::Unavailable
        | ErrorCode::InvalidResponse
        | ErrorCode::InternalError => NextStep::TryAgain,
    }
}

/// Fills the placeholders of a state's title or text: `{total}`, how many rows are loaded, `{time}`, when a retry can
/// succeed, and `{url}`, where the proxy should be.
pub(crate) fn advice(i18n: Translator, report: Report, text: Key) -> String {
    let time = match report.loader().retry_state() {
        RetryState::NotBefore(time) => i18n.date_time(time),
        RetryState::Manual | RetryState::Retrying | RetryState::Scheduled(_) => String::new(),
    };
    let total = report.rows().count().into();
    let url = report.inputs().api_base.with(|url| platform::absolute_url(url));
    i18n.format(text, &[("total", total), ("time", (&time).into()), ("url", (&url).into())])
}
