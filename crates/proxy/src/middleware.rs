//! The layers around all routes, one concern a module. Their order is in `router`.

pub(crate) mod cors;
pub(crate) mod csrf;
pub(crate) mod error_page;
pub(crate) mod host;
pub(crate) mod limits;
pub(crate) mod methods;
pub(crate) mod request_id;
pub(crate) mod request_log;
pub(crate) mod security_headers;
pub(crate) mod sign_in_limit;
