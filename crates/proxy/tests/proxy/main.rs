//! The specification of the proxy over real HTTP, against the sandbox and, for misbehaving servers, a
//! scripted upstream. One file per subject.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod allowed_accounts;
mod attacks;
mod audit;
mod cache;
mod command;
mod configuration;
mod connections;
mod deploy;
mod descriptors;
mod dev_server;
mod egress;
mod expiry;
mod fair_share;
mod faults;
mod forwarding;
mod full_disk;
mod fuzz_properties;
mod guards;
mod history;
mod key_rotation;
mod keys;
mod login_attempts;
mod logs;
mod metrics;
mod operator;
mod origins;
mod pages;
mod paths;
mod random_mutation;
mod rate_limit;
mod readiness;
mod redis_connections;
mod replicas;
mod response_shapes;
mod return_to;
mod sessions;
mod sign_in;
mod sign_in_limits;
mod static_dir;
mod store_faults;
mod store_settings;
mod stores;
mod support;
mod token_requests;
mod tokens;
