//! A summary of the report to send on: printed, as a file, or as a link to the host's page.

use super::{
    Report,
    export::ExportState,
    export_status::ExportOutcome,
    print::{PrintLabels, open_frame},
};
use crate::platform::{self, Download};
use bounces_core::export::{self, SummaryPage};
use js_sys::encode_uri_component;
use leptos::prelude::*;

impl ExportState {
    /// Saves a summary as an HTML file; `name` is its name as far as file names allow it.
    pub(crate) fn save_summary(self, name: &str, html: String) {
        let name = format!("{}.html", export::file_name(name));
        self.enqueue(async move {
            let download = Download::new();
            download.add(html.as_bytes());
            download.save(&name, "text/html;charset=utf-8");
            Some(ExportOutcome::SavedSummary)
        });
    }

    /// Prints a summary.
    pub(crate) fn print_summary(self, labels: PrintLabels, page: SummaryPage) {
        self.enqueue(async move {
            let frame = open_frame(labels).await;
            for list in page.lists {
                let labels = list.lines.iter().map(|line| line.label.clone()).collect();
                let values = list.lines.iter().map(|line| line.value.clone()).collect();
                let shares = list.lines.iter().map(|line| line.share.clone()).collect();
                let percents: Vec<u8> = list.lines.iter().map(|line| line.percent).collect();
                frame.add_list(&list.heading, labels, values, shares, &percents, &export::BAR);
            }
            let steps = page.plan.steps.into_iter().flatten().collect();
            frame.add_plan(&page.plan.heading, steps);
            frame.print();
            None
        });
    }

    /// Copies a link to the host's page.
    pub(crate) fn copy_link(self, link: String) {
        self.enqueue(async move {
            let is_copied = platform::copy_text(&platform::absolute_url(&link)).await;
            Some(if is_copied { ExportOutcome::CopiedLink } else { ExportOutcome::CopyRefused })
        });
    }
}

impl Report {
    /// The address of the host's page with the current view, if the host gives one.
    pub(crate) fn link(self) -> Option<String> {
        let template = self.inputs().link_template.get();
        let view = untrack(|| self.query().view_state()).to_string();
        let encoded = || String::from(encode_uri_component(&view));
        let link = || template.replace("{+view}", &view).replace("{view}", &encoded());
        (!template.is_empty()).then(link)
    }

    /// Whether the host gives the address of its page.
    pub(crate) fn has_link(self) -> bool {
        self.inputs().link_template.with(|template| !template.is_empty())
    }
}
