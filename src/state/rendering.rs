//! Progressive rendering of a report: first what is above the fold, then the rest, in tasks of their own.
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
pub(crate) enum RenderStage {
    /// The answer, the next steps and the rows that fit into the window.
    #[default]
    AboveTheFold,
    /// The evidence and the toolbar, which had placeholders.
    Controls,
    /// Everything.
    Complete,
}

/// The stage that is reached, and whether a task continues.
#[derive(Clone, Copy)]
pub(crate) struct Rendering {
    stage: ErasedSignal<RenderStage>,
    is_continuing: ErasedValue<bool>,
}

impl Rendering {
    pub(super) fn new() -> Self {
        let is_continuing = ErasedValue::new(false);
        Self { stage: ErasedSignal::new(RenderStage::default()), is_continuing }
    }

    /// Whether a stage is reached.
    pub(crate) fn has(self, stage: RenderStage) -> bool {
        self.stage.get() >= stage
    }

    /// Draws the rest once the browser has painted what is in sight, unless that has begun.
    pub(crate) fn continue_after_paint(self) {
        let begin = |is_continuing: &mut bool| !std::mem::replace(is_continuing, true);
        let is_complete = self.stage.get_untracked() == RenderStage::Complete;
        if is_complete || self.is_continuing.try_update_value(begin) != Some(true) {
            return;
        }
        spawn_local(async move {
            painted().await;
            self.stage.try_set(RenderStage::Controls);
            next_task().await;
            self.stage.try_set(RenderStage::Complete);
            flush_effects().await;
            self.is_continuing.try_update_value(|is_continuing| *is_continuing = false);
        });
    }

    /// Whether rows were drawn, and the rest is not in the document yet; `false` after disposal.
    pub(super) fn is_continuing(self) -> bool {
        self.is_continuing.try_get_value() == Some(true)
    }
}
