//! Tests of the widget in real browsers. Elements are found by role, name and text; a scripted `fetch` replaces the
//! proxy.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/bad_input.rs"]
mod bad_input;
#[path = "browser/blocked.rs"]
mod blocked;
#[path = "browser/columns.rs"]
mod columns;
#[path = "browser/copies.rs"]
mod copies;
#[path = "browser/definition.rs"]
mod definition;
#[path = "browser/disclosure.rs"]
mod disclosure;
#[path = "browser/element.rs"]
mod element;
#[path = "browser/embedding.rs"]
mod embedding;
#[path = "browser/evidence.rs"]
mod evidence;
#[path = "browser/export.rs"]
mod export;
#[path = "browser/find.rs"]
mod find;
#[path = "browser/history.rs"]
mod history;
#[path = "browser/history_states.rs"]
mod history_states;
#[path = "browser/host_actions.rs"]
mod host_actions;
#[path = "browser/host_api.rs"]
mod host_api;
#[path = "browser/leptos_component.rs"]
mod leptos_component;
#[path = "browser/no_proxy.rs"]
mod no_proxy;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/print.rs"]
mod print;
#[path = "browser/progress.rs"]
mod progress;
#[path = "browser/races.rs"]
mod races;
#[path = "browser/rows.rs"]
mod rows;
#[path = "browser/selection.rs"]
mod selection;
#[path = "browser/share.rs"]
mod share;
#[path = "browser/simulated_proxy.rs"]
mod simulated_proxy;
#[path = "browser/source.rs"]
mod source;
#[path = "browser/startup.rs"]
mod startup;
#[path = "browser/states.rs"]
mod states;
#[path = "browser/states_empty.rs"]
mod states_empty;
#[path = "browser/states_waiting.rs"]
mod states_waiting;
#[path = "browser/steps.rs"]
mod steps;
#[path = "browser/summary.rs"]
mod summary;
#[path = "browser/update_complete.rs"]
mod update_complete;
#[path = "browser/words.rs"]
mod words;
