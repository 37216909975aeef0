//! Signals, memos and stored values with the names and manners of Leptos's own, compiled once.
//!
//! Leptos compiles its reactive graph anew for each type that a signal or a memo holds: with fifty
//! types that was a quarter of the wasm. Here all of them hold the same type, a box of anything, and
//! only what takes the value out of its box is compiled for each.

use leptos::prelude::{
    GetUntracked, LocalStorage, Memo as OneMemo, RwSignal as OneSignal, Track, Update,
};
use std::{any::Any, cell::RefCell, marker::PhantomData, rc::Rc, sync::Arc};

/// What a signal holds: a `RefCell<T>`.
type Anything = Rc<dyn Any>;
/// What a memo holds: a `T`.
type Something = Arc<dyn Any + Send + Sync>;

/// Why there is a value: whoever reads it lives no longer than it.
const HERE: &str = "a signal is read while its report is mounted";

/// A value whose readers run again when it changes.
pub(crate) struct RwSignal<T>(OneSignal<Anything, LocalStorage>, PhantomData<fn(T) -> T>);

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: 'static> RwSignal<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(new_signal(Rc::new(RefCell::new(value))), PhantomData)
    }

    /// Reads it, and again whenever it changes.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads it once.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.try_with_untracked(read).expect(HERE)
    }

    /// Reads it once, unless it is gone with its report.
    pub(crate) fn try_with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> Option<R> {
        let value = look(self.0)?;
        Some(read(&value.downcast_ref::<RefCell<T>>()?.borrow()))
    }

    pub(crate) fn track(self) {
        self.0.track();
    }

    pub(crate) fn set(self, value: T) {
        self.try_set(value);
    }

    /// Sets it, unless it is gone with its report.
    pub(crate) fn try_set(self, value: T) {
        self.update(|old| *old = value);
    }

    /// Changes it, and tells its readers.
    pub(crate) fn update(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            change(value);
            true
        });
    }

    /// Changes it, and tells its readers if the change says so.
    pub(crate) fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        if self.try_update_untracked(change) == Some(true) {
            self.notify();
        }
    }

    /// Changes it in silence, unless it is gone with its report.
    pub(crate) fn try_update_untracked<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let value = look(self.0)?;
        Some(change(&mut value.downcast_ref::<RefCell<T>>()?.borrow_mut()))
    }

    /// Tells its readers that it changed.
    pub(crate) fn notify(self) {
        notify(self.0);
    }
}

impl<T: Clone + 'static> RwSignal<T> {
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

impl<T: Clone + PartialEq + 'static> RwSignal<T> {
    /// Changes it, and tells its readers if it differs then.
    pub(crate) fn change(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            let before = value.clone();
            change(value);
            *value != before
        });
    }
}

/// A value that nobody follows.
pub(crate) struct StoredValue<T>(RwSignal<T>);

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: 'static> StoredValue<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(RwSignal::new(value))
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

impl<T: Clone + 'static> StoredValue<T> {
    pub(crate) fn get_value(self) -> T {
        self.0.get_untracked()
    }

    pub(crate) fn try_get_value(self) -> Option<T> {
        self.0.try_get_untracked()
    }
}

/// A value that follows from others. Its readers run again only if it differs.
pub(crate) struct Memo<T>(OneMemo<Something>, PhantomData<fn(T) -> T>);

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// `compute` gets the value before.
    pub(crate) fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self(
            one_memo(Box::new(move |before| {
                let before = before.as_deref().and_then(|before| before.downcast_ref::<T>());
                let now = compute(before);
                let differs = before != Some(&now);
                (Arc::new(now), differs)
            })),
            PhantomData,
        )
    }

    /// Reads it, and again whenever it differs.
    pub(crate) fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.read(true, read).expect(HERE)
    }

    /// Reads it once.
    pub(crate) fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.read(false, read).expect(HERE)
    }

    pub(crate) fn track(self) {
        self.0.track();
    }

    fn read<R>(self, track: bool, read: impl FnOnce(&T) -> R) -> Option<R> {
        Some(read(look_at_memo(self.0, track)?.downcast_ref::<T>()?))
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Memo<T> {
    pub(crate) fn get(self) -> T {
        self.with(T::clone)
    }

    pub(crate) fn get_untracked(self) -> T {
        self.try_get_untracked().expect(HERE)
    }

    /// Reads it once, unless it is gone with its report.
    pub(crate) fn try_get_untracked(self) -> Option<T> {
        self.read(false, T::clone)
    }
}

// What follows is compiled once.

fn new_signal(value: Anything) -> OneSignal<Anything, LocalStorage> {
    OneSignal::new_local(value)
}

/// `None` if it is gone.
fn look(signal: OneSignal<Anything, LocalStorage>) -> Option<Anything> {
    signal.try_get_untracked()
}

fn notify(signal: OneSignal<Anything, LocalStorage>) {
    signal.try_update(|_| ());
}

type Compute = Box<dyn Fn(Option<Something>) -> (Something, bool) + Send + Sync>;

fn one_memo(compute: Compute) -> OneMemo<Something> {
    OneMemo::new_owning(compute)
}

/// `None` if it is gone.
fn look_at_memo(memo: OneMemo<Something>, track: bool) -> Option<Something> {
    if track {
        memo.track();
    }
    memo.try_get_untracked()
}
