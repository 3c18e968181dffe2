//! How much is too much: every limit of what an author or a visitor may ask for, each with its reason.
//!
//! A limit stands where nobody who works honestly comes near it, and where what it holds back would take the machine.

/// Pictures that are decoded for packages.
#[cfg(feature = "channels")]
pub(crate) mod picture {
    /// Bytes of a file that is read at all: a camera's JPEG of 100 million pixels has 40 MB.
    pub(crate) const FILE: u64 = 64 << 20;
    /// Bytes that a decoded picture may take: 53 million pixels in three colours, more than a phone takes.
    pub(crate) const MEMORY: u64 = 160 << 20;
    /// Pixels on one side: what JPEG, GIF and WebP can have at most.
    pub(crate) const SIDE: u32 = 65_535;
    /// Pixels of a picture that is handed on as it is, and whose viewer has to decode it.
    pub(crate) const PIXELS: u64 = 64_000_000;
    /// Pixels of a picture beside which no second large one is decoded at once.
    pub(crate) const LARGE: u64 = 8_000_000;
    /// The stack of the thread that decodes. A drawing as deep as [`super::drawing::DEPTH`] takes less than an
    /// eighth of it in a build without optimisation.
    pub(crate) const STACK: usize = 32 << 20;
    /// How long one picture may take. All that is known to be slow is refused before; this is for what is not known.
    pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);
}

/// Drawings (SVG).
#[cfg(feature = "channels")]
pub(crate) mod drawing {
    /// Bytes of a file: maps and plans as drawn have some hundred thousand.
    pub(crate) const FILE: usize = 4 << 20;
    /// Elements as written, text between them counted too.
    pub(crate) const NODES: u32 = 100_000;
    /// Elements when every reference (`use`, masks, patterns, markers) is written out where it is used.
    pub(crate) const ELEMENTS: u64 = 100_000;
    /// Points of their lines, references written out too: a file within its limit holds two million.
    pub(crate) const POINTS: u64 = 4_000_000;
    /// How deep elements stand in one another, references written out. Tools nest ten or twenty groups.
    pub(crate) const DEPTH: u32 = 100;
    /// Rules of its style sheet times its elements: each rule is tried on each.
    pub(crate) const STYLING: u64 = 10_000_000;
    /// Pixels of the painted picture.
    pub(crate) const PIXELS: f32 = 16_000_000.0;
    /// Pixels on one side of it.
    pub(crate) const SIDE: f32 = 16_384.0;
    /// Pixels that are painted, layered or filtered in all: about two seconds of a slow machine.
    pub(crate) const WORK: f64 = 1_000_000_000.0;
    /// Bytes of the layers that are held at once.
    pub(crate) const MEMORY: f64 = 128_000_000.0;
}

/// Findings.
pub(crate) mod finding {
    /// Characters of a line that are quoted before what is meant: enough to know the place again.
    pub(crate) const BEFORE: usize = 80;
    /// Characters quoted from there on.
    pub(crate) const AFTER: usize = 160;
    /// Characters of a sentence, an author's words in it; longer ones lose their middle.
    pub(crate) const SENTENCE: usize = 400;
    /// Characters of another tool's report.
    pub(crate) const REPORT: usize = 4_000;
    /// How many findings with one code are told of one file; the last says how many more there are.
    pub(crate) const OF_A_KIND: usize = 200;
}

/// Raw HTML.
pub(crate) mod html {
    /// Attributes of a tag: Word writes some twenty. The tokenizer compares each with all before it.
    pub(crate) const MOST_ATTRIBUTES: usize = 500;
    /// Elements of raw HTML that are open at once. Browsers stop nesting at 512 elements, and the search for the partner
    /// of an end tag takes as many steps as elements are open.
    pub(crate) const DEPTH: usize = 100;
}

/// Articles for channels.
pub(crate) mod article {
    /// How deep the tree of an article is, but for the cells of a last table: who writes it goes down step by step, and
    /// no page of a phone shows as many.
    pub(crate) const DEPTH: usize = 64;
    /// Elements below that whose ends are still waited for.
    pub(crate) const FORMLESS: usize = 1_000;
}

/// Plans.
pub(crate) mod plan {
    /// Blanks in a row that say anything: many a stage passes over blanks from each of them on.
    pub(crate) const BLANKS: usize = 64;
}

/// Words that are compared for “did you mean”.
pub(crate) mod likeness {
    /// Characters of a word: a comparison takes the product of two lengths.
    pub(crate) const WORD: usize = 200;
    /// Names beside the wrong one, in each order, that are weighed.
    pub(crate) const REACH: usize = 100;
    /// Headings among which an anchor is looked for one by one, without a table of them.
    pub(crate) const FEW: usize = 24;
    /// Headings that are looked through for one that holds the words of a wrong anchor.
    pub(crate) const LOOKED: usize = 1_000;
}

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

/// Of the preview server: what one client can take of the machine.
#[cfg(feature = "serve")]
pub(crate) mod serve {
    use std::time::Duration;

    /// Connections at once; further clients wait until one ends. A browser opens six to a host, so forty browsers can
    /// look, and each connection costs a file descriptor, of which a process often has 1,024.
    pub(crate) const CONNECTIONS: usize = 256;

    /// Event streams at once; one more closes the oldest. All tabs of a browser share one, and they stay open: without
    /// a limit below that of connections they would leave none for pages.
    pub(crate) const EVENT_STREAMS: usize = 64;

    /// How long a client may take to send the head of a request, and a connection may idle between two. Browsers send
    /// a head at once; one who dribbles keeps a connection from others.
    pub(crate) const REQUEST_HEAD_TIME: Duration = Duration::from_secs(15);

    /// Bytes of a request's head. Browsers allow 8 KiB of cookies a host, and other programs of this machine set
    /// theirs on the same one; addresses are shorter.
    pub(crate) const REQUEST_HEAD: usize = 64 << 10;

    /// Headers of a request: browsers send about twenty.
    pub(crate) const REQUEST_HEADERS: usize = 100;

    /// Bytes of a request's body: the preview is read-only.
    pub(crate) const REQUEST_BODY: usize = 0;

    /// Bytes of a file that are in memory for one download. Large enough that a film is read in few steps, and small
    /// enough that all connections together hold 32 MiB.
    pub(crate) const FILE_CHUNK: usize = 128 << 10;
}
