//! `ErasedSignal`, `ErasedMemo` and `ErasedValue`: Leptos's `RwSignal`, `Memo` and `StoredValue` with the same methods, compiled once.
//!
//! Leptos compiles its reactive graph once for each type that a signal or a memo holds; with fifty types that was a quarter
//! of the wasm. These all hold the same type, a box of any value, and only the downcast is compiled for each.

#![expect(clippy::disallowed_types, reason = "the only place that uses Leptos's own")]

use leptos::prelude::{
    GetUntracked, LocalStorage, Memo as LeptosMemo, RwSignal as LeptosSignal, Track, Update,
};
use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc, sync::Arc};

/// The content of a signal: a `RefCell<T>`.
type SignalValue = Rc<dyn Any>;
/// The content of a memo: a `T`.
type MemoValue = Arc<dyn Any + Send + Sync>;

/// Panic message for reads after disposal.
const DISPOSED: &str = "a signal is only read while its report is mounted";

/// A signal: a change reruns its subscribers.
pub(crate) struct ErasedSignal<T>(LeptosSignal<SignalValue, LocalStorage>, PhantomData<fn(T) -> T>);

impl<T> Clone for ErasedSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedSignal<T> {}

impl<T: 'static> ErasedSignal<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(new_signal(Rc::new(RefCell::new(value))), PhantomData)
    }

    /// Reads the value and subscribes to it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value without subscribing.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(read).expect(DISPOSED)
    }

    /// Reads the value without subscribing; `None` after disposal.
    pub(crate) fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let value = read_signal(self.0)?;
        Some(read(&value.downcast_ref::<RefCell<T>>()?.borrow()))
    }

    pub(crate) fn track(self) {
        self.0.track();
    }

    pub(crate) fn set(self, value: T) {
        self.try_set(value);
    }

    /// Sets the value; does nothing after disposal.
    pub(crate) fn try_set(self, value: T) {
        self.update(|old| *old = value);
    }

    /// Updates the value and notifies subscribers.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            change(value);
            true
        });
    }

    /// Updates the value, and notifies subscribers if `change` returns `true`.
    pub(crate) fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        if self.try_update_untracked(change) == Some(true) {
            self.notify();
        }
    }

    /// Updates the value without notifying; `None` after disposal.
    pub(crate) fn try_update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let value = read_signal(self.0)?;
        Some(change(&mut value.downcast_ref::<RefCell<T>>()?.borrow_mut()))
    }

    /// Notifies subscribers.
    pub(crate) fn notify(self) {
        notify(self.0);
    }
}

impl<T: Clone + 'static> ErasedSignal<T> {
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }
}

impl<T: Clone + PartialEq + 'static> ErasedSignal<T> {
    /// Updates the value, and notifies subscribers if it differs from before.
    pub(crate) fn update_if_changed(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            let before = value.clone();
            change(value);
            *value != before
        });
    }
}

/// A stored value without subscribers.
pub(crate) struct ErasedValue<T>(ErasedSignal<T>);

impl<T> Clone for ErasedValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedValue<T> {}

impl<T: 'static> ErasedValue<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(ErasedSignal::new(value))
    }

    pub(crate) fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.0.with_untracked(read)
    }

    pub(crate) fn try_with_value<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        self.0.try_with_untracked(read)
    }

    pub(crate) fn set_value(self, value: T) {
        self.update_value(|old| *old = value);
    }

    pub(crate) fn update_value(self, change: impl FnOnce(&mut T)) {
        self.0.try_update_untracked(change);
    }

    pub(crate) fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.try_update_untracked(change)
    }
}

impl<T: Clone + 'static> ErasedValue<T> {
    pub(crate) fn try_get_value(self) -> Option<T> {
        self.0.try_get_untracked()
    }
}

/// A derived value. Its subscribers rerun only if it differs from before.
pub(crate) struct ErasedMemo<T>(LeptosMemo<MemoValue>, PhantomData<fn(T) -> T>);

impl<T> Clone for ErasedMemo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ErasedMemo<T> {}

impl<T: PartialEq + Send + Sync + 'static> ErasedMemo<T> {
    /// `compute` receives the previous value.
    pub(crate) fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self(
            new_memo(Box::new(move |before| {
                let before = before.as_deref().and_then(|before| before.downcast_ref::<T>());
                let now = compute(before);
                let differs = before != Some(&now);
                (Arc::new(now), differs)
            })),
            PhantomData,
        )
    }

    /// Reads the value and subscribes to it.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.read(true, read).expect(DISPOSED)
    }

    /// Reads the value without subscribing.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.read(false, read).expect(DISPOSED)
    }

    pub(crate) fn track(self) {
        self.0.track();
    }

    fn read<R>(self, track: bool, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(read_memo(self.0, track)?.downcast_ref::<T>()?))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> ErasedMemo<T> {
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.try_get_untracked().expect(DISPOSED)
    }

    /// Reads the value without subscribing; `None` after disposal.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.read(false, T::clone)
    }
}

// Not generic, so compiled once.

fn new_signal(value: SignalValue) -> LeptosSignal<SignalValue, LocalStorage> {
    LeptosSignal::new_local(value)
}

/// `None` after disposal.
fn read_signal(signal: LeptosSignal<SignalValue, LocalStorage>) -> Option<SignalValue> {
    signal.try_get_untracked()
}

fn notify(signal: LeptosSignal<SignalValue, LocalStorage>) {
    signal.try_update(|_| ());
}

type Compute = Box<dyn Fn(Option<MemoValue>) -> (MemoValue, bool) + Send + Sync>;

fn new_memo(compute: Compute) -> LeptosMemo<MemoValue> {
    LeptosMemo::new_owning(compute)
}

/// `None` after disposal.
fn read_memo(memo: LeptosMemo<MemoValue>, track: bool) -> Option<MemoValue> {
    if track {
        memo.track();
    }
    memo.try_get_untracked()
}
