//! Real panics, in a real browser. What the element makes of them, `tests/e2e/faults.test.mjs` shows.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may stop")]

use super::{
    PanicBoundary, guard_listener, guard_timer, install_executor, spawn_local, spawn_promise,
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A compartment, and how many faults it told of.
fn compartment() -> (PanicBoundary, Rc<Cell<u32>>) {
    install_executor();
    let faults = Rc::new(Cell::new(0));
    let count = Rc::clone(&faults);
    (PanicBoundary::new(move || count.set(count.get() + 1)), faults)
}

#[wasm_bindgen_test]
async fn what_a_task_holds_is_given_back_when_its_report_ends() {
    let held = Rc::new(());
    for breaks in [false, true] {
        let (compartment, _) = compartment();
        let mine = Rc::clone(&held);
        let never = js_sys::Promise::new(&mut |_, _| ());
        compartment.run(|| {
            spawn_local(async move {
                let _ = JsFuture::from(spawn_promise(async {})).await;
                let _ = JsFuture::from(never).await;
                drop(mine);
            });
        });
        if breaks {
            compartment.run(|| -> u32 { panic!("on purpose") });
        } else {
            compartment.end();
        }
        tasks_ran().await;
        assert_eq!(Rc::strong_count(&held), 1);
    }
}

/// All tasks that are spawned now have run, as far as they can.
async fn tasks_ran() {
    for _ in 0..3 {
        JsFuture::from(spawn_promise(async {})).await.unwrap();
    }
}

#[wasm_bindgen_test]
fn a_panic_is_told_once_and_nothing_runs_after_it() {
    let (broken, faults) = compartment();
    assert_eq!(broken.run(|| 1), Some(1));
    assert_eq!(broken.run(|| -> u32 { panic!("on purpose") }), None);
    assert_eq!(broken.run(|| 2), None);
    assert_eq!(broken.run_anyway(|| 3), Some(3));
    assert_eq!(faults.get(), 1);
    let (whole, faults) = compartment();
    assert_eq!(whole.run(|| 4), Some(4));
    assert_eq!(faults.get(), 0);
}

#[wasm_bindgen_test]
fn what_has_ended_runs_no_more_and_holds_nothing() {
    let held = Rc::new(());
    let theirs = Rc::clone(&held);
    let compartment = PanicBoundary::new(move || drop(theirs));
    compartment.end();
    assert_eq!(compartment.run(|| 1), None);
    assert_eq!(Rc::strong_count(&held), 1);
}

#[wasm_bindgen_test]
fn listeners_and_timers_belong_to_what_made_them() {
    let (broken, faults) = compartment();
    let calls = Rc::new(Cell::new(0));
    let (heard, ticked) = (Rc::clone(&calls), Rc::clone(&calls));
    let (mut hear, tick) = broken
        .run(|| {
            let hear = guard_listener(move |is_faulty: bool| {
                assert!(!is_faulty, "on purpose");
                heard.set(heard.get() + 1);
            });
            (hear, guard_timer(move || ticked.set(ticked.get() + 1)))
        })
        .unwrap();
    hear(false);
    tick();
    assert_eq!((calls.get(), faults.get()), (2, 0));
    hear(true);
    hear(false);
    tick();
    assert_eq!((calls.get(), faults.get()), (2, 1));
}

#[wasm_bindgen_test]
fn one_inside_another_breaks_alone() {
    let (outer, outer_faults) = compartment();
    let (inner, inner_faults) = compartment();
    let made = outer.run(|| {
        assert_eq!(inner.run(|| -> u32 { panic!("on purpose") }), None);
        // What is made now is the outer one's again.
        guard_listener(|is_faulty: bool| assert!(!is_faulty, "on purpose"))
    });
    assert_eq!((outer_faults.get(), inner_faults.get()), (0, 1));
    made.unwrap()(true);
    assert_eq!((outer_faults.get(), inner_faults.get()), (1, 1));
}

#[wasm_bindgen_test]
async fn tasks_after_a_faulty_one_run() {
    let (broken, faults) = compartment();
    let (whole, _) = compartment();
    let ran = Rc::new(RefCell::new(Vec::new()));
    let task = |name: &'static str| {
        let ran = Rc::clone(&ran);
        async move { ran.borrow_mut().push(name) }
    };
    let (of_broken, of_whole) = (task("the broken one's"), task("the whole one's"));
    broken.run(|| {
        spawn_local(async { panic!("on purpose") });
        spawn_local(of_broken);
    });
    whole.run(|| spawn_local(of_whole));
    tasks_ran().await;
    assert_eq!(*ran.borrow(), ["the whole one's"]);
    assert_eq!(faults.get(), 1);
    // Nobody waits forever.
    let (broken, _) = compartment();
    let promise = broken.run(|| spawn_promise(async { panic!("on purpose") }));
    JsFuture::from(promise.unwrap()).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_panic_in_an_effect_leaves_other_effects_alone() {
    let (broken, faults) = compartment();
    let (whole, _) = compartment();
    let owners = [Owner::new(), Owner::new()];
    let signal = owners[0].with(|| ArcRwSignal::new(0));
    let seen = Rc::new(RefCell::new(Vec::new()));
    let (read, followed, heard) = (signal.clone(), signal.clone(), Rc::clone(&seen));
    broken.run(|| {
        owners[0].with(|| {
            let doubled = Memo::new(move |_| {
                assert_ne!(read.get(), 1, "on purpose");
                read.get() * 2
            });
            Effect::new(move || assert_eq!(doubled.get() % 2, 0));
        });
    });
    whole.run(|| owners[1].with(|| Effect::new(move || heard.borrow_mut().push(followed.get()))));
    for value in [1, 2] {
        tasks_ran().await;
        signal.set(value);
    }
    tasks_ran().await;
    assert_eq!(*seen.borrow(), [0, 1, 2]);
    assert_eq!(faults.get(), 1);
    // Nothing is followed by whom the fault was in, and nothing is owned by it.
    assert!(leptos::reactive::graph::Observer::get().is_none());
    assert!(Owner::current().is_none());
}
