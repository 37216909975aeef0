//! The specification of the sandbox, tested over real HTTP. One file per topic.

mod account;
mod activities;
mod bounces;
mod fingerprint;
mod history;
mod limits;
mod metadata;
mod sign_in;
mod support;
mod tokens;
