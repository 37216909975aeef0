//! Why reading ended before the last page. The rows that were read stay.

use crate::{
    api::{ApiError, ErrorCode},
    erased::{ErasedMemo, text_fn, view_fn},
    i18n::{Key, Translator, t},
    state::{Again, LoadPhase, Report},
    view::status::{countdown::Countdown, error_labels, state_card::NextStepButton},
};
use leptos::prelude::*;

/// The words, and the next step.
#[component]
pub(crate) fn ErrorBanner() -> impl IntoView {
    let report: Report = expect_context();
    // What counts down does not draw it anew; nor does a try that the report makes by itself, or it
    // would be spoken again each time.
    let error = ErasedMemo::new(move |before: Option<&Option<_>>| match report.load_phase() {
        LoadPhase::Failed(ApiError { code, lacking, .. }) => Some((code, lacking)),
        LoadPhase::Reading if report.again() == Again::Now => before.copied().flatten(),
        LoadPhase::Idle | LoadPhase::Reading | LoadPhase::Stopped | LoadPhase::Complete => None,
    });
    view_fn(move || {
        let (code, lacking) = error.get()?;
        let i18n: Translator = expect_context();
        let (title, what_to_do) = error_labels::error(code, lacking);
        let what_to_do = text_fn(move || error_labels::what_to_do(i18n, report, what_to_do));
        let read = text_fn(move || {
            i18n.format(Key::PartialRowsKept, &[("read", report.rows_read().into())])
        });
        let countdown = (code == ErrorCode::RateLimited).then(|| view! { <Countdown /> });
        let interruption = view! {
            <div class="notice">
                <p role="alert">
                    <strong>{t(title)} "."</strong>
                    " "
                    {what_to_do}
                    " "
                    {read}
                </p>
                {countdown}
                <NextStepButton action=error_labels::next_step(code, lacking) />
            </div>
        };
        Some(interruption.into_any())
    })
}
