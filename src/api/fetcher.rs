//! The source of responses: the proxy by the browser's `fetch`, a function of the host, or an
//! inline report that the host supplies whole.

use super::{ApiError, ErrorCode, ErrorReason, RequestFailure};
use gloo_net::http::{Headers, RequestBuilder, Response};
use js_sys::{Function, Object, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials};

/// The function that replaces the browser's `fetch`, if there is one. It takes a URL and its
/// `RequestInit`, and returns a promise of a `Response`. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Fetcher(Rc<RefCell<Source>>);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    Proxy,
    /// The proxy, by way of the element's function: elements share requests, the first of which it has sent already.
    SharedProxy(Function),
    /// A function of the host.
    Host(Function),
    /// A function that responds with parts of an inline report.
    Inline(Function),
}

impl Fetcher {
    /// Uses `function` from the next load on; `None` uses the proxy.
    pub fn set(&self, function: Option<Function>) {
        *self.0.borrow_mut() = function.map_or(Source::Proxy, Source::Host);
    }

    /// Uses the proxy from the next load on, to which `send` sends the requests.
    pub(crate) fn set_proxy(&self, send: Function) {
        *self.0.borrow_mut() = Source::SharedProxy(send);
    }

    /// Uses an inline report from the next load on, which `function` responds with.
    pub(crate) fn set_inline(&self, function: Function) {
        *self.0.borrow_mut() = Source::Inline(function);
    }

    /// Whether the report is inline. It is shown for any id that the host sets.
    pub(crate) fn is_inline(&self) -> bool {
        matches!(*self.0.borrow(), Source::Inline(_))
    }

    /// Whether the host requests the report itself.
    pub(crate) fn is_host(&self) -> bool {
        matches!(*self.0.borrow(), Source::Host(_))
    }

    /// A copy that later changes do not affect.
    pub(crate) fn snapshot(&self) -> Self {
        Self(Rc::new(RefCell::new(self.0.borrow().clone())))
    }

    /// Sends a request, with the cookies of the proxy's origin.
    pub(super) async fn fetch(
        &self,
        url: &str,
        headers: Headers,
        signal: Option<&AbortSignal>,
    ) -> Result<Response, RequestFailure> {
        let source = self.0.borrow().clone();
        match source {
            Source::Proxy => {
                let request = RequestBuilder::new(url)
                    .headers(headers)
                    .credentials(RequestCredentials::Include)
                    .abort_signal(signal);
                request.send().await.map_err(|error| {
                    let cause = js_sys::Error::new(&error.to_string());
                    network_failure(cause.into())
                })
            }
            Source::SharedProxy(function) => call(&function, url, &headers, signal).await,
            Source::Host(function) | Source::Inline(function) => {
                call(&function, url, &headers, signal).await.map_err(host_failure)
            }
        }
    }

    /// The failure of a request whose response ended with an exception.
    pub(super) fn failure_of(&self, cause: JsValue) -> RequestFailure {
        let failure = network_failure(cause);
        if self.is_host() { host_failure(failure) } else { failure }
    }
}

/// Calls a function that replaces `fetch`. An exception counts as no response, which may be due to the network.
async fn call(
    function: &Function,
    url: &str,
    headers: &Headers,
    signal: Option<&AbortSignal>,
) -> Result<Response, RequestFailure> {
    let header_values = Object::new();
    let set = |object: &Object, key: &str, value: &JsValue| {
        // This fails on frozen objects only.
        let _ = Reflect::set(object, &key.into(), value);
    };
    for (name, value) in headers.entries() {
        set(&header_values, &name, &value.into());
    }
    let init = Object::new();
    set(&init, "method", &"GET".into());
    set(&init, "credentials", &"include".into());
    set(&init, "headers", &header_values);
    set(&init, "signal", &signal.map_or(JsValue::UNDEFINED, JsValue::from));
    let promise = function.call2(&JsValue::UNDEFINED, &url.into(), &init);
    let promise = promise.map_err(network_failure)?;
    let response = JsFuture::from(Promise::resolve(&promise)).await;
    let response = response.map_err(network_failure)?;
    let response = response.dyn_into::<web_sys::Response>().ok();
    let response = response.filter(|response| !response.body_used()).ok_or_else(|| {
        let cause = js_sys::Error::new("the fetcher has to return a Response whose body is unread");
        RequestFailure { cause: Some(cause.into()), ..ErrorCode::InvalidResponse.into() }
    })?;
    Ok(response.into())
}

/// A request without a complete response, and the exception that says so.
fn network_failure(cause: JsValue) -> RequestFailure {
    RequestFailure { cause: Some(cause), ..network_error().into() }
}

/// The failure of a function of the host. Whether the network is to blame is unknown.
pub(super) fn host_failure(failure: RequestFailure) -> RequestFailure {
    let reason = failure.error.reason.map(|_| ErrorReason::OfHost);
    let error = ApiError { reason, ..failure.error };
    RequestFailure { error, is_of_host: true, ..failure }
}

/// The error of a request without a complete response.
fn network_error() -> ApiError {
    let is_online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if is_online {
        ApiError { reason: Some(ErrorReason::Unreachable), ..ErrorCode::Unavailable.into() }
    } else {
        ErrorCode::Offline.into()
    }
}
