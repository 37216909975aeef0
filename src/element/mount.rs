//! Mounts the component in an element: its props, and what the element follows.

use super::{attributes::Attributes, events};
use crate::{
    api::Fetcher,
    state::{DisplayState, HostAction},
    view::{BouncesReport, ReportHandle},
};
use js_sys::Function;
use leptos::{mount::mount_to, prelude::*};
use std::{any::Any, cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};

/// The handle of the mounted report, once there is one.
pub(super) type HandleSlot = Rc<Cell<Option<ReportHandle>>>;

/// What the host passes in, by attributes and properties.
#[derive(Clone)]
pub(super) struct HostInputs {
    pub(super) attributes: Attributes,
    pub(super) messages: ArcRwSignal<Vec<(String, String)>>,
    pub(super) actions: ArcRwSignal<Vec<HostAction>>,
    pub(super) fetcher: Fetcher,
    /// The id of `data`. The attribute `campaign-activity-id` has precedence.
    pub(super) inline_id: ArcRwSignal<String>,
}

impl HostInputs {
    pub(super) fn new() -> Self {
        Self {
            attributes: Attributes::default(),
            messages: ArcRwSignal::new(Vec::new()),
            actions: ArcRwSignal::new(Vec::new()),
            fetcher: Fetcher::default(),
            inline_id: ArcRwSignal::new(String::new()),
        }
    }
}

/// Mounts the component into a shadow root, and puts its handle into `slot`. It is unmounted when the result is dropped.
pub(super) fn mount(
    element: HtmlElement,
    shadow_root: ShadowRoot,
    inputs: &HostInputs,
    slot: &HandleSlot,
    on_state: Function,
) -> Box<dyn Any> {
    let mounted_in = element.clone();
    let HostInputs { attributes, messages, actions, fetcher, inline_id } = inputs.clone();
    let (slot, mounted) = (Rc::clone(slot), Rc::clone(slot));
    let on_state_before_event = on_state.clone();
    let handle = mount_to(shadow_root.unchecked_into(), move || {
        let text = |name, default| attributes.text(&element, name, default);
        let density = attributes.word(&element, "density");
        let privacy = attributes.word(&element, "privacy");
        let id = text("campaign-activity-id", "");
        view! {
            <BouncesReport
                campaign_activity_id=Signal::derive(move || Some(id.get()).filter(|id| !id.is_empty()).unwrap_or_else(|| inline_id.get()))
                api_base=text("api-base", "/api/v3")
                auth_base=text("auth-base", "/auth")
                codes=text("codes", "")
                view=text("view", "")
                page_size=attributes.number(&element, "page-size")
                compact=Signal::derive(move || density() == "compact")
                lang=text("lang", "")
                time_zone=text("time-zone", "")
                masked=Signal::derive(move || privacy() != "none")
                link_template=text("link-template", "")
                history=attributes.number(&element, "history")
                fetcher
                messages=Signal::derive(move || messages.get())
                actions=Signal::derive(move || actions.get())
                on_event=UnsyncCallback::new(move |event| {
                    // Its listeners read the state; effects run later.
                    if let Some(report) = mounted.get() {
                        pass_state(report, &on_state_before_event);
                    }
                    events::dispatch(&element, &event)
                })
                on_ready=UnsyncCallback::new(move |handle| {
                    slot.set(Some(handle));
                    follow_state(handle, on_state.clone());
                })
            />
        }
    });
    // A listener of `bounces-load-start` may have changed some.
    inputs.attributes.read(&mounted_in);
    Box::new(handle)
}

/// Calls a function with the name of each state of a report.
fn follow_state(report: ReportHandle, on_state: Function) {
    Effect::new(move || pass_state(report, &on_state));
}

fn pass_state(report: ReportHandle, on_state: &Function) {
    let name = match report.display_state() {
        DisplayState::Idle => "idle",
        DisplayState::Loading => "loading",
        DisplayState::Rows => "ready",
        DisplayState::NoRows(_) => "empty",
        DisplayState::Failed(..) => "error",
    };
    // It does not throw.
    let _ = on_state.call1(&JsValue::UNDEFINED, &name.into());
}
