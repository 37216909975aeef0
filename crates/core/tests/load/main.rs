//! The rules of loading: what the state machine requests, when, and how a load ends.

#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests may panic, and each looks at a few actions only"
)]

mod errors;
mod history;
mod history_failures;
mod history_support;
mod paging;
mod properties;
mod publishing;
mod refresh;
mod resources;
mod retry;
mod server;
mod simulation;
mod stop_resume;
mod support;
