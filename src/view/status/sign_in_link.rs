//! The link that signs the user in, and returns to this page afterwards.

use crate::{
    erased::attr_fn,
    i18n::{Key, t},
    platform::{open_sign_in, panic_boundary::guard_listener},
    state::Report,
};
use leptos::{ev::MouseEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

#[component]
pub(crate) fn SignInLink() -> impl IntoView {
    let report: Report = expect_context();
    let url = move || sign_in_url(&report.inputs().auth_base.get());
    let sign_in = guard_listener(move |event: MouseEvent| {
        if report.sign_in(untrack(url)) {
            event.prevent_default();
            return;
        }
        let link = event.current_target().and_then(|link| link.dyn_into().ok());
        if let Some(opened) = link.and_then(|link: Element| open_sign_in(&link)) {
            event.prevent_default();
            report.load_after_sign_in(opened);
        }
    });
    view! {
        <a class="btn primary" part="button primary-button" href=attr_fn(move || Some(url())) on:click=sign_in>{t(Key::SignIn)}</a>
    }
}

/// A proxy on another origin cannot return to a path of this page, so it gets none.
fn sign_in_url(auth_base: &str) -> String {
    let login = format!("{}/login", auth_base.trim_end_matches('/'));
    if is_cross_origin(&login) { login } else { format!("{login}?return_to={}", current_path()) }
}

fn is_cross_origin(url: &str) -> bool {
    let origin = window().location().origin().unwrap_or_default();
    // `//host/path` has the scheme of this page.
    let names_host = url.contains("://") || url.starts_with("//");
    names_host && !url.starts_with(&format!("{origin}/"))
}

/// The path and query of the host page, encoded as a query value.
fn current_path() -> String {
    let location = window().location();
    let path = location.pathname().and_then(|path| Ok(path + &location.search()?));
    js_sys::encode_uri_component(&path.unwrap_or_else(|_| "/".to_owned())).into()
}
