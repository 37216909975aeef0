//! The banner above the table when loading failed after some rows had arrived.

use crate::{
    erased::{ErasedMemo, text_fn, view_fn},
    i18n::{Key, Translator},
    state::{LoadPhase, Report, RetryState},
    view::{
        labels,
        status::{
            countdown::Countdown,
            recovery_button::{RecoveryButton, recovery_action},
        },
    },
};
use bounces_core::load::{ApiError, ErrorCode};
use leptos::prelude::*;

/// What went wrong, how many rows were kept, and the next step.
#[component]
pub(crate) fn ErrorBanner() -> impl IntoView {
    let report: Report = expect_context();
    // The banner stays as it is during a countdown and an automatic retry. If it was rendered
    // again, screen readers would announce the alert again.
    let error =
        ErasedMemo::new(move |previous: Option<&Option<_>>| match report.loader().phase() {
            LoadPhase::Failed(ApiError { code, reason, .. }) => Some((code, reason)),
            LoadPhase::Loading if report.loader().retry_state() == RetryState::Retrying => {
                previous.copied().flatten()
            }
            LoadPhase::Idle | LoadPhase::Loading | LoadPhase::Stopped | LoadPhase::Complete => None,
        });
    view_fn(move || {
        let (code, reason) = error.get()?;
        let i18n: Translator = expect_context();
        let (title, advice) = labels::errors::title_and_text(code, reason);
        let title = text_fn(move || i18n.sentence(&labels::errors::advice(i18n, report, title)));
        let advice = text_fn(move || labels::errors::advice(i18n, report, advice));
        let kept = text_fn(move || {
            i18n.format(Key::PartialRowsKept, &[("read", report.rows().count().into())])
        });
        let countdown = (code == ErrorCode::RateLimited).then(|| view! { <Countdown /> });
        let banner = view! {
            <div class="notice" part="status">
                <p role="alert">
                    <strong>{title}</strong>
                    " "
                    {advice}
                    " "
                    {kept}
                </p>
                {countdown}
                <RecoveryButton recovery=recovery_action(code, reason) />
            </div>
        };
        Some(banner.into_any())
    })
}
