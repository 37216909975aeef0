//! How long a task may run before the browser gets time to paint and to handle input.

use js_sys::Date;

/// Browsers call a task of 50 ms a long task; painting needs part of that.
const TASK_BUDGET_MS: f64 = 20.0;

/// The time that is left to the current task.
pub(super) struct TaskBudget {
    end_ms: f64,
}

impl TaskBudget {
    /// The budget of a task that starts now.
    pub(super) fn start() -> Self {
        Self { end_ms: Date::now() + TASK_BUDGET_MS }
    }

    pub(super) fn is_spent(&self) -> bool {
        Date::now() >= self.end_ms
    }
}
