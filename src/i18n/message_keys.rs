//! How the messages are declared.

/// Declares each message once: its key, which is also its name in language files, and its English text.
macro_rules! messages {
    ($($key:ident = $english:literal,)*) => {
        /// The key of a message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Key { $($key,)* }

        impl Key {
            /// All keys, in the order of the screen.
            pub(super) const ALL: &[Self] = &[$(Self::$key,)*];

            /// The name in language files and in the property `messages`.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$key => stringify!($key),)* }
            }

            /// The English message.
            pub(crate) fn english(self) -> &'static str {
                match self { $(Self::$key => $english,)* }
            }
        }
    };
}

pub(super) use messages;
