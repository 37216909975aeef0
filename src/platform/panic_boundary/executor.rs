//! Tasks, Leptos's own effects among them, run in the compartment of what spawned them.

use super::PanicBoundary;
use crate::platform::next_task;
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use js_sys::Promise;
pub(crate) use leptos::task::spawn_local;
use std::{cell::Cell, future::poll_fn, mem, task::Poll};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

thread_local! {
    /// How often tasks have gone on, in all compartments together, but for those that only wait for
    /// the others ([`flush_effects`]).
    static STEPS: Cell<u32> = const { Cell::new(0) };
}

/// From now on, for the whole module. Nothing is mounted before.
pub(crate) fn install_executor() {
    // An application that set its own executor before mounts no elements of this module.
    let _ = Executor::init_local_custom_executor(Tasks);
}

struct Tasks;

impl CustomExecutor for Tasks {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        wasm_bindgen_futures::spawn_local(contained(PanicBoundary::current(), task));
    }

    fn poll_local(&self) {}
}

/// A promise that is fulfilled when a task has come to its end, or its report to its own.
pub(crate) fn spawn_promise(task: impl Future<Output = ()> + 'static) -> Promise {
    let task = contained(PanicBoundary::current(), Box::pin(task));
    future_to_promise(async move {
        task.await;
        Ok(JsValue::UNDEFINED)
    })
}

/// Waits until whatever follows from a change is done: until no task goes on any more by itself.
///
/// Effects are tasks that go on at the end of the browser's own, before it may draw. The next one
/// would do as well, but that may be a frame later.
pub(crate) async fn flush_effects() {
    if PanicBoundary::current().is_none() {
        // Nobody counts the tasks of an application.
        return next_task().await;
    }
    for _ in 0..MOST_ROUNDS {
        let before = STEPS.get();
        // It is never rejected.
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
        // This one went on itself: whoever else waits must not wait for that.
        STEPS.set(STEPS.get().wrapping_sub(1));
        if STEPS.get() == before {
            return;
        }
    }
    // Whatever goes on and on costs a frame, not the page.
    next_task().await;
}

/// What follows from a change is done after a few rounds.
const MOST_ROUNDS: u32 = 100;

async fn contained(compartment: Option<PanicBoundary>, task: PinnedLocalFuture<()>) {
    let Some(compartment) = compartment else { return task.await };
    let mut task = Some(task);
    poll_fn(|context| {
        STEPS.set(STEPS.get().wrapping_add(1));
        if compartment.is_over() {
            compartment.run_anyway(|| drop(task.take()));
        }
        let Some(running) = task.as_mut() else { return Poll::Ready(()) };
        let polled = compartment.run(|| running.as_mut().poll(context));
        polled.unwrap_or_else(|| {
            // In the middle of a step it must not be dropped: what the step consumed would be dropped twice.
            mem::forget(task.take());
            Poll::Ready(())
        })
    })
    .await;
}
