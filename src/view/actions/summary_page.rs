//! A summary to send on, as a file or printed. It has no addresses and no contacts.

use crate::{
    i18n::{Key, Translator},
    state::{PrintLabels, Report},
    view::labels::{self, summary},
};
use bounces_core::export::SummaryPage;
use leptos::prelude::*;

const STYLE_SHEET: &str = include_str!("../../../style/summary_page.css");

/// The source of the style sheet, for the page's policy: its SHA-256.
const STYLE_SOURCE: &str = "sha256-Myrb9qRBpaxz94WwoBT5AUYBrp7ovhM/nzGsQQ9bNgA=";

/// Saves the summary as a file.
pub(super) fn save(report: Report, i18n: Translator) {
    report.export().when_ready(move || {
        let (name, page) = untrack(|| {
            let name = [i18n.text(Key::SummaryFile), labels::file_name(report, i18n)];
            (name.join(" "), page(report, i18n))
        });
        report.export().save_summary(&name, page.html(STYLE_SHEET, STYLE_SOURCE));
    });
}

/// Prints the summary.
pub(super) fn print(report: Report, i18n: Translator) {
    report.export().when_ready(move || {
        let page = untrack(|| page(report, i18n));
        let labels = PrintLabels {
            style_sheet: STYLE_SHEET.to_owned(),
            language: untrack(|| i18n.language()),
            title: page.title.clone(),
            sentence: page.sentence.clone(),
            notes: page.notes.clone(),
            figures: page.figures.clone(),
        };
        report.export().print_summary(labels, page);
    });
}

fn page(report: Report, i18n: Translator) -> SummaryPage {
    SummaryPage {
        language: i18n.language().to_owned(),
        title: labels::title(report, i18n),
        sentence: summary::sentence(report, i18n),
        notes: summary::notes(report, i18n),
        figures: summary::figures(report, i18n),
        lists: vec![summary::reasons(report, i18n), summary::domains(report, i18n)],
        plan: summary::plan(report, i18n),
    }
}
