//! Work that goes on when the browser that waits for it leaves, and whose result must not be lost then.

use crate::sync::lock;
use std::{
    convert::Infallible,
    sync::{Arc, Mutex},
};
use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

/// Does the work in a task of its own. If the caller is dropped before it has the result, `abandon` gets
/// it. `None` only if the work panicked.
pub(super) async fn hand_over<T: Send + 'static, A: Future<Output = ()> + Send>(
    tasks: &TaskTracker,
    work: impl Future<Output = T> + Send + 'static,
    abandon: impl FnOnce(T) -> A + Send + 'static,
) -> Option<T> {
    // Not sent through a channel, where the result of a caller that leaves just then would be lost.
    let result = Arc::new(Mutex::new(None));
    let (finish, finished) = oneshot::channel::<Infallible>();
    let (_waiting, left) = oneshot::channel::<Infallible>();
    let shared = Arc::clone(&result);
    tasks.spawn(async move {
        let done = work.await;
        *lock(&shared) = Some(done);
        drop(finish);
        let _ = left.await;
        let untaken = lock(&shared).take();
        if let Some(untaken) = untaken {
            abandon(untaken).await;
        }
    });
    let _ = finished.await;
    lock(&result).take()
}

#[cfg(test)]
mod tests {
    use super::hand_over;
    use futures_util::FutureExt;
    use std::pin::pin;
    use tokio::{sync::oneshot, task::yield_now};
    use tokio_util::task::TaskTracker;

    /// Whether the result of work is abandoned if its caller leaves before or after the work is done.
    async fn is_abandoned(leaves_before: bool) -> bool {
        let tasks = TaskTracker::new();
        let (finish, finished) = oneshot::channel();
        let (abandon, abandoned) = oneshot::channel();
        let mut caller =
            Box::pin(hand_over(&tasks, async { finished.await.unwrap() }, async |result: u8| {
                abandon.send(result).unwrap();
            }));
        assert_eq!(caller.as_mut().now_or_never(), None);
        if leaves_before {
            drop(caller);
            finish.send(7).unwrap();
        } else {
            finish.send(7).unwrap();
            for _ in 0..10 {
                yield_now().await;
            }
            drop(caller);
        }
        tasks.close();
        tasks.wait().await;
        abandoned.await == Ok(7)
    }

    #[tokio::test]
    async fn a_caller_that_stays_has_the_result() {
        let tasks = TaskTracker::new();
        let caller = pin!(hand_over(&tasks, async { 7 }, async |_: u8| panic!("abandoned")));
        assert_eq!(caller.await, Some(7));
        tasks.close();
        tasks.wait().await;
    }

    #[tokio::test]
    async fn the_result_is_abandoned_if_the_caller_leaves_before_the_work_is_done() {
        assert!(is_abandoned(true).await);
    }

    #[tokio::test]
    async fn the_result_is_abandoned_if_the_caller_leaves_before_it_takes_it() {
        assert!(is_abandoned(false).await);
    }

    #[tokio::test]
    async fn work_that_panics_has_no_result() {
        let tasks = TaskTracker::new();
        let work = async { panic!("on purpose") };
        assert_eq!(hand_over(&tasks, work, async |(): ()| ()).await, None);
    }
}
