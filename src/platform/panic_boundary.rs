//! Contains panics: a panic ends the report that it happened in, not the host's page or other reports.
//!
//! A panic in WebAssembly does not unwind. It leaves as a JavaScript exception, through all frames up
//! to the caller of the module: `RefCell`s stay borrowed, and the tasks queued after the faulty one
//! are lost. An exception from a browser function that the host has replaced does the same. Therefore
//! everything that runs for a report (mounting, tasks, listeners, timers) runs inside its
//! [`PanicBoundary`], where JavaScript catches the exception.

mod executor;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

pub(crate) use executor::{
    flush_effects, install_executor, spawn_local, spawn_promise, spawn_value,
};

use leptos::prelude::{Owner, untrack};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/platform/panic_boundary/try_catch.js")]
extern "C" {
    /// Runs a callback and logs what it throws.
    #[wasm_bindgen(js_name = tryCatch)]
    fn try_catch(callback: &mut dyn FnMut());
}

thread_local! {
    /// The boundary of the code that is running.
    static CURRENT: RefCell<Option<PanicBoundary>> = const { RefCell::new(None) };
}

/// The boundary around one report.
#[derive(Clone)]
pub(crate) struct PanicBoundary(Rc<Inner>);

struct Inner {
    /// Whether the report panicked or was unmounted; nothing runs inside a closed boundary.
    is_closed: Cell<bool>,
    on_panic: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl PanicBoundary {
    /// `on_panic` must not rely on the report: its state may be inconsistent by then.
    pub(crate) fn new(on_panic: impl FnOnce() + 'static) -> Self {
        let on_panic: Box<dyn FnOnce()> = Box::new(on_panic);
        let is_closed = Cell::new(false);
        Self(Rc::new(Inner { is_closed, on_panic: RefCell::new(Some(on_panic)) }))
    }

    /// Stops everything in the report. Pending timers may still hold the boundary, but nothing of the
    /// host.
    pub(crate) fn close(&self) {
        self.0.is_closed.set(true);
        self.0.on_panic.take();
    }

    /// The boundary of the code that is running; `None` in a component that an application mounted
    /// itself.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.with_borrow(Clone::clone)
    }

    fn is_closed(&self) -> bool {
        self.0.is_closed.get()
    }

    /// Runs code of the report; `None` if it panics or if the boundary is closed.
    pub(crate) fn run<T>(&self, callback: impl FnOnce() -> T) -> Option<T> {
        let (mut callback, mut result) = (Some(callback), None);
        self.run_erased(&mut || result = callback.take().map(|callback| callback()));
        result
    }

    /// As [`PanicBoundary::run`], compiled once.
    pub(crate) fn run_erased(&self, callback: &mut dyn FnMut()) {
        if !self.is_closed() && !self.catch(callback) {
            self.report_panic();
        }
    }

    /// Runs code even if the boundary is closed, such as the code that unmounts the report.
    pub(crate) fn run_unchecked<T>(&self, callback: impl FnOnce() -> T) -> Option<T> {
        let (mut callback, mut result) = (Some(callback), None);
        self.catch(&mut || result = callback.take().map(|callback| callback()));
        result
    }

    /// Restores the observer and the owner even after a panic; `false` if there was one.
    fn catch(&self, callback: &mut dyn FnMut()) -> bool {
        let before = CURRENT.replace(Some(self.clone()));
        let owner = Owner::current();
        let mut is_done = false;
        untrack(|| {
            try_catch(&mut || {
                callback();
                is_done = true;
            });
        });
        match owner {
            Some(owner) => owner.set(),
            None => drop(Owner::current().map(Owner::unset)),
        }
        CURRENT.set(before);
        is_done
    }

    fn report_panic(&self) {
        self.0.is_closed.set(true);
        if let Some(on_panic) = self.0.on_panic.take() {
            on_panic();
        }
    }
}

/// A listener that runs inside the current report's boundary.
pub(crate) fn guard_listener<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    guard_boxed_listener(Box::new(handle))
}

/// Compiled once for each type of event.
fn guard_boxed_listener<E: 'static>(mut handle: Box<dyn FnMut(E)>) -> Box<dyn FnMut(E)> {
    match PanicBoundary::current() {
        Some(boundary) => Box::new(move |event| {
            boundary.run(|| handle(event));
        }),
        None => handle,
    }
}

/// A callback without arguments, such as a timer's, that runs inside the current report's boundary.
pub(crate) fn guard_timer(callback: impl Fn() + 'static) -> Box<dyn Fn()> {
    guard_boxed_timer(Box::new(callback))
}

/// Compiled once.
fn guard_boxed_timer(callback: Box<dyn Fn()>) -> Box<dyn Fn()> {
    match PanicBoundary::current() {
        Some(boundary) => Box::new(move || boundary.run_erased(&mut || callback())),
        None => callback,
    }
}
