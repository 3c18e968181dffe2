//! Limits on the input of authors and visitors, each with its reason.
//!
//! Honest work never comes near a limit; input beyond a limit could exhaust the machine.

/// Images that are decoded for packages.
#[cfg(feature = "channels")]
pub(crate) mod picture {
    /// Bytes of a file: a camera's JPEG of 100 million pixels has 40 MB.
    pub(crate) const FILE: u64 = 64 << 20;
    /// Bytes of a decoded image: 53 million pixels in three colors, more than a phone takes.
    pub(crate) const MEMORY: u64 = 160 << 20;
    /// Pixels on one side: the maximum of JPEG, GIF and WebP.
    pub(crate) const SIDE: u32 = 65_535;
    /// Pixels of an image that is passed on unchanged and that its viewer has to decode.
    pub(crate) const PIXELS: u64 = 64_000_000;
    /// Pixels of an image beside which no second large one is decoded at once.
    pub(crate) const LARGE: u64 = 8_000_000;
    /// Stack of the decoding thread. A drawing nested as deep as [`super::drawing::DEPTH`] takes
    /// less than an eighth of it in a build without optimization.
    pub(crate) const STACK: usize = 32 << 20;
    /// Timeout for one image. Known slow inputs are refused earlier; this stops the unknown ones.
    pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
}

/// Drawings (SVG).
#[cfg(feature = "channels")]
pub(crate) mod drawing {
    /// Bytes of a file: drawn maps and plans have some hundred thousand.
    pub(crate) const FILE: usize = 4 << 20;
    /// Elements as written, including the text between them.
    pub(crate) const NODES: u32 = 100_000;
    /// Elements after every reference (`use`, masks, patterns, markers) is expanded.
    pub(crate) const ELEMENTS: u64 = 100_000;
    /// Points of the lines, references expanded: a file within its limit holds two million.
    pub(crate) const POINTS: u64 = 4_000_000;
    /// Nesting depth of elements, references expanded. Tools nest ten or twenty groups.
    pub(crate) const DEPTH: u32 = 100;
    /// Style sheet rules times elements: each rule is tried on each element.
    pub(crate) const STYLING: u64 = 10_000_000;
    /// Pixels of the rendered image.
    pub(crate) const PIXELS: f32 = 16_000_000.0;
    /// Pixels on one side of the rendered image.
    pub(crate) const SIDE: f32 = 16_384.0;
    /// Pixels that are painted, layered or filtered in total: about two seconds on a slow machine.
    pub(crate) const WORK: f64 = 1_000_000_000.0;
    /// Bytes of the layers that are in memory at once.
    pub(crate) const MEMORY: f64 = 128_000_000.0;
}

/// Diagnostics.
pub(crate) mod diagnostic {
    /// Characters quoted from a line before the location: enough to recognize it.
    pub(crate) const BEFORE: usize = 80;
    /// Characters quoted from the location on.
    pub(crate) const AFTER: usize = 160;
    /// Characters of a message with an author's words in it; longer ones lose their middle.
    pub(crate) const SENTENCE: usize = 400;
    /// Characters of another tool's report.
    pub(crate) const REPORT: usize = 4_000;
    /// Diagnostics with one code that are reported per file; the last one counts the rest.
    pub(crate) const OF_A_KIND: usize = 200;
}

/// Raw HTML.
pub(crate) mod html {
    /// Attributes of a tag: Word writes some twenty. The tokenizer compares each with all earlier.
    pub(crate) const MOST_ATTRIBUTES: usize = 500;
    /// Open elements of raw HTML. Browsers stop nesting at 512 elements, and the search for the
    /// start tag of an end tag takes as many steps as elements are open.
    pub(crate) const DEPTH: usize = 100;
}

/// Articles for channels.
pub(crate) mod article {
    /// Depth of an article's tree, without the cells of a last table: the writer recurses, and no
    /// phone page shows as many levels.
    pub(crate) const DEPTH: usize = 64;
    /// Open elements below that depth whose end tags are still tracked.
    pub(crate) const FORMLESS: usize = 1_000;
}

/// Plans.
pub(crate) mod plan {
    /// Consecutive blanks that are kept: many stages scan ahead over blanks from each of them.
    pub(crate) const BLANKS: usize = 64;
}

/// Words that are compared for “did you mean”.
pub(crate) mod likeness {
    /// Characters of a word: the cost of a comparison is the product of both lengths.
    pub(crate) const WORD: usize = 200;
    /// Neighbors of the wrong name, in each sort order, that are compared.
    pub(crate) const REACH: usize = 100;
    /// Headings that are compared with an anchor one by one, before a table of them is built.
    pub(crate) const FEW: usize = 24;
    /// Headings that are searched for one whose anchor contains the wrong anchor.
    pub(crate) const LOOKED: usize = 1_000;
}

/// Names of outputs.
pub(crate) mod names {
    /// Longest name of a file or folder, in bytes of UTF-8: the limit of ext4, XFS, Btrfs and APFS.
    pub(crate) const LONGEST_NAME: usize = 255;

    /// Longest name without its extension: `.html` and `.json` still fit.
    pub(crate) const LONGEST_STEM: usize = LONGEST_NAME - ".html".len();

    /// Longest name that is derived from a tag, a unit or an item, in bytes: 80 Han characters. An
    /// extension or a number still fits.
    pub(crate) const LONGEST_DERIVED: usize = 240;

    /// Longest path of an output, in bytes: macOS allows 1,024, including the output folder.
    pub(crate) const LONGEST_PATH: usize = 800;

    /// Longest path of an output that Windows certainly stores, in UTF-16 units: 59 of its 259
    /// remain for the output folder.
    pub(crate) const LONGEST_WINDOWS_PATH: usize = 200;
}

/// Files that are read whole.
pub(crate) mod files {
    /// Largest text that `pufa plan FILE` reads, in bytes: a hundred times a long plan; takes about
    /// a second. A larger file is surely the wrong one.
    pub(crate) const LARGEST_PLAN: u64 = 8 << 20;

    /// Largest SVG that is scanned, in bytes: the most that a browser still draws at once. An SVG
    /// that was not scanned is not published.
    pub(crate) const LARGEST_SVG: u64 = 8 << 20;

    /// Bytes of a picture above which it is reported: four seconds on a slow phone, and the limit of 公众号.
    pub(crate) const HEAVY_PICTURE: u64 = 1 << 20;

    /// Pixels of a picture's width above which it is reported: no screen shows more.
    pub(crate) const LARGEST_SIDE: u32 = 4_000;

    /// Pixels of the width up to which a picture may be higher than [`LARGEST_SIDE`]: long pictures are read by scrolling.
    pub(crate) const LARGEST_SMALLER_SIDE: u32 = 2_000;

    /// Deepest nesting of elements in an SVG: drawing programs stay under fifty, and renderers
    /// recurse on each level.
    pub(crate) const DEEPEST_SVG: usize = 200;
}

/// Longest address or value that a message quotes, in characters: enough to recognize it. The line
/// below the message shows its location, and a pasted `data:` image has millions of characters.
pub(crate) const LONGEST_QUOTED_ADDRESS: usize = 80;

/// Preview server: resources that one client can use.
#[cfg(feature = "serve")]
pub(crate) mod serve {
    use std::time::Duration;

    /// Connections at once; further clients wait. A browser opens six to a host, which makes forty
    /// browsers. Each connection costs a file descriptor, of which a process often has 1,024.
    pub(crate) const CONNECTIONS: usize = 256;

    /// Event streams at once; one more closes the oldest. All tabs of a browser share one. Streams
    /// stay open, so without a limit below `CONNECTIONS` they would leave none for pages.
    pub(crate) const EVENT_STREAMS: usize = 64;

    /// Timeout for the head of a request, and for an idle connection between two requests. Browsers
    /// send a head at once; a slow client blocks a connection for others.
    pub(crate) const REQUEST_HEAD_TIME: Duration = Duration::from_secs(15);

    /// Bytes of a request's head. Browsers allow 8 KiB of cookies per host, and other programs on
    /// this machine share the host; addresses are shorter.
    pub(crate) const REQUEST_HEAD: usize = 64 << 10;

    /// Headers of a request: browsers send about twenty.
    pub(crate) const REQUEST_HEADERS: usize = 100;

    /// Bytes of a request's body: the preview is read-only.
    pub(crate) const REQUEST_BODY: usize = 0;

    /// Bytes of a file that are in memory for one download: large enough that a film takes few
    /// reads, and small enough that all connections together hold 32 MiB.
    pub(crate) const FILE_CHUNK: usize = 128 << 10;
}
