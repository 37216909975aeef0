//! Sub-states for unit tests: a host that records events, and rows out of a page of JSON.

#![expect(clippy::unwrap_used, reason = "a failed test may panic")]

use super::{EventSink, Inputs, ReportEvent, rows::LoadedRows};
use crate::{api::Fetcher, erased::ErasedValue};
use bounces_core::{CodeSet, wire};
use leptos::prelude::*;
use std::{cell::RefCell, fmt::Write, rc::Rc};

/// The host's defaults.
pub(super) fn inputs() -> Inputs {
    Inputs {
        campaign_activity_id: "activity".into(),
        api_base: "/api/v3".into(),
        auth_base: "/auth".into(),
        codes: CodeSet::EMPTY.into(),
        page_size: 2.into(),
        lang: "en".into(),
        compact: false.into(),
        time_zone: "UTC".into(),
        masked: false.into(),
        link_template: String::new().into(),
        history: 0.into(),
        actions: Vec::new().into(),
        fetcher: ErasedValue::new(Fetcher::default()),
    }
}

/// A host, and the events that it received.
pub(super) fn recording_sink() -> (EventSink, Rc<RefCell<Vec<ReportEvent>>>) {
    let events = Rc::new(RefCell::new(Vec::new()));
    let recorded = Rc::clone(&events);
    let on_event = UnsyncCallback::new(move |event| {
        recorded.borrow_mut().push(event);
        false
    });
    (EventSink::new(Some(on_event)), events)
}

/// Adds rows with these addresses, newest first, all with code B, and publishes them.
pub(super) fn append(rows: LoadedRows, addresses: &[&str]) {
    let mut json = String::from(r#"{"tracking_activities":["#);
    for (index, address) in addresses.iter().enumerate() {
        let separator = if index == 0 { "" } else { "," };
        let _ = write!(
            json,
            r#"{separator}{{"email_address":"{address}","bounce_code":"B","created_time":"2026-11-12T09:{:02}:00.000Z"}}"#,
            59 - index
        );
    }
    json += "]}";
    rows.append(&wire::decode_page(json.as_bytes()).unwrap(), 0);
    rows.publish();
}
