//! Limits of sizes, counts and times, each with its reason: the one place where they stand.

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
