//! Earlier emails: trend, verdict, and who bounced before.

mod support;
mod trend;
