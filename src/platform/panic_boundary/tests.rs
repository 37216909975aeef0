//! Real panics in a real browser. `tests/e2e/faults.test.mjs` tests what the element does with them.

#![expect(clippy::disallowed_types, reason = "tests Leptos's own effects and memos")]
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::{
    PanicBoundary, guard_listener, guard_timer, install_executor, spawn_local, spawn_promise,
};
use crate::platform::next_task;
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A boundary and the number of panics that it reported.
fn boundary_and_count() -> (PanicBoundary, Rc<Cell<u32>>) {
    install_executor();
    let panics = Rc::new(Cell::new(0));
    let count = Rc::clone(&panics);
    (PanicBoundary::new(move || count.set(count.get() + 1)), panics)
}

#[wasm_bindgen_test]
async fn a_task_is_dropped_when_its_report_ends() {
    let held = Rc::new(());
    for panics_first in [false, true] {
        let (boundary, _) = boundary_and_count();
        let mine = Rc::clone(&held);
        let never = js_sys::Promise::new(&mut |_, _| ());
        boundary.run(|| {
            spawn_local(async move {
                let _ = JsFuture::from(spawn_promise(async {})).await;
                let _ = JsFuture::from(never).await;
                drop(mine);
            });
        });
        if panics_first {
            boundary.run(|| -> u32 { panic!("on purpose") });
        } else {
            boundary.close();
        }
        run_tasks().await;
        assert_eq!(Rc::strong_count(&held), 1);
    }
}

/// Runs all tasks that are spawned now as far as they can get.
async fn run_tasks() {
    // The browser runs all microtasks, and those that they add, before the next task.
    next_task().await;
}

#[wasm_bindgen_test]
fn a_panic_is_reported_once_and_nothing_runs_afterwards() {
    let (broken, panics) = boundary_and_count();
    assert_eq!(broken.run(|| 1), Some(1));
    assert_eq!(broken.run(|| -> u32 { panic!("on purpose") }), None);
    assert_eq!(broken.run(|| 2), None);
    assert_eq!(broken.run_unchecked(|| 3), Some(3));
    assert_eq!(panics.get(), 1);
    let (intact, panics) = boundary_and_count();
    assert_eq!(intact.run(|| 4), Some(4));
    assert_eq!(panics.get(), 0);
}

#[wasm_bindgen_test]
fn a_closed_boundary_runs_nothing_and_holds_nothing() {
    let held = Rc::new(());
    let theirs = Rc::clone(&held);
    let boundary = PanicBoundary::new(move || drop(theirs));
    boundary.close();
    assert_eq!(boundary.run(|| 1), None);
    assert_eq!(Rc::strong_count(&held), 1);
}

#[wasm_bindgen_test]
fn listeners_and_timers_run_in_the_boundary_that_created_them() {
    let (broken, panics) = boundary_and_count();
    let calls = Rc::new(Cell::new(0));
    let (handled, ticked) = (Rc::clone(&calls), Rc::clone(&calls));
    let (mut handle, tick) = broken
        .run(|| {
            let handle = guard_listener(move |is_failing: bool| {
                assert!(!is_failing, "on purpose");
                handled.set(handled.get() + 1);
            });
            (handle, guard_timer(move || ticked.set(ticked.get() + 1)))
        })
        .unwrap();
    handle(false);
    tick();
    assert_eq!((calls.get(), panics.get()), (2, 0));
    handle(true);
    handle(false);
    tick();
    assert_eq!((calls.get(), panics.get()), (2, 1));
}

#[wasm_bindgen_test]
fn a_panic_in_a_nested_boundary_leaves_the_outer_one_alone() {
    let (outer, outer_panics) = boundary_and_count();
    let (inner, inner_panics) = boundary_and_count();
    let made = outer.run(|| {
        assert_eq!(inner.run(|| -> u32 { panic!("on purpose") }), None);
        // The current boundary is the outer one again.
        guard_listener(|is_failing: bool| assert!(!is_failing, "on purpose"))
    });
    assert_eq!((outer_panics.get(), inner_panics.get()), (0, 1));
    made.unwrap()(true);
    assert_eq!((outer_panics.get(), inner_panics.get()), (1, 1));
}

#[wasm_bindgen_test]
async fn tasks_queued_after_a_panic_still_run() {
    let (broken, panics) = boundary_and_count();
    let (intact, _) = boundary_and_count();
    let ran = Rc::new(RefCell::new(Vec::new()));
    let task = |name: &'static str| {
        let ran = Rc::clone(&ran);
        async move { ran.borrow_mut().push(name) }
    };
    let (broken_task, intact_task) = (task("broken"), task("intact"));
    broken.run(|| {
        spawn_local(async { panic!("on purpose") });
        spawn_local(broken_task);
    });
    intact.run(|| spawn_local(intact_task));
    run_tasks().await;
    assert_eq!(*ran.borrow(), ["intact"]);
    assert_eq!(panics.get(), 1);
    // The promise of a task that panics is fulfilled.
    let (broken, _) = boundary_and_count();
    let promise = broken.run(|| spawn_promise(async { panic!("on purpose") }));
    JsFuture::from(promise.unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_panic_in_an_effect_leaves_other_effects_alone() {
    let (broken, panics) = boundary_and_count();
    let (intact, _) = boundary_and_count();
    let owners = [Owner::new(), Owner::new()];
    let signal = owners[0].with(|| ArcRwSignal::new(0));
    let seen = Rc::new(RefCell::new(Vec::new()));
    let (read, observed, pushed) = (signal.clone(), signal.clone(), Rc::clone(&seen));
    broken.run(|| {
        owners[0].with(|| {
            let doubled = Memo::new(move |_| {
                assert_ne!(read.get(), 1, "on purpose");
                read.get() * 2
            });
            Effect::new(move || assert_eq!(doubled.get() % 2, 0));
        });
    });
    intact.run(|| owners[1].with(|| Effect::new(move || pushed.borrow_mut().push(observed.get()))));
    for value in [1, 2] {
        run_tasks().await;
        signal.set(value);
    }
    run_tasks().await;
    assert_eq!(*seen.borrow(), [0, 1, 2]);
    assert_eq!(panics.get(), 1);
    // No observer or owner is left over from the effect that panicked.
    assert!(leptos::reactive::graph::Observer::get().is_none());
    assert!(Owner::current().is_none());
}
