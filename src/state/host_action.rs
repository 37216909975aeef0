//! What an action of the host is, and how the host tells how it goes. How it is performed is in `host_action_state`.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An action of the host, which the widget offers for rows and reports as `ReportEvent::Action`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostAction {
    /// Its name in events.
    pub id: String,
    /// The text of its button.
    pub label: String,
    /// A question that the user has to confirm before. `{count}` is replaced by the number of rows.
    pub confirm: Option<String>,
    /// Where it is offered.
    pub scope: ActionScope,
}

impl HostAction {
    /// The actions of a JavaScript array. Their values were checked in JavaScript
    /// (`element/host_actions.js`); what is no action is left out.
    ///
    /// By hand, because a deserializer of JavaScript values takes 5 KB.
    pub(crate) fn all_of(array: &JsValue) -> Vec<Self> {
        let array = array.dyn_ref::<Array>();
        array.into_iter().flat_map(Array::iter).filter_map(|action| Self::of(&action)).collect()
    }

    fn of(action: &JsValue) -> Option<Self> {
        let text = |name| Reflect::get(action, &JsValue::from_str(name)).ok()?.as_string();
        let scope = match text("scope").as_deref() {
            Some("selection") => ActionScope::Selection,
            Some("remove") => ActionScope::Remove,
            _ => ActionScope::All,
        };
        Some(Self { id: text("id")?, label: text("label")?, confirm: text("confirm"), scope })
    }
}

/// Where an action of the host is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionScope {
    /// Everywhere.
    #[default]
    All,
    /// For the selected rows only.
    Selection,
    /// In the advice to remove contacts only, for all rows that match.
    Remove,
}

/// Lets the host tell the user how an action goes.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct WaitUntil(Array);

impl WaitUntil {
    /// Shows that the action is in progress until the promise is settled, and then its message: the text that it
    /// resolves with, or the error that it rejects with. Only calls from within the event's listener count.
    pub fn wait_until(&self, promise: &JsValue) {
        self.0.push(promise);
    }

    /// The promises.
    pub(crate) fn promises(&self) -> &Array {
        &self.0
    }

    /// A promise for the values of all promises, if there are any.
    pub(super) fn joined(&self) -> Option<Promise> {
        (self.0.length() > 0).then(|| Promise::all(&self.0))
    }
}
