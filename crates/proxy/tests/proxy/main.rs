//! The proxy's specification, over real HTTP: against the real sandbox, and against a scripted
//! upstream for what no honest server does. One file a subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod attacks;
mod attempts;
mod cache;
mod command;
mod configuration;
mod expiry;
mod faults;
mod forwarding;
mod guards;
mod keys;
mod metrics;
mod mutations;
mod origins;
mod pace;
mod pages;
mod paths;
mod replicas;
mod return_to;
mod sessions;
mod shapes;
mod sign_in;
mod store_faults;
mod stores;
mod support;
mod targets;
mod tokens;
