//! The names of next steps.

use crate::i18n::Key;
use bounces_core::NextStep;

/// The name of a next step.
pub(crate) fn step(step: NextStep) -> Key {
    match step {
        NextStep::Remove => Key::StepRemove,
        NextStep::FixTypo => Key::StepFixTypo,
        NextStep::Unblock => Key::StepUnblock,
        NextStep::Wait => Key::StepWait,
        NextStep::AutoReply => Key::StepAutoReply,
        NextStep::Done => Key::StepDone,
    }
}
