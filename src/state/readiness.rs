//! When the requested rows, or the reason why there are none, are ready, for hosts that wait.

use super::{Inputs, LoadPhase, loader::Loader, rows::LoadedRows};
use crate::{api::Fetcher, erased::ErasedValue};
use bounces_core::load::Resource;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Whether the latest requested report is ready, and the promises that wait for it.
#[derive(Clone, Copy)]
pub(crate) struct Readiness {
    fetcher: ErasedValue<Fetcher>,
    rows: LoadedRows,
    loader: Loader,
    /// The resolve functions of promises.
    waiters: ErasedValue<Vec<Function>>,
    /// Those of promises that wait for the end of the load.
    end_waiters: ErasedValue<Vec<Function>>,
}

impl Readiness {
    pub(super) fn new(inputs: &Inputs, rows: LoadedRows, loader: Loader) -> Self {
        let waiters = ErasedValue::new(Vec::new());
        let end_waiters = ErasedValue::new(Vec::new());
        Self { fetcher: inputs.fetcher, rows, loader, waiters, end_waiters }
    }

    /// Whether the first rows of the requested report have arrived, or the reason why there are none. Of inline data, all
    /// rows, the activity and its counts have to be there.
    pub(crate) fn is_ready(self) -> bool {
        let is_loading = self.loader.phase() == LoadPhase::Loading;
        if self.fetcher.with_value(Fetcher::is_inline) {
            let context = self.loader.context();
            !is_loading
                && context.with_activity_resource(|activity| *activity != Resource::Pending)
                && context.with_stats_resource(|stats| *stats != Resource::Pending)
        } else {
            !is_loading || (!self.loader.is_refreshing() && self.rows.count() > 0)
        }
    }

    /// Whether no more rows will arrive by themselves.
    pub(crate) fn has_ended(self) -> bool {
        self.loader.phase() != LoadPhase::Loading
    }

    /// Waits for [`Readiness::resolve_waiters`].
    pub(crate) async fn wait_ready(self) {
        wait(self.waiters).await;
    }

    /// Waits for [`Readiness::resolve_end_waiters`].
    pub(crate) async fn wait_end(self) {
        wait(self.end_waiters).await;
    }

    /// Resumes everything that waits for the first rows.
    pub(crate) fn resolve_waiters(self) {
        resolve(self.waiters);
    }

    /// Resumes everything that waits for the end of the load.
    pub(crate) fn resolve_end_waiters(self) {
        resolve(self.end_waiters);
    }
}

async fn wait(waiters: ErasedValue<Vec<Function>>) {
    let done = Promise::new(&mut |resolve, _| {
        waiters.update_value(|waiters| waiters.push(resolve));
    });
    // It is never rejected.
    let _ = JsFuture::from(done).await;
}

fn resolve(waiters: ErasedValue<Vec<Function>>) {
    for resolve in waiters.try_update_value(std::mem::take).unwrap_or_default() {
        // The resolve function of a promise throws nothing.
        let _: Result<JsValue, JsValue> = Function::call0(&resolve, &JsValue::UNDEFINED);
    }
}
