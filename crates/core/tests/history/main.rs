//! Earlier emails: trend, verdict, and who bounced before.

mod files;
mod past;
mod support;
mod trend;
