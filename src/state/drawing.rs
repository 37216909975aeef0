//! How much of a report is drawn: first what is in sight, then the rest, in tasks of their own.
//!
//! This concerns the first rows of a mounted report, whose code runs for the first time. Later ones are drawn at once.

use crate::{
    erased::{ErasedSignal, ErasedValue},
    platform::{
        next_task, painted,
        panic_boundary::{flush_effects, spawn_local},
    },
};

/// What is drawn, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DrawStage {
    /// The answer, the next steps and the rows that fit into the window.
    #[default]
    InSight,
    /// The evidence and the toolbar, which had placeholders.
    Controls,
    /// Everything.
    Whole,
}

/// The stage that is reached, and whether a task continues.
#[derive(Clone, Copy)]
pub(crate) struct Drawing {
    stage: ErasedSignal<DrawStage>,
    is_continuing: ErasedValue<bool>,
}

impl Drawing {
    pub(super) fn new() -> Self {
        let is_continuing = ErasedValue::new(false);
        Self { stage: ErasedSignal::new(DrawStage::default()), is_continuing }
    }

    /// Whether a stage is reached.
    pub(crate) fn has(self, stage: DrawStage) -> bool {
        self.stage.get() >= stage
    }

    /// Draws the rest once the browser has painted what is in sight, unless that has begun.
    pub(crate) fn continue_after_paint(self) {
        let begin = |is_continuing: &mut bool| !std::mem::replace(is_continuing, true);
        let is_whole = self.stage.get_untracked() == DrawStage::Whole;
        if is_whole || self.is_continuing.try_update_value(begin) != Some(true) {
            return;
        }
        spawn_local(async move {
            painted().await;
            self.stage.try_set(DrawStage::Controls);
            next_task().await;
            self.stage.try_set(DrawStage::Whole);
            flush_effects().await;
            self.is_continuing.try_update_value(|is_continuing| *is_continuing = false);
        });
    }

    /// Whether rows were drawn, and the rest is not in the document yet; `false` after disposal.
    pub(super) fn is_continuing(self) -> bool {
        self.is_continuing.try_get_value() == Some(true)
    }
}
