//! A macro for enums without data whose variants are listed: `ALL` and `index` cannot disagree
//! with the variants.

/// Defines an enum with `ALL`, its variants in order, and `index`, the position in `ALL`.
#[macro_export]
macro_rules! listed_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$variant_attribute:meta])* $variant:ident,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        $visibility enum $name {
            $($(#[$variant_attribute])* $variant,)+
        }

        impl $name {
            /// All variants, in the order of their definition.
            $visibility const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];

            /// The position in [`Self::ALL`].
            $visibility const fn index(self) -> usize {
                self as usize
            }
        }
    };
}
