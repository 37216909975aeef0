//! What the sandbox promises, over real HTTP. One file a subject.

mod activities;
mod bounces;
mod context;
mod fingerprint;
mod limits;
mod sign_in;
mod support;
mod tokens;
