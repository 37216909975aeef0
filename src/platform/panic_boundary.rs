//! A fault in one report stays in it: a panic ends that report, not the page around it, nor another report.
//!
//! A panic in wasm unwinds nothing. It leaves as an exception of JavaScript, through all frames up to
//! whoever called the module: what was borrowed stays borrowed, and the tasks after the faulty one
//! are forgotten. An exception that a host's changes to the browser's own functions cause does the
//! same. So what runs for a report (its mounting, its tasks, its listeners, its timers) runs in its
//! [`PanicBoundary`], where JavaScript catches what leaves.

mod executor;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

pub(crate) use executor::{flush_effects, install_executor, spawn_local, spawn_promise};

use leptos::prelude::{Owner, untrack};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/platform/panic_boundary/try_catch.js")]
extern "C" {
    /// Does something, as far as it comes.
    fn attempt(act: &mut dyn FnMut());
}

thread_local! {
    /// That of what runs now.
    static CURRENT: RefCell<Option<PanicBoundary>> = const { RefCell::new(None) };
}

/// What a report runs in.
#[derive(Clone)]
pub(crate) struct PanicBoundary(Rc<Inner>);

struct Inner {
    /// Whether it broke, or has ended: nothing runs in it any more.
    is_over: Cell<bool>,
    on_fault: RefCell<Option<Box<dyn FnOnce()>>>,
}

impl PanicBoundary {
    /// The report's own things may be in disorder when `on_fault` is called.
    pub(crate) fn new(on_fault: impl FnOnce() + 'static) -> Self {
        let on_fault: Box<dyn FnOnce()> = Box::new(on_fault);
        let is_over = Cell::new(false);
        Self(Rc::new(Inner { is_over, on_fault: RefCell::new(Some(on_fault)) }))
    }

    /// Nothing of the report runs any more. Timers under way may hold this for a while, but nothing
    /// of the host.
    pub(crate) fn end(&self) {
        self.0.is_over.set(true);
        self.0.on_fault.take();
    }

    /// That of what runs now; `None` for a component that an application has mounted by itself.
    pub(crate) fn current() -> Option<Self> {
        CURRENT.with_borrow(Clone::clone)
    }

    fn is_over(&self) -> bool {
        self.0.is_over.get()
    }

    /// Runs something of the report; `None` if it broke, now or before, or has ended.
    pub(crate) fn run<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        if self.is_over() {
            return None;
        }
        let done = self.run_anyway(act);
        if done.is_none() {
            self.tell_of_fault();
        }
        done
    }

    /// Runs something even if the report broke, such as what takes it away.
    pub(crate) fn run_anyway<T>(&self, act: impl FnOnce() -> T) -> Option<T> {
        let (mut act, mut done) = (Some(act), None);
        self.attempt(&mut || done = act.take().map(|act| act()));
        done
    }

    /// Whatever is left untidy inside, who observes and who owns is the same afterwards.
    fn attempt(&self, act: &mut dyn FnMut()) {
        let before = CURRENT.replace(Some(self.clone()));
        let owner = Owner::current();
        untrack(|| attempt(&mut || act()));
        match owner {
            Some(owner) => owner.set(),
            None => drop(Owner::current().map(Owner::unset)),
        }
        CURRENT.set(before);
    }

    fn tell_of_fault(&self) {
        self.0.is_over.set(true);
        if let Some(tell) = self.0.on_fault.take() {
            tell();
        }
    }
}

/// A listener that belongs to the report that runs now.
pub(crate) fn guard_listener<E: 'static>(mut act: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    match PanicBoundary::current() {
        Some(compartment) => Box::new(move |event| {
            compartment.run(|| act(event));
        }),
        None => Box::new(act),
    }
}

/// What a timer, or whatever else tells no more than the time, does for the report that runs now.
pub(crate) fn guard_timer(act: impl Fn() + 'static) -> Box<dyn Fn()> {
    match PanicBoundary::current() {
        Some(compartment) => Box::new(move || {
            compartment.run(&act);
        }),
        None => Box::new(act),
    }
}
