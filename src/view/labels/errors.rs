//! The messages for each error.

use crate::{
    i18n::{Key, Translator},
    platform,
    state::{Report, RetryState},
};
use bounces_core::{
    load::{ErrorCode, ErrorReason},
    wire::MissingPermission,
};
use leptos::prelude::{With, untrack};

/// The title and the text of an error.
pub(crate) fn title_and_text(code: ErrorCode, reason: Option<ErrorReason>) -> (Key, Key) {
    match code {
        ErrorCode::SignedOut => (Key::SignedOutTitle, Key::SignedOutText),
        ErrorCode::Forbidden => (
            Key::ForbiddenTitle,
            match reason {
                Some(ErrorReason::Missing(MissingPermission::Privilege)) => {
                    Key::ForbiddenPrivilegeText
                }
                Some(ErrorReason::Missing(MissingPermission::Scope)) => Key::ForbiddenScopeText,
                Some(ErrorReason::Unreachable | ErrorReason::OutOfOrder | ErrorReason::OfHost)
                | None => Key::ForbiddenText,
            },
        ),
        ErrorCode::NotFound => (Key::NotFoundTitle, Key::NotFoundText),
        ErrorCode::NoProxy => (Key::NoProxyTitle, Key::NoProxyText),
        ErrorCode::UnsupportedRole => (Key::UnsupportedRoleTitle, Key::UnsupportedRoleText),
        ErrorCode::RateLimited => (Key::RateLimitedTitle, Key::RateLimitedText),
        ErrorCode::QuotaExhausted => (Key::QuotaExhaustedTitle, Key::QuotaExhaustedText),
        ErrorCode::Offline => (Key::OfflineTitle, Key::OfflineText),
        ErrorCode::Unavailable => match reason {
            Some(ErrorReason::Unreachable) => (Key::UnreachableTitle, Key::UnreachableText),
            Some(ErrorReason::OutOfOrder) => (Key::OutOfOrderTitle, Key::OutOfOrderText),
            Some(ErrorReason::OfHost) => (Key::OutOfOrderTitle, Key::FetcherFailedText),
            Some(ErrorReason::Missing(_)) | None => (Key::UnavailableTitle, Key::UnavailableText),
        },
        ErrorCode::InvalidResponse => (Key::InvalidResponseTitle, Key::InvalidResponseText),
        ErrorCode::InternalError => (Key::InternalErrorTitle, Key::InternalErrorText),
    }
}

/// The title of an error. It tracks only the language.
pub(crate) fn title(
    i18n: Translator,
    report: Report,
    code: ErrorCode,
    reason: Option<ErrorReason>,
) -> String {
    let url = untrack(|| proxy_url(report));
    i18n.format(title_and_text(code, reason).0, &[("url", (&url).into())])
}

/// Fills the placeholders of a state's title or text: `{total}`, how many rows are loaded, `{time}`, when a retry can
/// succeed, and `{url}`, where the proxy should be.
pub(crate) fn advice(i18n: Translator, report: Report, text: Key) -> String {
    let time = match report.loader().retry_state() {
        RetryState::NotBefore(time) => i18n.date_time(time),
        RetryState::Manual | RetryState::Retrying | RetryState::Scheduled(_) => String::new(),
    };
    let total = report.rows().count().into();
    let url = proxy_url(report);
    i18n.format(text, &[("total", total), ("time", (&time).into()), ("url", (&url).into())])
}

fn proxy_url(report: Report) -> String {
    report.inputs().api_base.with(|url| platform::absolute_url(url))
}
