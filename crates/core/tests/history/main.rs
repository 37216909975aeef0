//! Earlier emails: trend, verdict, and who bounced before.

mod past;
mod support;
mod trend;
