//! What happens around the handlers, one concern a module. `handle_request` calls them in their order;
//! `router` adds those of single routes.

mod cors;
pub(crate) mod csrf;
mod error_page;
pub(crate) mod handle_request;
pub(crate) mod host;
mod limits;
mod request_id;
mod request_log;
mod security_headers;
pub(crate) mod sign_in_limit;
