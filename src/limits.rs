//! Limits of what is read and written, each with its reason, in one place.

/// Names of outputs.
pub(crate) mod names {
    /// Longest name of a file or folder, in bytes of UTF-8: that of ext4, XFS, Btrfs and APFS.
    pub(crate) const LONGEST_NAME: usize = 255;

    /// Longest name without its ending: `.html` and `.json` still fit.
    pub(crate) const LONGEST_STEM: usize = LONGEST_NAME - ".html".len();

    /// Longest name that is made of a tag, a unit or an item, in bytes: 80 Han characters, and an
    /// ending or a number beside them still fits.
    pub(crate) const LONGEST_DERIVED: usize = 240;

    /// Longest path of an output, in bytes: macOS takes 1,024 with the output folder before it.
    pub(crate) const LONGEST_PATH: usize = 800;

    /// Longest path of an output that Windows surely takes, in UTF-16 units: of its 259, 59 are left
    /// for the output folder.
    pub(crate) const LONGEST_WINDOWS_PATH: usize = 200;
}

/// Files that are read whole.
pub(crate) mod files {
    /// Largest text that `pufa plan FILE` reads, in bytes: a hundred times a long plan, which takes about a
    /// second. A larger file is another file than was meant.
    pub(crate) const LARGEST_PLAN: u64 = 8 << 20;

    /// Largest SVG that is looked through, in bytes: what a browser still draws at once. One that is not
    /// looked through is not published.
    pub(crate) const LARGEST_SVG: u64 = 8 << 20;

    /// Deepest nesting of elements in an SVG: drawing programs stay under fifty, and those who draw one
    /// call themselves for each level.
    pub(crate) const DEEPEST_SVG: usize = 200;
}

/// Longest address or value that a message quotes, in characters: enough to be known again. The line below
/// the message shows where it stands, and a pasted `data:` picture has millions of characters.
pub(crate) const LONGEST_QUOTED_ADDRESS: usize = 80;
