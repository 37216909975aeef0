//! The executor of all tasks, Leptos's effects included: each task runs inside the boundary that spawned it.

use super::PanicBoundary;
use crate::platform::next_task;
use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use js_sys::Promise;
pub(crate) use leptos::task::spawn_local;
use std::{cell::Cell, future::poll_fn, mem, rc::Rc, task::Poll};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// How often [`flush_effects`] polls before it waits for the next task instead. A change settles
/// after a few rounds.
const MAX_ROUNDS: u32 = 100;

thread_local! {
    /// How often tasks have been polled, in all boundaries together. Those inside [`flush_effects`]
    /// do not count.
    static POLL_COUNT: Cell<u32> = const { Cell::new(0) };
}

/// Installs the executor for the whole module. Has to run before the first mount.
pub(crate) fn install_executor() {
    // An application that installed its own executor mounts no elements of this module.
    let _ = Executor::init_local_custom_executor(BoundaryExecutor);
}

struct BoundaryExecutor;

impl CustomExecutor for BoundaryExecutor {
    fn spawn(&self, task: PinnedFuture<()>) {
        self.spawn_local(task);
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        wasm_bindgen_futures::spawn_local(guard_task(PanicBoundary::current(), task));
    }

    fn poll_local(&self) {}
}

/// Spawns a task. The promise is fulfilled when the task ends or its boundary closes.
pub(crate) fn spawn_promise(task: impl Future<Output = ()> + 'static) -> Promise {
    spawn_boxed(Box::pin(task), Rc::default())
}

/// The same, for a task with a value. The promise is fulfilled with undefined if the boundary closes before.
pub(crate) fn spawn_value(task: impl Future<Output = JsValue> + 'static) -> Promise {
    let value = Rc::<Cell<JsValue>>::default();
    let slot = Rc::clone(&value);
    spawn_boxed(Box::pin(async move { slot.set(task.await) }), value)
}

/// Compiled once. `value` is what the promise is fulfilled with when the task ends.
fn spawn_boxed(task: PinnedLocalFuture<()>, value: Rc<Cell<JsValue>>) -> Promise {
    let task = guard_task(PanicBoundary::current(), task);
    future_to_promise(async move {
        task.await;
        Ok(value.take())
    })
}

/// Waits until all effects of a change have run: until no task makes progress by itself.
///
/// Effects are microtasks, which run before the browser paints. The next task would be late enough,
/// but it can be a frame later.
pub(crate) async fn flush_effects() {
    if PanicBoundary::current().is_none() {
        // The polls of an application's own executor are not counted.
        return next_task().await;
    }
    for _ in 0..MAX_ROUNDS {
        let before = POLL_COUNT.get();
        // A resolved promise cannot be rejected.
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
        // This task's own poll: others inside this function must not wait for it.
        POLL_COUNT.set(POLL_COUNT.get().wrapping_sub(1));
        if POLL_COUNT.get() == before {
            return;
        }
    }
    // An endless chain of tasks delays the caller by a frame instead of blocking the page.
    next_task().await;
}

async fn guard_task(boundary: Option<PanicBoundary>, task: PinnedLocalFuture<()>) {
    let Some(boundary) = boundary else { return task.await };
    let mut task = Some(task);
    poll_fn(|context| {
        POLL_COUNT.set(POLL_COUNT.get().wrapping_add(1));
        if boundary.is_closed() {
            boundary.run_unchecked(|| drop(task.take()));
        }
        let Some(running) = task.as_mut() else { return Poll::Ready(()) };
        let polled = boundary.run(|| running.as_mut().poll(context));
        polled.unwrap_or_else(|| {
            // Dropping a task that panicked in the middle of a poll would drop some values twice.
            mem::forget(task.take());
            Poll::Ready(())
        })
    })
    .await;
}
