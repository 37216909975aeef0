//! The proxy's specification, over real HTTP: against the real sandbox, and against a scripted
//! upstream for what no honest server does. One file a subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod attacks;
mod cache;
mod command;
mod configuration;
mod expiry;
mod faults;
mod forwarding;
mod fuzz_properties;
mod guards;
mod keys;
mod login_attempts;
mod metrics;
mod origins;
mod pages;
mod paths;
mod random_mutation;
mod rate_limit;
mod replicas;
mod response_shapes;
mod return_to;
mod sessions;
mod sign_in;
mod store_faults;
mod stores;
mod support;
mod tokens;
