//! Orientation of a photograph, as EXIF numbers it.

/// Orientation from 1 to 8: rotations and mirror images of the encoded pixels (EXIF 2.32, tag 0x0112).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orientation(u8);

impl Orientation {
    /// Pixels as they are encoded.
    pub(crate) const UPRIGHT: Self = Self(1);

    /// Creates an orientation; values that EXIF does not define give `None`.
    pub(super) fn new(value: u16) -> Option<Self> {
        u8::try_from(value)
            .ok()
            .filter(|value| (1..=8).contains(value))
            .map(Self)
    }

    /// Returns the number.
    pub(super) fn number(self) -> u8 {
        self.0
    }

    /// Returns true if pixels are shown as they are encoded.
    pub(crate) fn is_upright(self) -> bool {
        self == Self::UPRIGHT
    }

    /// Returns the width and height that are shown for encoded ones.
    pub(super) fn upright(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.0 >= 5 {
            (height, width)
        } else {
            (width, height)
        }
    }
}
