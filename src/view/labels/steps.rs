//! The names of next steps, and what to say about them.

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

/// Which contacts have the step, in a few words. `is_history_known` tells whether earlier emails decide, too.
pub(crate) fn step_reason(step: NextStep, is_history_known: bool) -> Key {
    match step {
        NextStep::Remove if is_history_known => Key::StepRemoveReasonHistory,
        NextStep::Wait if is_history_known => Key::StepWaitReasonHistory,
        NextStep::Remove => Key::StepRemoveReason,
        NextStep::FixTypo => Key::StepFixTypoReason,
        NextStep::Unblock => Key::StepUnblockReason,
        NextStep::Wait => Key::StepWaitReason,
        NextStep::AutoReply | NextStep::Done => step_line(step),
    }
}

/// A line with the number of contacts that have the step.
pub(crate) fn step_line(step: NextStep) -> Key {
    match step {
        NextStep::AutoReply => Key::StepAutoReplyLine,
        NextStep::Done => Key::StepDoneLine,
        NextStep::Remove | NextStep::FixTypo | NextStep::Unblock | NextStep::Wait => {
            self::step(step)
        }
    }
}

/// What the step means, and what to do; see [`step_reason`].
pub(crate) fn step_advice(step: NextStep, is_history_known: bool) -> (Key, Key) {
    match step {
        NextStep::Remove if is_history_known => {
            (Key::AdviceRemoveTitle, Key::AdviceRemoveTextHistory)
        }
        NextStep::Wait if is_history_known => (Key::AdviceWaitTitle, Key::AdviceWaitTextHistory),
        NextStep::Remove => (Key::AdviceRemoveTitle, Key::AdviceRemoveText),
        NextStep::FixTypo => (Key::AdviceFixTypoTitle, Key::AdviceFixTypoText),
        NextStep::Unblock => (Key::AdviceUnblockTitle, Key::AdviceUnblockText),
        NextStep::Wait => (Key::AdviceWaitTitle, Key::AdviceWaitText),
        NextStep::AutoReply => (Key::AdviceAutoReplyTitle, Key::AdviceAutoReplyText),
        NextStep::Done => (Key::AdviceDoneTitle, Key::AdviceDoneText),
    }
}

/// The class that gives the step's elements their color.
pub(crate) fn step_class(step: NextStep) -> &'static str {
    match step {
        NextStep::Remove => "reason-b",
        NextStep::FixTypo => "group-accent",
        NextStep::Unblock => "reason-z",
        NextStep::Wait => "reason-d",
        NextStep::AutoReply => "reason-v",
        NextStep::Done => "reason-x",
    }
}
