//! A Leptos application that uses the component instead of the custom element.

use bounces_report::{BouncesReport, ReportEvent, STYLE_SHEET};
use leptos::{mount::mount_to_body, prelude::*};
use web_sys::{CssStyleSheet, wasm_bindgen::JsValue};

fn main() -> Result<(), JsValue> {
    // A constructed style sheet needs no `'unsafe-inline'` in the page's policy.
    let style_sheet = CssStyleSheet::new()?;
    style_sheet.replace_sync(STYLE_SHEET)?;
    document().adopted_style_sheets().push(&style_sheet);
    mount_to_body(Admin);
    Ok(())
}

#[component]
fn Admin() -> impl IntoView {
    let (activity, set_activity) = signal(String::new());
    let (status, set_status) = signal(String::new());
    let on_event = UnsyncCallback::new(move |event| {
        if let ReportEvent::Load { rows, .. } = event {
            set_status.set(format!("{rows} bounces"));
        }
        false
    });
    let choose = move |_| set_activity.set("98edac88-f4bc-408c-9e64-acd890384231".to_owned());
    view! {
        <button type="button" on:click=choose>"November newsletter"</button>
        <p>{status}</p>
        <BouncesReport campaign_activity_id=activity page_size=100 on_event />
    }
}
