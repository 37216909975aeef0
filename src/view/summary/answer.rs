//! The answer line: which fraction of the emails bounced, and whether that is usual; without history, how many those are.

use crate::{
    erased::{ErasedMemo, attr_fn, text_fn, view_fn},
    i18n::{Key, Translator, t_attr},
    state::{Report, SummaryState},
    view::summary::verdict::Verdict,
};
use bounces_core::summary::Summary;
use leptos::prelude::*;

/// The texts of the line, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct AnswerTexts {
    number: String,
    label: String,
    without_auto_replies: String,
    counts: String,
    /// Whether the emails that were sent are counted.
    has_counts: bool,
    note: String,
}

/// Follows the upstream's counts first, and the rows once all are loaded.
#[component]
pub(crate) fn Answer() -> impl IntoView {
    let report: Report = expect_context();
    let i18n: Translator = expect_context();
    let texts = ErasedMemo::new(move |_| answer_texts(report, i18n));
    let text = move |part: fn(&AnswerTexts) -> &String| {
        text_fn(move || texts.with(|texts| texts.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let sentences = move || {
        texts.with(|texts| match texts {
            Some(texts) if texts.note.is_empty() => texts.counts.clone(),
            Some(texts) => [&*i18n.sentence(&texts.counts), &*texts.note].join(" "),
            None => String::new(),
        })
    };
    let has_history = ErasedMemo::new(move |_| report.history().is_on());
    let counts_class = ErasedMemo::new(move |_| {
        let is_unknown = texts.with(|texts| texts.as_ref().is_some_and(|texts| !texts.has_counts));
        if is_unknown { "verdict unknown" } else { "verdict" }
    });
    let verdict = move || {
        let counts = text(|texts| &texts.counts);
        let note = text(|texts| &texts.note);
        Some(if has_history.get() {
            view! {
                <p class="visually-hidden counts">{text_fn(sentences)}</p>
                <Verdict />
            }
            .into_any()
        } else {
            view! {
                <p class=attr_fn(move || Some(counts_class.get().to_owned()))>
                    <strong>{counts}</strong>
                    " "
                    <span class="verdict-basis">{note}</span>
                </p>
            }
            .into_any()
        })
    };
    let class = move || {
        Some(if texts.with(Option::is_none) { "answer pending" } else { "answer" }.to_owned())
    };
    view! {
        <div class=attr_fn(class) part="summary" role="group" aria-label=t_attr(Key::Summary)>
            <p class="rate">
                <span class="rate-value" part="stat">{text(|texts| &texts.number)}</span>
                " "
                <span class="rate-label">{text(|texts| &texts.label)}</span>
                " "
                <span class="rate-without-replies">{text(|texts| &texts.without_auto_replies)}</span>
            </p>
            {view_fn(verdict)}
        </div>
    }
}

/// `None` until anything is known.
fn answer_texts(report: Report, i18n: Translator) -> Option<AnswerTexts> {
    let (summary, is_partial) = match report.summary_state() {
        SummaryState::Pending => return None,
        SummaryState::Counted(summary) | SummaryState::Complete(summary) => (summary, false),
        SummaryState::Partial(summary) => (summary, true),
    };
    let is_settling = report.is_settling();
    let percent = |rate| i18n.percent(rate);
    let count = |count: u64| i18n.count(count);
    let rate = summary.not_delivered_rate().map(percent);
    let not_delivered = rate.clone().or_else(|| summary.not_delivered().map(count));
    Some(AnswerTexts {
        number: summary
            .bounce_rate()
            .map(percent)
            .or_else(|| summary.bounced.map(count))
            .unwrap_or_default(),
        label: i18n.text(match summary.bounced {
            None => Key::BouncesUnknown,
            Some(_) if is_partial || is_settling || report.is_sending() => Key::BouncedSoFar,
            Some(_) => Key::Bounced,
        }),
        without_auto_replies: not_delivered
            .map(|value| i18n.format(Key::WithoutAutoReplies, &[("value", (&value).into())]))
            .unwrap_or_default(),
        counts: counts(i18n, summary),
        has_counts: summary.sent.is_some(),
        note: match summary.not_delivered() {
            _ if is_settling => i18n.text(Key::Settling),
            Some(count) if rate.is_some() => {
                i18n.format(Key::NotDelivered, &[("count", count.into())])
            }
            Some(_) | None => String::new(),
        },
    })
}

fn counts(i18n: Translator, summary: Summary) -> String {
    match (summary.bounced, summary.sent) {
        (_, None) => i18n.text(Key::EmailsSentUnknown),
        (None, Some(sent)) => i18n.format(Key::EmailsSent, &[("sent", sent.into())]),
        (Some(bounced), Some(sent)) => {
            i18n.format(Key::BouncedOfSent, &[("bounced", bounced.into()), ("sent", sent.into())])
        }
    }
}
