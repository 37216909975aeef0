//! What hosts wait for: that rows stand in the document, or why there are none.

use super::{LoadPhase, Report, query_runner::QueryRunner};
use crate::{
    api::Fetcher,
    platform::{next_task, panic_boundary::flush_effects},
};
use bounces_core::load::Resource;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

impl Report {
    /// Whether something has come of the report that was asked for last, its first rows or why there
    /// are none; or all rows with title and counts, if the host has given it.
    pub(crate) fn is_ready(self) -> bool {
        let is_loading = self.load_phase() == LoadPhase::Loading;
        if self.inputs.fetcher.with_value(Fetcher::is_inline) {
            let context = self.loader.context();
            !is_loading
                && context.with_activity(|activity| *activity != Resource::Pending)
                && context.with_stats(|stats| *stats != Resource::Pending)
        } else {
            !is_loading || (!self.is_refreshing() && self.rows_read() > 0)
        }
    }

    /// Whether it is not mounted any more.
    pub(crate) fn is_disposed(self) -> bool {
        self.ready_waiters.try_with_value(|_| ()).is_none()
    }

    /// Waits until [`Report::resolve_waiters`].
    pub(crate) async fn wait_ready(self) {
        let ready = Promise::new(&mut |resolve, _| {
            self.ready_waiters.update_value(|waiters| waiters.push(resolve));
        });
        // It is never rejected.
        let _ = JsFuture::from(ready).await;
    }

    /// Goes on with all that wait.
    pub(crate) fn resolve_waiters(self) {
        let waiters = self.ready_waiters.try_update_value(std::mem::take).unwrap_or_default();
        for resolve in waiters {
            // A promise's own function throws nothing.
            let _: Result<JsValue, JsValue> = Function::call0(&resolve, &JsValue::UNDEFINED);
        }
    }

    /// Waits until all that was asked for is found among the rows read so far, and drawn.
    pub(crate) async fn wait_query_idle(self) {
        self.flush_rows();
        flush_effects().await;
        while self.query_runner.try_with_value(QueryRunner::is_running) == Some(true) {
            next_task().await;
            flush_effects().await;
        }
    }
}
