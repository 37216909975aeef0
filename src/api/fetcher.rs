//! Who is asked: the proxy by the browser's `fetch`, a function of the host, or a report that the host has given whole.

use super::{ApiError, ErrorCode};
use gloo_net::http::{Headers, RequestBuilder, Response};
use js_sys::{Function, Object, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCredentials};

/// A function that is asked instead of the browser's `fetch`, if there is one: it takes an address
/// and its `RequestInit`, and promises a `Response`. Copies share it.
#[derive(Clone, Debug, Default)]
pub struct Fetcher(Rc<RefCell<Source>>);

#[derive(Clone, Debug, Default)]
enum Source {
    #[default]
    Proxy,
    /// A function of the host.
    Host(Function),
    /// A function that answers out of a report that is here.
    Given(Function),
}

impl Fetcher {
    /// Asks `function` from the next load on; `None` asks the proxy.
    pub fn set(&self, function: Option<Function>) {
        *self.0.borrow_mut() = function.map_or(Source::Proxy, Source::Host);
    }

    /// Has `function` answer from the next load on, out of a report that is here already.
    pub(crate) fn give(&self, function: Function) {
        *self.0.borrow_mut() = Source::Given(function);
    }

    /// Whether the report is here already. It is shown whatever is named.
    pub(crate) fn is_given(&self) -> bool {
        matches!(*self.0.borrow(), Source::Given(_))
    }

    /// What it is now, whatever it becomes.
    pub(crate) fn as_it_is(&self) -> Self {
        Self(Rc::new(RefCell::new(self.0.borrow().clone())))
    }

    /// Asks, with the cookies of the proxy's origin.
    pub(super) async fn fetch(
        &self,
        address: &str,
        headers: Headers,
        signal: Option<&AbortSignal>,
    ) -> Result<Response, ApiError> {
        let source = self.0.borrow().clone();
        match source {
            Source::Proxy => {
                let request = RequestBuilder::new(address)
                    .headers(headers)
                    .credentials(RequestCredentials::Include)
                    .abort_signal(signal);
                request.send().await.map_err(|_| unreachable_code().into())
            }
            Source::Host(function) | Source::Given(function) => {
                ask(&function, address, &headers, signal).await
            }
        }
    }
}

/// Asks a function of the host. Whatever it throws is as if nobody had answered.
async fn ask(
    function: &Function,
    address: &str,
    headers: &Headers,
    signal: Option<&AbortSignal>,
) -> Result<Response, ApiError> {
    let named = Object::new();
    let set = |object: &Object, key: &str, value: &JsValue| {
        // Only frozen objects refuse, and this one is new.
        let _ = Reflect::set(object, &key.into(), value);
    };
    for (name, value) in headers.entries() {
        set(&named, &name, &value.into());
    }
    let init = Object::new();
    set(&init, "method", &"GET".into());
    set(&init, "credentials", &"include".into());
    set(&init, "headers", &named);
    set(&init, "signal", &signal.map_or(JsValue::UNDEFINED, JsValue::from));
    let promised = function.call2(&JsValue::UNDEFINED, &address.into(), &init);
    let promised = promised.map_err(|_| unreachable_code())?;
    let answer = JsFuture::from(Promise::resolve(&promised)).await;
    let answer = answer.map_err(|_| unreachable_code())?;
    let response =
        answer.dyn_into::<web_sys::Response>().map_err(|_| ErrorCode::InvalidResponse)?;
    Ok(response.into())
}

/// Why no answer came at all.
pub(super) fn unreachable_code() -> ErrorCode {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if online { ErrorCode::Unavailable } else { ErrorCode::Offline }
}
