//! A lack of file descriptors: how it is recognized, and that the log says so. How a request is answered
//! is decided where it happens.

use crate::sync::lock;
use std::{
    error::Error,
    io,
    sync::Mutex,
    time::{Duration, Instant},
};

/// `ENFILE` and `EMFILE`: too many open files of the machine, and of the process.
const LACK_OF_DESCRIPTORS: [i32; 2] = [23, 24];
/// How often the log says so.
const REPORT_INTERVAL: Duration = Duration::from_secs(10);

static LAST_REPORT: Mutex<Option<Instant>> = Mutex::new(None);

/// Whether an error, or one of its causes, is a lack of file descriptors.
pub(crate) fn is_lack_of_descriptors(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            let inner = error.get_ref().is_some_and(|inner| is_lack_of_descriptors(inner));
            let code = error.raw_os_error();
            if inner || code.is_some_and(|code| LACK_OF_DESCRIPTORS.contains(&code)) {
                return true;
            }
        }
        cause = error.source();
    }
    false
}

/// Logs the lack of file descriptors, at most every ten seconds. `action` is what failed.
pub(crate) fn report_lack_of_descriptors(action: &'static str) {
    let mut last = lock(&LAST_REPORT);
    if last.is_none_or(|last| last.elapsed() >= REPORT_INTERVAL) {
        *last = Some(Instant::now());
        tracing::error!(
            action,
            "no file descriptors are left: raise the limit (LimitNOFILE of systemd, ulimit -n)"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::is_lack_of_descriptors;
    use std::io;

    #[test]
    fn a_lack_of_descriptors_is_recognized_also_as_a_cause() {
        let lack = || io::Error::from_raw_os_error(24);
        assert!(is_lack_of_descriptors(&lack()));
        assert!(is_lack_of_descriptors(&io::Error::other(lack())));
        assert!(!is_lack_of_descriptors(&io::Error::from_raw_os_error(111)));
        assert!(!is_lack_of_descriptors(&io::Error::other("24")));
    }
}
