//! What hosts wait for: that rows stand in the document, or why there are none.

use super::{Progress, Report, context::Context, query_runner::Finder};
use crate::{
    api::Fetcher,
    platform::{next_task, panic_boundary::effects_ran},
};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

impl Report {
    /// Whether something has come of the report that was asked for last, its first rows or why there
    /// are none; or all rows with title and counts, if the host has given it.
    pub(crate) fn has_come(self) -> bool {
        let is_reading = self.progress.get() == Progress::Reading;
        if self.inputs.fetcher.with_value(Fetcher::is_given) {
            let around = self.around;
            !is_reading
                && around.activity.with(|activity| *activity != Context::Pending)
                && around.stats.with(|stats| *stats != Context::Pending)
        } else {
            !is_reading || (!self.is_read_again() && self.rows_read() > 0)
        }
    }

    /// Whether it is not mounted any more.
    pub(crate) fn is_gone(self) -> bool {
        self.awaited.try_with_value(|_| ()).is_none()
    }

    /// Waits until [`Report::tell_awaiting`].
    pub(crate) async fn until_told(self) {
        let told = Promise::new(&mut |tell, _| {
            self.awaited.update_value(|awaited| awaited.push(tell));
        });
        // It is never rejected.
        let _ = JsFuture::from(told).await;
    }

    /// Goes on with all that wait.
    pub(crate) fn tell_awaiting(self) {
        let awaiting = self.awaited.try_update_value(std::mem::take).unwrap_or_default();
        for tell in awaiting {
            // A promise's own function throws nothing.
            let _: Result<JsValue, JsValue> = Function::call0(&tell, &JsValue::UNDEFINED);
        }
    }

    /// Waits until all that was asked for is found among the rows read so far, and drawn.
    pub(crate) async fn until_found(self) {
        self.show_read();
        effects_ran().await;
        while self.finder.try_with_value(Finder::is_at_work) == Some(true) {
            next_task().await;
            effects_ran().await;
        }
    }
}
