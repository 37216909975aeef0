//! The texts of a summary to send on, and of the top of printed pages. They have no addresses and no contacts.

use super::{incomplete, is_history_known, reason, step as step_name, step_advice};
use crate::{
    i18n::{Key, Translator, now},
    state::{Report, SummaryState},
};
use bounces_core::{
    BounceCode, NextStep,
    export::{SummaryLine, SummaryList, SummaryPlan},
};

/// The most domains that are listed.
const MAX_DOMAINS: usize = 8;

/// What the report says: how many emails bounced.
pub(crate) fn sentence(report: Report, i18n: Translator) -> String {
    let summary = match report.summary_state() {
        SummaryState::Pending => return i18n.text(Key::BouncesUnknown),
        SummaryState::Counted(summary)
        | SummaryState::Complete(summary)
        | SummaryState::Partial(summary) => summary,
    };
    let Some(bounced) = summary.bounced else { return i18n.text(Key::BouncesUnknown) };
    let Some(not_delivered) = summary.not_delivered() else {
        // The upstream does not count auto-replies.
        return [i18n.count(bounced), i18n.text(Key::Bounced)].join(" ");
    };
    let rates = (summary.bounce_rate(), summary.not_delivered_rate());
    let (Some(sent), (Some(rate), Some(without))) = (summary.sent, rates) else {
        let values = [("count", bounced.into()), ("without", not_delivered.into())];
        return i18n.format(Key::SummarySentenceCount, &values);
    };
    let (rate, without) = (i18n.percent(rate), i18n.percent(without));
    let values = [
        ("rate", (&rate).into()),
        ("bounced", bounced.into()),
        ("sent", sent.into()),
        ("without", (&without).into()),
    ];
    i18n.format(Key::SummarySentence, &values)
}

/// How many contacts have each next step that needs a decision.
pub(crate) fn figures(report: Report, i18n: Translator) -> Vec<[String; 2]> {
    let totals = report.query().step_totals();
    let figure =
        |step: NextStep| [i18n.count(totals[step.index()].rows), i18n.text(step_name(step))];
    NextStep::NEEDS_DECISION.map(figure).into()
}

/// When the email was sent, when the summary was made, and what it lacks.
pub(crate) fn notes(report: Report, i18n: Translator) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(sent) = report.context().sent() {
        notes.push(i18n.format(Key::SummarySent, &[("date", (&i18n.date(sent)).into())]));
    }
    notes.push(i18n.format(Key::SummaryMade, &[("time", (&i18n.date_time(now())).into())]));
    if report.is_settling() {
        notes.push(i18n.text(Key::Settling));
    }
    if !report.loader().is_complete() {
        notes.push(incomplete(i18n, report));
    }
    notes
}

/// As the rows say once all are loaded; as the upstream counted until then, if it did.
pub(crate) fn reasons(report: Report, i18n: Translator) -> SummaryList {
    let counts = report.report_counts();
    let lines = BounceCode::ALL
        .map(|code| (i18n.text(reason(code)), u64::from(counts[usize::from(code.index())])));
    list(i18n, Key::Reasons, lines.into(), None)
}

/// The domains with the most rows, regardless of filters, and the others together.
pub(crate) fn domains(report: Report, i18n: Translator) -> SummaryList {
    let top = report.domains().of_all_rows(MAX_DOMAINS);
    let lines: Vec<_> = top
        .top
        .iter()
        .map(|count| (report.rows().domain_name(count.domain), u64::from(count.total())))
        .collect();
    let others = (top.more_domains > 0).then(|| {
        let values = [("count", top.more_domains.into())];
        (i18n.format(Key::OtherDomains, &values), top.more_rows)
    });
    list(i18n, Key::Domains, lines, others)
}

/// The lines with a count above zero, and the others together, which have no bar. The longest bar is that of the largest
/// count.
fn list(
    i18n: Translator,
    heading: Key,
    lines: Vec<(String, u64)>,
    others: Option<(String, u64)>,
) -> SummaryList {
    let total: u64 = lines.iter().chain(&others).map(|(_, count)| count).sum();
    let largest = lines.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let whole = |count| u32::try_from(count).unwrap_or(u32::MAX);
    let line = |(label, count): (String, u64), percent: u64| SummaryLine {
        label,
        value: i18n.count(count),
        share: i18n.share(whole(count), whole(total), 1),
        percent: u8::try_from(percent).unwrap_or(100),
    };
    let lines = lines.into_iter().filter(|(_, count)| *count > 0);
    let lines = lines.map(|(label, count)| line((label, count), count * 100 / largest));
    let mut lines: Vec<_> = lines.collect();
    lines.extend(others.map(|others| line(others, 0)));
    SummaryList { heading: i18n.text(heading), lines }
}

/// What will be done with the contacts of each step that has any.
pub(crate) fn plan(report: Report, i18n: Translator) -> SummaryPlan {
    let totals = report.query().step_totals();
    let steps = NextStep::ALL.into_iter().filter(|step| totals[step.index()].rows > 0);
    let steps = steps.map(|step| {
        let name = i18n.text(step_name(step));
        let count = i18n.count(totals[step.index()].rows);
        let values = [("name", (&name).into()), ("count", (&count).into())];
        let (title, text) = step_advice(step, is_history_known(report));
        [i18n.format(Key::NameWithCount, &values), [i18n.text(title), i18n.text(text)].join(" ")]
    });
    SummaryPlan { heading: i18n.text(Key::NextSteps), steps: steps.collect() }
}
