//! Earlier emails: trend, verdict, and who bounced before.

mod earlier;
mod files;
mod support;
mod trend;
